package passerelle.cli.course;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.files.FileRefusal;
import passerelle.files.FileTree;
import passerelle.files.OwnFiles;
import passerelle.files.OwnPaths;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.Jobs;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.Shard;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import passerelle.text.TextLine;
import passerelle.text.Visible;

/**
 * {@code passerelle lesson lint|new|preview|export|grade}: what authors and teachers do without a
 * lab at hand.
 */
public final class CourseCommand {
  private static final int WRONG = 2;

  private final LessonLibrary library;
  private final Language language;
  private final Messages messages;
  private final ReportPrinter out;
  private final ReportPrinter err;

  /**
   * What a teacher wants.
   *
   * @param csv where the marks go as CSV
   * @param junit as a JUnit report
   * @param html as a page
   * @param shard of the files
   * @param jobs how many are marked at a time
   * @param remark what is exported are slides for remark
   */
  public record Marks(
      Optional<String> csv,
      Optional<String> junit,
      Optional<String> html,
      Shard shard,
      int jobs,
      boolean remark) {}

  public CourseCommand(
      LessonLibrary lessons, Language language, ReportPrinter out, ReportPrinter err) {
    library = lessons;
    this.language = language;
    messages = Messages.of(language, "passerelle/cli/messages");
    this.out = out;
    this.err = err;
  }

  /**
   * Does it.
   *
   * @param words the command, then what it is for
   * @return the exit status: 0 when all is good, 1 when not, 2 for what cannot be done
   */
  public int run(List<String> words, Marks marks) {
    try {
      if (words.size() == 1) {
        err.say(messages.get("course.usage"));
        return WRONG;
      }
      List<String> names = words.subList(1, words.size());
      return switch (words.get(0)) {
        case "lint" -> lint(files(names));
        case "new" -> create(names);
        case "preview" -> preview(files(names));
        case "export" -> export(files(names), marks.remark());
        default -> grade(marks.shard().of(sessions(names)), marks);
      };
    } catch (TranscriptException unreadable) {
      err.say(Visible.of(unreadable.describe(Messages.of(language, TranscriptException.BUNDLE))));
      return WRONG;
    } catch (LessonException wrong) {
      err.say(Visible.of(wrong.describe(Messages.of(language, LessonException.BUNDLE))));
      return WRONG;
    } catch (LabException refused) {
      err.say(Visible.of(refused.getMessage()));
      return WRONG;
    } catch (FileRefusal refused) {
      err.say(Visible.of(refused.describe(language)));
      return WRONG;
    }
  }

  private static List<Path> files(List<String> names) throws TranscriptException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.addAll(TranscriptFiles.find(OwnPaths.of(name)));
    }
    return files;
  }

  /** Also those in which nothing was done. */
  private static List<Path> sessions(List<String> names) throws FileRefusal {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path path = OwnPaths.of(name);
      files.addAll(FileTree.isDirectory(path) ? FileTree.below(path, ".md") : List.of(path));
    }
    return files;
  }

  private int lint(List<Path> files) {
    int status = 0;
    for (Path file : files) {
      List<String> findings = LessonLint.of(file, language);
      findings.forEach(out::say);
      status = findings.isEmpty() ? status : 1;
      if (findings.isEmpty()) {
        out.say(messages.get("lint.good", Visible.of(file.toString())));
      }
    }
    return status;
  }

  /** Lessons as students see them. */
  private int preview(List<Path> files) throws TranscriptException, LessonException, LabException {
    for (Path file : files) {
      Lesson lesson = LessonLibrary.read(file);
      Consumer<String> lines = line -> out.say(TextLine.paragraph(line));
      new LessonPreview(lesson, lines).show(LessonLint.request(lesson));
    }
    return 0;
  }

  /** Lessons as slides, one behind the other. */
  private int export(List<Path> files, boolean remark) throws TranscriptException, LessonException {
    if (!remark) {
      err.say(messages.get("course.export"));
      return WRONG;
    }
    for (Path file : files) {
      out.quote(RemarkSlides.of(LessonLibrary.read(file)));
    }
    out.flush();
    return 0;
  }

  /** A lesson to be filled in, where no file is yet. */
  private int create(List<String> names) throws FileRefusal {
    byte[] text = LessonTemplate.in(language).getBytes(StandardCharsets.UTF_8);
    for (String name : names) {
      new OwnFiles().create(name, false).write(text);
      out.say(messages.get("course.created", Visible.of(name)));
    }
    return 0;
  }

  private int grade(List<Path> files, Marks marks) throws FileRefusal {
    List<GradeReport.Graded> all = new ArrayList<>();
    LessonGrade marker = new LessonGrade(library, language);
    Jobs.run(
        marks.jobs(),
        files,
        file -> graded(file, marker),
        graded -> {
          all.add(graded);
          tell(graded);
        });
    GradeReport report = new GradeReport(all);
    write(marks.csv(), report.csv());
    write(marks.junit(), report.junit());
    write(marks.html(), report.html(messages));
    long good = all.stream().filter(GradeReport.Graded::isGood).count();
    out.say(messages.get("grade.total", all.size(), good));
    return good == all.size() ? 0 : 1;
  }

  private GradeReport.Graded graded(Path file, LessonGrade marker) {
    String name = file.toString();
    try {
      Transcript handedIn = Transcript.parse(name, TranscriptFiles.text(file));
      return new GradeReport.Graded(name, Optional.of(marker.of(handedIn)), "");
    } catch (LessonException wrong) {
      return unmarked(name, wrong.describe(Messages.of(language, LessonException.BUNDLE)));
    } catch (TranscriptException wrong) {
      return unmarked(name, wrong.describe(Messages.of(language, TranscriptException.BUNDLE)));
    } catch (LabException refused) {
      return unmarked(name, name + ": " + refused.getMessage());
    } catch (RuntimeException broken) {
      // A fault of the program ends this session, not the marks of the others.
      return unmarked(name, messages.get("bug", broken));
    }
  }

  private static GradeReport.Graded unmarked(String file, String why) {
    return new GradeReport.Graded(file, Optional.empty(), Visible.of(why));
  }

  private void tell(GradeReport.Graded graded) {
    if (graded.marked().isEmpty()) {
      out.say(graded.error());
      return;
    }
    LessonGrade.Marked marked = graded.marked().get();
    out.say(
        messages.get(
            "grade.session",
            Visible.of(graded.file()),
            Visible.of(marked.student()),
            marked.lesson().key(),
            marked.done(),
            marked.steps().size(),
            marked.right()));
  }

  private static void write(Optional<String> name, String text) throws FileRefusal {
    if (name.isPresent()) {
      new OwnFiles().create(name.get(), true).write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

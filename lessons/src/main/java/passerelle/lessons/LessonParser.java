package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;

/** Reads the exercises off the headings of a transcript. */
final class LessonParser {
  /** So many steps a lesson may have. */
  static final int MOST_EXERCISES = 30;

  private static final String FENCE = "```";
  private static final String FRONT_MATTER = "---";

  private final String name;
  private final Transcript transcript;
  private final List<Exercise> exercises = new ArrayList<>();
  private final StringBuilder introduction = new StringBuilder();
  private final StringBuilder learnt = new StringBuilder();
  private String title = "";
  private Optional<ExerciseDraft> draft = Optional.empty();
  private boolean inFrontMatter;
  private boolean inFence;
  private int learntLine;
  private int number = 1;

  LessonParser(String name, Transcript transcript) {
    this.name = name;
    this.transcript = transcript;
  }

  Lesson parse() throws LessonException {
    for (Part part : transcript.parts()) {
      if (part instanceof Part.Step step) {
        command(step);
        number = step.line() + (int) step.source().lines().count();
      } else {
        read(part.source());
      }
    }
    finish();
    if (exercises.isEmpty()) {
      throw wrong(1, "lesson.empty");
    }
    if (learntLine == 0) {
      throw wrong(number, "lesson.learnt.none");
    }
    List<String> points = Items.of(learnt.toString()).items();
    if (points.isEmpty()) {
      throw wrong(learntLine, "lesson.learnt.list");
    }
    String known = title.isEmpty() ? Lesson.bare(name) : title;
    return new Lesson(
        Lesson.bare(name),
        Lesson.number(name),
        transcript.frontMatter().title().orElse(known),
        introduction.toString().strip(),
        List.copyOf(exercises),
        points,
        transcript);
  }

  private void command(Part.Step step) throws LessonException {
    if (draft.isEmpty()) {
      throw wrong(step.line(), "lesson.command.outside", step.command());
    }
    draft.get().command(step);
  }

  private void read(String prose) throws LessonException {
    for (String line : prose.split("\n", -1)) {
      readLine(line.stripTrailing());
      number++;
    }
    // What follows the last line break is the beginning of the next part.
    number--;
  }

  private void readLine(String line) throws LessonException {
    if (number == 1 && line.equals(FRONT_MATTER)) {
      inFrontMatter = true;
    } else if (inFrontMatter) {
      inFrontMatter = !line.equals(FRONT_MATTER);
    } else if (line.startsWith(FENCE)) {
      inFence = !inFence;
    } else if (inFence) {
      text("    " + line);
    } else if (line.startsWith("### ")) {
      section(line.substring(4).strip());
    } else if (line.startsWith("## ")) {
      exercise(line.substring(3).strip());
    } else if (line.startsWith("# ")) {
      title = line.substring(2).strip();
    } else {
      text(line);
    }
  }

  private void text(String line) {
    StringBuilder into =
        draft.map(ExerciseDraft::text).orElse(learntLine > 0 ? learnt : introduction);
    into.append(line).append('\n');
  }

  private void exercise(String heading) throws LessonException {
    finish();
    if (learntLine > 0) {
      throw wrong(number, "lesson.learnt.last", heading);
    }
    if (Section.LEARNT.contains(heading)) {
      learntLine = number;
    } else if (exercises.size() == MOST_EXERCISES) {
      throw wrong(number, "lesson.many", MOST_EXERCISES);
    } else {
      draft = Optional.of(new ExerciseDraft(transcript.file(), heading, number));
    }
  }

  private void section(String heading) throws LessonException {
    Section section =
        Section.of(heading).orElseThrow(() -> wrong(number, "lesson.heading", heading));
    draft.orElseThrow(() -> wrong(number, "lesson.outside", heading)).begin(section, number);
  }

  private void finish() throws LessonException {
    if (draft.isPresent()) {
      exercises.add(draft.get().exercise());
    }
    draft = Optional.empty();
  }

  private LessonException wrong(int line, String key, Object... args) {
    return new LessonException(transcript.file(), line, key, args);
  }
}

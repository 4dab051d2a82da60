package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Recipe;
import passerelle.lessons.LessonRunner;
import passerelle.lessons.Mark;
import passerelle.lessons.SessionFile;
import passerelle.scenarios.replay.LabException;

/**
 * What a person did in which step of a lesson, as a transcript. Where another lab takes the place
 * of the one there was, as after {@code engine}, all up to the last step that was done stays as it
 * was told then, and the steps that follow are told of the new lab.
 */
final class LessonDiary {
  private final String student;

  /** Told of labs that are no more. */
  private Told closed;

  /** Told when a step was done last. */
  private Told done;

  /** With how many deeds each step began that was taken in the lab there is. */
  private final List<Integer> begun = new ArrayList<>();

  /** The lab when the last of them began. */
  private Optional<Recipe> mark = Optional.empty();

  /** So many steps, in this text. */
  record Told(int steps, String text) {}

  /**
   * A diary that goes on with what was told before, or begins.
   *
   * @param student whose lesson it is; empty where nobody said
   */
  LessonDiary(String student, Told before) {
    this.student = student;
    closed = before;
    done = before;
  }

  /** A diary in which nothing stands yet. */
  LessonDiary(String student) {
    this(student, new Told(0, ""));
  }

  /**
   * A step begins.
   *
   * @param now the lab as it is
   */
  void begins(Recipe now) {
    follow(now);
    // What else was done in a new lab belongs to the first step that is taken there.
    begun.add(begun.isEmpty() ? 0 : now.deeds().size());
    mark = Optional.of(now);
  }

  private void follow(Recipe now) {
    if (mark.isPresent() && !isContinued(mark.get(), now)) {
      boolean within = closed.steps() + begun.size() > done.steps();
      closed = done;
      begun.clear();
      if (within) {
        begun.add(0);
      }
      mark = Optional.of(now.first(0));
    }
  }

  /** Whether a lab is one in which more was done. */
  private static boolean isContinued(Recipe before, Recipe now) {
    int deeds = before.deeds().size();
    return before.settings().equals(now.settings())
        && before.preparation().size() == now.preparation().size()
        && now.deeds().size() >= deeds
        && told(before.deeds()).equals(told(now.deeds().subList(0, deeds)));
  }

  private static List<String> told(List<Deed> deeds) {
    return deeds.stream().map(deed -> deed.at() + " " + deed.told()).toList();
  }

  /** All of it, as {@link SessionFile} reads it; empty when the lab cannot be told. */
  Optional<String> text(LessonRunner runner, LabCommands commands) {
    follow(commands.lab().recipe());
    List<Mark> marks = runner.standing().marks();
    SortedMap<Integer, String> headings = new TreeMap<>();
    for (int i = 0; i < begun.size(); i++) {
      int step = closed.steps() + i;
      String heading = step < marks.size() ? SessionFile.heading(step, marks.get(step)) : "";
      headings.merge(begun.get(i), i == 0 ? heading + another(commands) : heading, String::concat);
    }
    try {
      LabCommands.SavedTranscript told = commands.dictate(headings);
      String text = closed.text() + told.body();
      int steps = closed.steps() + begun.size();
      if (steps > 0 && steps <= marks.size() && marks.get(steps - 1).done()) {
        done = new Told(steps, text);
      }
      return Optional.of(
          told.head()
              + "\n"
              + SessionFile.head(runner.lesson().key(), student, runner.standing().at())
              + text);
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }

  /** Before what is told of a lab that is not the first one. */
  private String another(LabCommands commands) {
    return closed.steps() == 0
        ? ""
        : SessionFile.ANOTHER
            + commands.lab().settings().engine().profile().label()
            + "\n...\n```\n\n";
  }
}

package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;

/**
 * How somebody took a lesson: a transcript with a heading for each step, below which stand what was
 * predicted and asked for, and then the commands. It is a stranger's data.
 *
 * @param lesson the lesson's key
 * @param student by whom; empty where nobody said
 * @param standing where the person is
 * @param steps the commands of each step, those of later labs in the place of the first included
 */
public record SessionFile(
    String lesson, String student, Standing standing, List<List<Part.Step>> steps) {
  /** So long a prediction and a name may be. */
  public static final int LONGEST = 200;

  /** What begins another lab in the place of the one there was. */
  public static final String ANOTHER = "```console\nlab> reset\n...\nlab> engine ";

  private static final Pattern PAIR =
      Pattern.compile(
          "- (lesson|student|at|prediction|verdict|hints|solution|done|packet): (.{1,"
              + LONGEST
              + "})");

  private static final Pattern HEADING = Pattern.compile("## ([0-9]{1,2})");

  private static final String YES = "yes";

  /** What stands above the steps. */
  public static String head(String lesson, String student, int at) {
    return "- lesson: %s\n%s- at: %s\n"
        .formatted(lesson, student.isEmpty() ? "" : "- student: " + student + "\n", at + 1);
  }

  /** What stands above the commands of a step, which counts from 0. */
  public static String heading(int step, Mark mark) {
    return "\n%s%s- verdict: %s\n- hints: %s\n- solution: %s\n- done: %s%s\n\n"
        .formatted(
            heading(step),
            mark.prediction().map(answer -> "- prediction: " + answer + "\n").orElse(""),
            mark.verdict().name(),
            mark.hints(),
            mark.shown() ? YES : "no",
            mark.done() ? YES : "no",
            mark.decision() == Mark.Verdict.OPEN ? "" : "\n- packet: " + mark.decision().name());
  }

  /** The line above a step, which counts from 0. */
  public static String heading(int step) {
    return "## " + (step + 1) + "\n";
  }

  /**
   * Reads one.
   *
   * @throws LessonException when it says of no lesson that it is one, or its steps are out of order
   */
  public static SessionFile of(Transcript transcript) throws LessonException {
    return new Reader(transcript).read();
  }

  /** Reads line after line. */
  private static final class Reader {
    private final Transcript transcript;
    private final List<Mark> marks = new ArrayList<>();
    private final List<List<Part.Step>> steps = new ArrayList<>();
    private Optional<String> lesson = Optional.empty();
    private String student = "";
    private int at;
    private int line = 1;

    Reader(Transcript transcript) {
      this.transcript = transcript;
    }

    SessionFile read() throws LessonException {
      for (Part part : transcript.parts()) {
        if (part instanceof Part.Step step) {
          line = step.line();
          command(step);
        } else {
          for (String text : part.source().split("\n", -1)) {
            prose(text);
            line++;
          }
          line--;
        }
      }
      if (lesson.isEmpty()) {
        throw new LessonException(transcript.file(), 1, "session.lesson");
      }
      return new SessionFile(
          lesson.get(), student, new Standing(marks, Math.max(0, at - 1)), List.copyOf(steps));
    }

    private void command(Part.Step step) throws LessonException {
      if (steps.isEmpty() && !(step.place() instanceof Place.Lab)) {
        throw new LessonException(transcript.file(), line, "session.outside", step.command());
      }
      if (!steps.isEmpty()) {
        steps.get(steps.size() - 1).add(step);
      }
    }

    private void prose(String text) throws LessonException {
      Matcher heading = HEADING.matcher(text);
      Matcher pair = PAIR.matcher(text);
      if (heading.matches()) {
        if (marks.size() == LessonParser.MOST_EXERCISES) {
          throw new LessonException(
              transcript.file(), line, "lesson.many", LessonParser.MOST_EXERCISES);
        }
        if (Integer.parseInt(heading.group(1)) != marks.size() + 1) {
          throw new LessonException(
              transcript.file(), line, "session.step", heading.group(1), marks.size() + 1);
        }
        marks.add(Mark.NONE);
        steps.add(new ArrayList<>());
      } else if (pair.matches()) {
        pair(pair.group(1), pair.group(2));
      }
    }

    private void pair(String key, String value) throws LessonException {
      switch (key) {
        case "lesson" -> lesson = Optional.of(value);
        case "student" -> student = value;
        case "at" -> at = number(value);
        default -> mark(key, value);
      }
    }

    private void mark(String key, String value) throws LessonException {
      if (marks.isEmpty()) {
        return;
      }
      Mark old = marks.get(marks.size() - 1);
      Mark read =
          switch (key) {
            case "prediction" -> old.predicted(value);
            case "verdict" ->
                new Mark(old.prediction(), verdict(value), 0, false, false, old.decision());
            case "hints" -> old.hinted(Math.min(3, number(value)));
            case "packet" -> old.decided(verdict(value));
            case "solution" -> value.equals(YES) ? old.solutionShown() : old;
            default -> value.equals(YES) ? old.done(old.verdict()) : old;
          };
      marks.set(marks.size() - 1, read);
    }

    private Mark.Verdict verdict(String value) throws LessonException {
      for (Mark.Verdict verdict : Mark.Verdict.values()) {
        if (verdict.name().equals(value)) {
          return verdict;
        }
      }
      throw new LessonException(transcript.file(), line, "session.value", value);
    }

    private int number(String value) throws LessonException {
      if (!value.matches("[0-9]{1,3}")) {
        throw new LessonException(transcript.file(), line, "session.value", value);
      }
      return Integer.parseInt(value);
    }
  }
}

package passerelle.lessons;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** An exercise that is being read. */
final class ExerciseDraft {
  private static final int HINTS = 3;

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final Pattern DECISION =
      Pattern.compile("`(fate|(?:route|chain|source|destination) [^` ]+)`");

  /** The sections that no exercise can do without. */
  private static final List<Section> NEEDED =
      List.of(
          Section.PREDICT,
          Section.DO,
          Section.HINT,
          Section.SOLUTION,
          Section.CHECK,
          Section.ANSWER);

  /** Those in which something must be said. */
  private static final List<Section> SPOKEN = List.of(Section.READ, Section.PREDICT, Section.DO);

  private final String file;
  private final String title;
  private final Map<Section, Integer> begun = new EnumMap<>(Section.class);
  private final Map<Section, StringBuilder> texts = new EnumMap<>(Section.class);
  private final Map<Section, List<Part.Step>> commands = new EnumMap<>(Section.class);
  private Section section = Section.READ;

  /**
   * An exercise without anything yet.
   *
   * @param file by which errors call the lesson
   * @param line of its heading
   */
  ExerciseDraft(String file, String title, int line) {
    this.file = file;
    this.title = title;
    begun.put(Section.READ, line);
    for (Section each : Section.values()) {
      texts.put(each, new StringBuilder());
      commands.put(each, new ArrayList<>());
    }
  }

  /** A section of it begins. */
  void begin(Section next, int line) throws LessonException {
    if (next.compareTo(section) <= 0) {
      throw wrong(line, "lesson.order", next, section);
    }
    section = next;
    begun.put(next, line);
  }

  /** The text of the section that is being read. */
  StringBuilder text() {
    return texts.get(section);
  }

  /** A command stands there. */
  void command(Part.Step step) throws LessonException {
    if (!section.takesCommands()) {
      throw wrong(step.line(), "lesson.command", step.command(), title);
    }
    boolean lab = step.place() instanceof Place.Lab;
    if (section == Section.CHECK && !(lab && step.command().startsWith("expect "))) {
      throw wrong(step.line(), "lesson.check.other", step.command());
    }
    if (section == Section.CHECK && !step.expectation().source().isEmpty()) {
      throw wrong(step.line() + 1, "lesson.check.output", step.command());
    }
    if (section == Section.PACKET && !(lab && step.command().startsWith("trace "))) {
      throw wrong(step.line(), "lesson.packet", step.command());
    }
    commands.get(section).add(step);
  }

  /** What was read. */
  Exercise exercise() throws LessonException {
    for (Section needed : NEEDED) {
      if (!begun.containsKey(needed)) {
        throw wrong(begun.get(Section.READ), "lesson.missing", title, needed);
      }
    }
    for (Section spoken : SPOKEN) {
      if (of(spoken).isEmpty()) {
        throw wrong(begun.get(spoken), "lesson.text", title, spoken);
      }
    }
    for (Section done : Section.values()) {
      if (begun.containsKey(done) && done.takesCommands() && commands.get(done).isEmpty()) {
        throw wrong(begun.get(done), "lesson.commands", done);
      }
    }
    Question question = question();
    return new Exercise(
        title,
        of(Section.READ),
        List.copyOf(commands.get(Section.BROKEN)),
        question,
        of(Section.DO),
        hints(),
        List.copyOf(commands.get(Section.SOLUTION)),
        otherWays(),
        List.copyOf(commands.get(Section.CHECK)),
        answer(question),
        packet(),
        decision());
  }

  private Question question() throws LessonException {
    Items items = Items.of(of(Section.PREDICT));
    int choices = items.items().size();
    if (choices == 1 || choices > Question.MOST_CHOICES || items.before().isEmpty()) {
      throw wrong(begun.get(Section.PREDICT), "lesson.choices", Question.MOST_CHOICES, choices);
    }
    if (!items.after().isEmpty()) {
      throw wrong(begun.get(Section.PREDICT), "lesson.choices.after", items.after());
    }
    Set<String> different = new HashSet<>();
    for (String choice : items.items()) {
      if (!different.add(AnswerText.plain(choice))) {
        throw wrong(begun.get(Section.PREDICT), "lesson.choices.same", choice);
      }
    }
    return new Question(items.before(), items.items());
  }

  private List<String> hints() throws LessonException {
    List<String> hints = Items.of(of(Section.HINT)).items();
    if (hints.size() != HINTS) {
      throw wrong(begun.get(Section.HINT), "lesson.hints", HINTS, hints.size());
    }
    return hints;
  }

  /**
   * Below the solution, a list item for each other way: its commands with their prompts, as code.
   */
  private List<List<Part.Step>> otherWays() throws LessonException {
    List<List<Part.Step>> ways = new ArrayList<>();
    for (String item : Items.of(of(Section.SOLUTION)).items()) {
      List<Part.Step> way = new ArrayList<>();
      Matcher code = CODE.matcher(item);
      while (code.find()) {
        way.add(command(code.group(1)));
      }
      if (!way.isEmpty()) {
        ways.add(way);
      }
    }
    return ways;
  }

  private Part.Step command(String code) throws LessonException {
    int line = begun.get(Section.SOLUTION);
    try {
      Transcript one = Transcript.parse(file, "```console\n" + code + "\n```\n");
      Part.Step step = one.steps().get(0);
      return new Part.Step(
          line, step.place(), step.command(), step.commandSource(), step.expectation());
    } catch (TranscriptException noCommand) {
      throw wrong(line, "lesson.other", code);
    }
  }

  private RightAnswer answer(Question question) throws LessonException {
    List<Part.Step> asked = commands.get(Section.ANSWER);
    if (asked.size() != 1) {
      throw wrong(asked.get(1).line(), "lesson.answer.one");
    }
    Items items = Items.of(of(Section.ANSWER));
    String explanation = items.items().isEmpty() ? items.before() : items.after();
    if (explanation.isEmpty()) {
      throw wrong(begun.get(Section.ANSWER), "lesson.answer.why");
    }
    List<List<String>> forms =
        items.items().stream().map(item -> AnswerText.forms(item, question.choices())).toList();
    RightAnswer answer = new RightAnswer(asked.get(0), forms, explanation);
    if (!question.choices().isEmpty() && !answer.isAmong(question)) {
      throw wrong(asked.get(0).line(), "lesson.answer.choice", asked.get(0).command());
    }
    return answer;
  }

  private Optional<Part.Step> packet() throws LessonException {
    List<Part.Step> shown = commands.get(Section.PACKET);
    if (shown.size() > 1) {
      throw wrong(shown.get(1).line(), "lesson.packet", shown.get(1).command());
    }
    return shown.stream().findFirst();
  }

  /** Below the packet's way, a list of one item says which decision is asked for, as code. */
  private Optional<String> decision() throws LessonException {
    List<String> items = Items.of(of(Section.PACKET)).items();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    Matcher code = DECISION.matcher(items.get(0));
    if (items.size() > 1 || !code.matches()) {
      throw wrong(begun.get(Section.PACKET), "lesson.decision", items.get(items.size() - 1));
    }
    return Optional.of(code.group(1));
  }

  private String of(Section which) {
    return texts.get(which).toString().strip();
  }

  private LessonException wrong(int line, String key, Object... args) {
    return new LessonException(file, line, key, args);
  }
}

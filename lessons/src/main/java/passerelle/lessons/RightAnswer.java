package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.match.Comparison;

/**
 * What is right: the lab says it once the exercise is done.
 *
 * @param command its first line of output is the answer
 * @param forms groups of answers that mean the same
 * @param explanation why it is so
 */
public record RightAnswer(Part.Step command, List<List<String>> forms, String explanation) {

  /** What the lab says. */
  static String said(Output output) {
    return output.lines().stream().findFirst().orElse("").strip();
  }

  /**
   * Whether an answer is right.
   *
   * @param meant as {@link Question#meant} has it
   * @param output what the lab says
   */
  public boolean isRight(Question question, String meant, Output output) {
    Set<String> right = right(output);
    String said = AnswerText.plain(said(output));
    return right.contains(AnswerText.plain(meant))
        || question.choices().isEmpty()
            && (AnswerText.hasValue(meant, right) || AnswerText.names(meant, right))
        || question.choice(meant).isPresent()
            && right.stream()
                .filter(form -> !form.equals(said)) // a number there is no choice's
                .anyMatch(form -> question.choice(form).equals(question.choice(meant)));
  }

  /** Whether one of the choices is right if the lab answers as the lesson has it printed. */
  boolean isAmong(Question question) {
    return question.choices().stream().anyMatch(choice -> isRightAsPrinted(question, choice));
  }

  /** Whether an answer is right if the lab answers as the lesson has it printed. */
  public boolean isRightAsPrinted(Question question, String meant) {
    return isRight(question, meant, new Output(printed(), command.expectation().status()));
  }

  /** The right answer if the lab answers so. */
  public String printedAnswer() {
    return said(new Output(printed(), 0));
  }

  private String printed() {
    StringBuilder text = new StringBuilder();
    command.expectation().lines().forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  /** All that may be answered, without what does not count. */
  private Set<String> right(Output output) {
    String said = AnswerText.plain(said(output));
    Set<String> right = new TreeSet<>(Set.of(said));
    List<Set<String>> groups = new ArrayList<>();
    for (List<String> form : forms) {
      Set<String> group = new TreeSet<>();
      form.forEach(one -> group.add(AnswerText.plain(one)));
      groups.add(group);
    }
    boolean named = groups.stream().anyMatch(group -> group.contains(said));
    boolean all = !named && isAsPrinted(output);
    groups.stream().filter(group -> all || group.contains(said)).forEach(right::addAll);
    right.remove("");
    return right;
  }

  private boolean isAsPrinted(Output output) {
    Transcript asked = new Transcript("", FrontMatter.NONE, List.of(command));
    return Comparison.of(asked, List.of(output)).failures().isEmpty();
  }
}

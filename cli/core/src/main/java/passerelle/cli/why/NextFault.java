package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.trial.Copies;
import passerelle.cli.why.trial.Mended;
import passerelle.cli.why.trial.Trial;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Typing;
import passerelle.scenarios.replay.LabException;

/**
 * What the command that a remedy ends with meets with in its turn: a container with tools, say, is
 * not on the network of what it asks for either.
 *
 * @param found what none of its remedies mends alone
 */
record NextFault(Copies copies, Diagnosis found) {

  /** What was found, with what comes next; empty where nothing is known of that. */
  Optional<Answer> answer() throws LabException {
    for (Remedy remedy : found.remedies()) {
      Optional<Answer> next = after(remedy);
      if (next.isPresent()) {
        return Optional.of(with(next.get(), remedy));
      }
    }
    return Optional.empty();
  }

  private Optional<Answer> after(Remedy remedy) throws LabException {
    try (Lab copy = copies.plain()) {
      return remedy.steps().stream().anyMatch(step -> Typing.run(copy, step) != 0)
          ? Why.ofLastCommand(copy, false)
              .filter(a -> a.diagnosis().filter(d -> d.cause() != found.cause()).isPresent())
          : Optional.empty();
    }
  }

  private Answer with(Answer next, Remedy remedy) throws LabException {
    Diagnosis behind = next.diagnosis().orElseThrow();
    Optional<Mended> mended = next.mended();
    Optional<Mended> whole =
        mended.isPresent()
            ? new Trial(copies)
                .of(found.mendedBy(List.of(typed(next, mended.get().remedy(), remedy))))
            : Optional.empty();
    Optional<Attempt> before = whole.isPresent() ? Optional.empty() : next.before();
    return whole
        .or(() -> mended.filter(Mended::asksAgain))
        .map(m -> new Answer(before, Optional.of(found), Optional.of(m.behind(behind))))
        .orElse(
            new Answer(Optional.empty(), Optional.of(found), Optional.empty(), List.of(behind)));
  }

  /** What mends the next fault, and then the command, for what is to be asked for in the end. */
  private static Remedy typed(Answer next, Remedy mending, Remedy command) {
    Optional<Question> meant = mending.instead();
    Optional<Question> asked = next.before().map(Attempt::question);
    List<Remedy.Step> steps =
        meant.isEmpty() || asked.isEmpty()
            ? command.steps()
            : command.steps().stream()
                .map(s -> new Remedy.Step(s.place(), asking(s.line(), asked.get(), meant.get())))
                .toList();
    return new Remedy(mending.steps(), Optional.empty()).then(new Remedy(steps, Optional.empty()));
  }

  private static String asking(String line, Question asked, Question meant) {
    String target = RunLine.renamed(line, asked.target(), meant.target());
    return RunLine.renamed(target, asked.host(), meant.host());
  }
}

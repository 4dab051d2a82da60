package passerelle.cli.why.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.why.typed.Remedy;

/**
 * What is wrong.
 *
 * @param cause which of the known causes
 * @param arguments of its sentence, in order
 * @param author what was typed for it, with its prompt; empty where nobody typed it
 * @param because what is behind it: why a name server does not answer; empty for most
 * @param remedies what may mend it, the smallest change first; they are still to be tried
 */
public record Diagnosis(
    Cause cause,
    List<String> arguments,
    Optional<String> author,
    Optional<Diagnosis> because,
    List<Remedy> remedies) {

  /** A cause with the arguments of its sentence. */
  public static Diagnosis of(Cause cause, Object... arguments) {
    List<String> texts = List.of(arguments).stream().map(String::valueOf).toList();
    return new Diagnosis(cause, texts, Optional.empty(), Optional.empty(), List.of());
  }

  /** What is behind it all; itself, where nothing is. */
  public Diagnosis root() {
    return because.map(Diagnosis::root).orElse(this);
  }

  /** Whether the same is wrong with the same things, however often by now. */
  public boolean isSame(Diagnosis other) {
    return cause == other.cause
        && (arguments.equals(other.arguments)
            || cause == Cause.CONTAINER_RESTARTING
                && arguments.get(0).equals(other.arguments.get(0)));
  }

  /** Who put there what is behind it, or it; empty where nobody is known. */
  public Optional<String> blamed() {
    return because.flatMap(Diagnosis::blamed).or(() -> author);
  }

  /** The same with who put it there. */
  public Diagnosis by(Optional<String> typed) {
    return new Diagnosis(cause, arguments, typed, because, remedies);
  }

  /** The same with what is behind it, whose remedies are remedies for this, too. */
  public Diagnosis because(Optional<Diagnosis> other) {
    List<Remedy> all = new ArrayList<>(remedies);
    other.ifPresent(d -> all.addAll(d.remedies()));
    return new Diagnosis(cause, arguments, author, other, all);
  }

  /** The same with other remedies. */
  public Diagnosis mendedBy(List<Remedy> others) {
    return new Diagnosis(cause, arguments, author, because, others);
  }

  /** The same with one more remedy, to be tried after the others. */
  public Diagnosis or(Remedy remedy) {
    List<Remedy> all = new ArrayList<>(remedies);
    all.add(remedy);
    return new Diagnosis(cause, arguments, author, because, all);
  }

  /** The same with more remedies, to be tried after the others. */
  public Diagnosis or(List<Remedy> more) {
    return more.stream().reduce(this, Diagnosis::or, (first, second) -> second);
  }

  /** The same with one more remedy, if there is one. */
  public Diagnosis or(Optional<Remedy> remedy) {
    return remedy.map(this::or).orElse(this);
  }
}

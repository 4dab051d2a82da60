package passerelle.cli.why.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.Finders;
import passerelle.cli.why.container.Refusals;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.ComposeEdit;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.engine.Container.Status;
import passerelle.kernel.NetnsSnapshot;
import passerelle.scenarios.replay.LabException;

/** Tries remedies, each in a copy of the lab, which is left as it is. */
public final class Trial {
  /** Long enough for what was started to serve, in nanoseconds of the lab. */
  private static final long A_SECOND = 1_000_000_000L;

  /** So many things may be wrong at the same time. */
  private static final int MOST_FAULTS = 5;

  /** So many copies are worth a remedy. */
  private static final int MOST_TRIALS = 16;

  /** What a remedy may leave behind on its way. */
  private static final Set<Cause> UNFINISHED =
      EnumSet.of(
          Cause.PROGRAM_MISSING,
          Cause.CONTAINER_EXITED,
          Cause.CONTAINER_FAILED_TO_START,
          Cause.OWNER_REMOVED);

  private final Copies copies;
  private final Optional<Question> question;
  private Optional<Lab> first;
  private int left = MOST_TRIALS;
  private List<Diagnosis> behind = List.of();

  /**
   * Of copies of a lab.
   *
   * @param question what is asked when a remedy has been applied; empty where the remedies end with
   *     a command that says itself whether it works
   * @param first a copy in which the question has been asked already, as in the lab itself: it
   *     serves for the first remedy
   */
  public Trial(Copies copies, Optional<Question> question, Lab first) {
    this.copies = copies;
    this.question = question;
    this.first = Optional.of(first);
  }

  /** The same, where no copy has been used before. */
  public Trial(Copies copies, Optional<Question> question) {
    this.copies = copies;
    this.question = question;
    this.first = Optional.empty();
  }

  /** Of remedies that end with a command. */
  public Trial(Copies copies) {
    this(copies, Optional.empty());
  }

  /**
   * The first of the remedies of a diagnosis after which the question is answered; where none helps
   * alone, with remedies for what is found then.
   */
  public Optional<Mended> of(Diagnosis diagnosis) throws LabException {
    boolean command = question.isEmpty() || copies.standIn().isPresent();
    return command ? byCommand(diagnosis) : more(Remedy.NOTHING, diagnosis, List.of());
  }

  /** What else is wrong, found behind the first thing, where nothing mends it all. */
  public List<Diagnosis> behind() {
    return behind;
  }

  /**
   * The last command of a remedy says itself whether it works; where it never does, since it waits
   * for a password, say, the question tells whether the way is free.
   */
  private Optional<Mended> byCommand(Diagnosis diagnosis) throws LabException {
    Optional<Mended> whole = wholly(diagnosis);
    if (whole.isPresent() || question.isEmpty()) {
      return whole;
    }
    for (Remedy remedy : edited(diagnosis.remedies())) {
      Optional<Outcome> asked = tried(remedy).filter(o -> o.isMendedOf(diagnosis.cause()));
      if (asked.isPresent()) {
        Remedy typed = forCommand(remedy);
        return asked.map(o -> new Mended(typed, Optional.of(o.after()), List.of()));
      }
    }
    return Optional.empty();
  }

  private Optional<Mended> wholly(Diagnosis diagnosis) throws LabException {
    for (Remedy remedy : edited(diagnosis.remedies())) {
      if (isUntypable(remedy)) {
        Optional<Outcome> asked = tried(remedy).filter(o -> o.isMendedOf(diagnosis.cause()));
        if (asked.isPresent()) {
          return asked.map(o -> new Mended(o.remedy(), Optional.of(o.after()), List.of()));
        }
        continue;
      }
      Remedy typed = question.isPresent() ? forCommand(remedy) : remedy;
      try (Lab copy = copies.plain()) {
        if (apply(typed, copy)) {
          return Optional.of(new Mended(typed, Optional.empty(), List.of()));
        }
      }
    }
    return Optional.empty();
  }

  private Remedy forCommand(Remedy remedy) {
    Remedy typed = copies.standIn().orElseThrow().forCommand(remedy, question.orElseThrow());
    return ComposeEdit.of(copies.lab(), typed).orElse(typed);
  }

  /** Another port, say, is to be asked for, and the command does not tell the one it asks for. */
  private boolean isUntypable(Remedy remedy) {
    return question.isPresent()
        && remedy
            .instead()
            .filter(other -> !copies.standIn().orElseThrow().canAsk(question.get(), other))
            .isPresent();
  }

  /**
   * What a remedy has led to.
   *
   * @param after the question asked again
   * @param next what is wrong still
   * @param done a command that had failed has done its work
   */
  private record Outcome(Remedy remedy, Attempt after, Optional<Diagnosis> next, boolean done) {
    /** It works, and what was wrong, perhaps behind an answer, is no more. */
    boolean isMendedOf(Cause cause) {
      return done || after.succeeds() && next.filter(found -> found.cause() == cause).isEmpty();
    }

    /** The programs that answer. */
    private List<String> servers() {
      return after.destination().onPort().stream().map(NetnsSnapshot.Socket::process).toList();
    }
  }

  /** A command that has something to do and not to wait has done it now, and has said so. */
  private boolean hasDoneItsWork(Attempt after) {
    Question asked = after.question();
    Optional<String> worker =
        after.from().isEmpty()
            ? Optional.of(asked.from())
            : Optional.of(asked.host()).filter(host -> asked.protocol() == Protocol.ICMP);
    return worker
        .filter(name -> !isDone(copies.lab(), name) && isDone(after.lab(), name))
        .isPresent();
  }

  private static boolean isDone(Lab lab, String name) {
    return Engines.called(lab, name)
        .filter(c -> c.status() == Status.EXITED && c.exitCode() == 0)
        .isPresent();
  }

  /**
   * Goes on where something has been mended already.
   *
   * @param before what has been done
   * @param diagnosis what is wrong now
   * @param told what was found after the first thing
   */
  private Optional<Mended> more(Remedy before, Diagnosis diagnosis, List<Diagnosis> told)
      throws LabException {
    List<Outcome> failed = new ArrayList<>();
    for (Remedy remedy : orders(before, diagnosis)) {
      Optional<Outcome> outcome = tried(remedy);
      if (outcome.filter(o -> o.isMendedOf(diagnosis.cause())).isPresent()) {
        List<Remedy.Step> steps = outcome.get().remedy().steps();
        boolean both = told.isEmpty() || !steps.containsAll(before.steps());
        boolean holds = isOurs(diagnosis, before) && !steps.equals(before.steps());
        boolean last = both || before.instead().isPresent() || holds;
        Optional<Mended> less = last ? Optional.empty() : alone(diagnosis, told, outcome.get());
        return less.isPresent()
            ? less
            : outcome.map(o -> new Mended(o.remedy(), Optional.of(o.after()), told));
      }
      outcome
          .filter(o -> o.next().filter(n -> !n.root().isSame(diagnosis.root())).isPresent())
          .ifPresent(failed::add);
    }
    if (told.size() + 1 == MOST_FAULTS) {
      return Optional.empty();
    }
    // The same cause once more is seldom a second fault.
    Cause same = diagnosis.root().cause();
    failed.sort(Comparator.comparing(o -> o.next().orElseThrow().root().cause() == same));
    for (Outcome outcome : failed) {
      List<Diagnosis> all = new ArrayList<>(told);
      boolean half = isHalfMade(outcome.next().orElseThrow(), outcome.remedy());
      if (!half) {
        all.add(withoutOurs(outcome.next().orElseThrow(), outcome.remedy()));
      }
      boolean theirs =
          !outcome.remedy().steps().isEmpty()
              && !isOurs(outcome.next().orElseThrow(), outcome.remedy());
      behind = theirs && all.size() > behind.size() ? List.copyOf(all) : behind;
      Optional<Mended> mended = more(outcome.remedy(), outcome.next().orElseThrow(), all);
      if (mended.isPresent()) {
        return mended;
      }
    }
    return Optional.empty();
  }

  /**
   * What was found last mends it alone, so that what was found before it is not what is wrong. (Not
   * asked where the last change makes anew what the first ones have made: it holds them.) Nor is it
   * where another program answers then than when all is mended.
   */
  private Optional<Mended> alone(Diagnosis last, List<Diagnosis> told, Outcome whole)
      throws LabException {
    Diagnosis found = told.get(told.size() - 1);
    for (Remedy remedy : edited(last.remedies())) {
      Optional<Outcome> outcome =
          tried(remedy)
              .filter(o -> o.isMendedOf(last.cause()) && o.servers().equals(whole.servers()));
      if (outcome.isPresent()) {
        return outcome.map(
            o -> new Mended(o.remedy(), Optional.of(o.after()), List.of(), Optional.of(found)));
      }
    }
    return Optional.empty();
  }

  /** What Compose has made is rather made again by Compose. */
  private List<Remedy> edited(List<Remedy> remedies) {
    return remedies.stream()
        .flatMap(r -> Stream.concat(ComposeEdit.of(copies.lab(), r).stream(), Stream.of(r)))
        .toList();
  }

  /** The remedies behind what has been done, and where that is lost by it before. */
  private List<Remedy> orders(Remedy before, Diagnosis diagnosis) {
    List<Remedy> all = new ArrayList<>();
    for (Remedy remedy : edited(diagnosis.remedies())) {
      all.add(before.then(remedy));
      if (!before.steps().isEmpty() && !remedy.steps().isEmpty()) {
        all.add(remedy.then(before));
      }
    }
    return all;
  }

  /** The same of nobody, where only a remedy itself has typed what it has made. */
  public static Diagnosis withoutOurs(Diagnosis next, Remedy remedy) {
    return isOurs(next, remedy) ? next.by(Optional.empty()) : next;
  }

  /** A remedy has made a container that does not run as it is, or has taken one's owner away. */
  private static boolean isHalfMade(Diagnosis next, Remedy remedy) {
    return UNFINISHED.contains(next.cause()) && isOurs(next, remedy);
  }

  private static boolean isOurs(Diagnosis next, Remedy remedy) {
    return next.author()
        .filter(typed -> remedy.steps().stream().anyMatch(s -> typed.endsWith(s.line())))
        .isPresent();
  }

  private Optional<Outcome> tried(Remedy remedy) throws LabException {
    if (left-- == 0) {
      left = 0;
      return Optional.empty();
    }
    Optional<Lab> used = first;
    first = Optional.empty();
    if (used.isPresent()) {
      return tried(remedy, used.get());
    }
    try (Lab copy = copies.fresh()) {
      return tried(remedy, copy);
    }
  }

  private Optional<Outcome> tried(Remedy remedy, Lab copy) throws LabException {
    if (isUnknown(remedy, copy)) {
      return Optional.empty();
    }
    if (!apply(remedy, copy)) {
      return refused(remedy, copy);
    }
    Question again = remedy.instead().or(() -> question).orElseThrow();
    Attempt after = Attempt.of(again, copy, copies.standIn());
    Optional<Diagnosis> next = after.succeeds() ? Finders.hidden(after) : Finders.of(after);
    return Optional.of(new Outcome(remedy, after, next, hasDoneItsWork(after)));
  }

  /** A container that Docker does not start: what it says to that is what is wrong. */
  private Optional<Outcome> refused(Remedy remedy, Lab copy) throws LabException {
    Remedy.Step first = remedy.steps().get(0);
    Deed last = Typing.last(copy);
    boolean start =
        question.isPresent()
            && first.line().startsWith("docker start ")
            && last.typed().line().equals(first.line());
    Optional<Diagnosis> said = start ? new Refusals(copy, last).diagnosis() : Optional.empty();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Attempt after = Attempt.of(question.get(), copy, copies.standIn());
    return Optional.of(new Outcome(Remedy.NOTHING, after, said, false));
  }

  /** A machine does not know the names of containers, by which a question may ask for them. */
  private static boolean isUnknown(Remedy remedy, Lab copy) {
    return remedy
        .instead()
        .filter(other -> copy.machines().contains(other.from()))
        .filter(other -> Engines.called(copy, other.host()).isPresent())
        .flatMap(other -> new Sites(copy).find(other.from()).map(s -> copy.lookup(s, other.host())))
        .filter(found -> found.addresses().isEmpty())
        .isPresent();
  }

  private static boolean apply(Remedy remedy, Lab copy) {
    for (Remedy.Step step : remedy.steps()) {
      if (Typing.run(copy, step) != 0) {
        return false;
      }
      copy.kernel().clock().advance(A_SECOND);
    }
    return true;
  }
}

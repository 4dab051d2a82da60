package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.Finders;
import passerelle.cli.why.container.LocalSockets;
import passerelle.cli.why.container.LookUps;
import passerelle.cli.why.container.OtherFamily;
import passerelle.cli.why.container.Refusals;
import passerelle.cli.why.container.States;
import passerelle.cli.why.engine.Unhealthy;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.route.Forwarding;
import passerelle.cli.why.route.Sizes;
import passerelle.cli.why.trial.Copies;
import passerelle.cli.why.trial.LeftOut;
import passerelle.cli.why.trial.Mended;
import passerelle.cli.why.trial.Trial;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.PortMapping;
import passerelle.scenarios.replay.LabException;

/** Answers why one place does not reach another in a lab, which is left as it is. */
public final class Why {
  /** What the simulator's tools and servers say of what the real ones do. */
  public static final String UNMODELLED = "Passerelle does not model";

  /** So many are done again without one of each. */
  private static final int FEW_COMMANDS = 24;

  private final Copies copies;

  /** The last command is what is asked about, and it has failed: it can tell itself. */
  private final boolean isFailed;

  private Why(Copies copies, boolean isFailed) {
    this.copies = copies;
    this.isFailed = isFailed;
  }

  /** Tries, finds the cause and tries what mends it. */
  public static Answer of(Lab lab, Question question) throws LabException {
    return new Why(new Copies(lab, Optional.empty()), false).of(question, true);
  }

  /** What a command on the host would ask for; empty where that is none that asks somebody. */
  public static Optional<Question> meant(Lab lab, List<String> command) {
    return Words.begins(command.get(0))
        ? new Words(String.join(" ", command), LabTopology.HOST).question(lab, Optional.empty())
        : Optional.empty();
  }

  /** The same for what the last command wanted to reach; empty where it wanted to reach nothing. */
  public static Optional<Answer> ofLastCommand(Lab lab) throws LabException {
    return ofLastCommand(lab, true);
  }

  /**
   * The same.
   *
   * @param further whether what an advised command meets with is told, too
   */
  static Optional<Answer> ofLastCommand(Lab lab, boolean further) throws LabException {
    Deed last = Typing.last(lab);
    Optional<Diagnosis> told =
        !Typing.hasFailed(last) ? States.misplaced(lab, last) : new Refusals(lab, last).diagnosis();
    Optional<Diagnosis> refused = told.isPresent() ? told : OneOfSeveral.refused(lab);
    if (refused.filter(d -> !isBehind(d, last)).isPresent()) {
      return Optional.of(byCommand(lab, refused.get(), further));
    }
    Optional<LastCommand.Wish> wish = new LastCommand(lab).wish();
    if (wish.isPresent()) {
      return Optional.of(
          new Why(new Copies(lab, wish.get().standIn()), Typing.hasFailed(last)).of(wish.get()));
    }
    Optional<Container> looked = refused.isEmpty() ? Looked.at(lab, last) : Optional.empty();
    if (looked.isPresent()) {
      Makers makers = new Makers(lab, Optional.empty());
      if (Looked.isUnhealthy(looked.get())) {
        return Optional.of(byCommand(lab, new Unhealthy(looked.get(), makers).diagnosis(), false));
      }
      Optional<Diagnosis> misplaced = States.misplaced(looked.get(), makers);
      if (misplaced.isPresent()) {
        return Optional.of(byCommand(lab, misplaced.get(), false));
      }
      Question running = new Question(LabTopology.HOST, looked.get().name(), 0, Protocol.ICMP);
      return Optional.of(new Why(new Copies(lab, Optional.empty()), false).of(running));
    }
    Optional<Diagnosis> typed =
        refused.isEmpty() && last.effect().status() != 0
            ? LeftOut.ofLastCommand(lab)
            : Optional.empty();
    return refused.or(() -> typed).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                Optional.empty(),
                refused.or(() -> typed),
                mended(typed, new Trial(new Copies(lab, Optional.empty())))));
  }

  /** What the last command of a remedy shows to be mended. */
  private static Answer byCommand(Lab lab, Diagnosis found, boolean further) throws LabException {
    Copies copies = new Copies(lab, Optional.empty());
    Answer answer = new Answer(Optional.empty(), Optional.of(found), new Trial(copies).of(found));
    return answer.mended().isPresent() || !further
        ? answer
        : new NextFault(copies, found).answer().orElse(answer);
  }

  /** One program of several is missing: what the others sent comes first. */
  private static boolean isBehind(Diagnosis refused, Deed last) {
    return refused.cause() == Cause.PROGRAM_MISSING && Makers.commands(last).size() > 1;
  }

  private Answer of(Question asked) throws LabException {
    return of(asked, false);
  }

  /**
   * The same.
   *
   * @param further whether a web server that is reached is asked for a page, too
   */
  private Answer of(Question asked, boolean further) throws LabException {
    try (Lab copy = copies.fresh()) {
      Attempt before = servicesToo(Attempt.of(asked, copy, copies.standIn()));
      Question question = before.question();
      Optional<Diagnosis> diagnosis =
          before.succeeds() ? Finders.beneath(before) : Finders.of(before);
      Trial trial = new Trial(copies, Optional.of(question), copy);
      Optional<Mended> mended = mended(diagnosis, trial);
      List<Diagnosis> behind = mended.isPresent() ? List.of() : trial.behind();
      Optional<Diagnosis> told =
          mended.flatMap(Mended::rather).or(() -> diagnosis).map(copies::asTyped);
      Answer answer = new Answer(Optional.of(before), told, mended, behind);
      Optional<Container> unwell =
          before.destination().container().filter(c -> asked.port() == 0 && Looked.isUnhealthy(c));
      if (answer.isGood() && told.isEmpty() && unwell.isPresent()) {
        return byCommand(
            copies.lab(), new Unhealthy(unwell.get(), before.makers()).diagnosis(), false);
      }
      if (before.succeeds()) {
        return further && told.isEmpty()
            ? new Served(copies.lab(), before).error(copy).orElse(answer)
            : answer;
      }
      return mended.isEmpty() ? leftOut(answer, question) : byWhom(answer, question);
    }
  }

  /** Who made it so, where what is wrong does not tell: the command without which it works. */
  private Answer byWhom(Answer answer, Question question) throws LabException {
    boolean told = answer.diagnosis().flatMap(Diagnosis::blamed).isPresent();
    if (told || copies.lab().history().size() > FEW_COMMANDS) {
      return answer;
    }
    Optional<Diagnosis> typed =
        isFailed ? LeftOut.ofLastCommand(copies.lab()) : LeftOut.of(copies, question);
    return typed.isEmpty() ? answer : answer.orSince(typed.get(), answer.mended());
  }

  /** Where nothing that is known mends it: what was typed, and what undoes that. */
  private Answer leftOut(Answer answer, Question question) throws LabException {
    Optional<Answer> typed = leftOutCommand(answer, question);
    return typed.isPresent() ? typed.get() : leftOutOption(answer, question);
  }

  private Optional<Answer> leftOutCommand(Answer answer, Question question) throws LabException {
    Optional<Diagnosis> typed =
        isFailed ? LeftOut.ofLastCommand(copies.lab()) : LeftOut.of(copies, question);
    Trial trial = isFailed ? new Trial(copies) : new Trial(copies, Optional.of(question));
    return typed.isEmpty()
        ? Optional.empty()
        : Optional.of(answer.orSince(typed.get(), mended(typed, trial)));
  }

  /** Where no other command is to blame: an option of the container that is asked. */
  private Answer leftOutOption(Answer answer, Question question) throws LabException {
    Optional<Container> asked =
        answer.diagnosis().isEmpty() || copies.standIn().isPresent()
            ? Optional.empty()
            : answer
                .before()
                .flatMap(before -> before.destination().container())
                .or(() -> Engines.called(copies.lab(), answer.subject()));
    if (asked.isEmpty()) {
      return answer;
    }
    Diagnosis found = answer.diagnosis().orElseThrow();
    return LeftOutOption.of(
        answer,
        asked.get(),
        new Makers(copies.lab(), Optional.empty()),
        remedy -> new Trial(copies, Optional.of(question)).of(found.mendedBy(List.of(remedy))));
  }

  /**
   * Who asks for a container, or for the host, without a port means what is served there: the first
   * of the services that does not answer, or else the first of all.
   */
  private static Attempt servicesToo(Attempt attempt) {
    Question question = attempt.question();
    if (question.port() != 0) {
      return attempt;
    }
    List<Attempt> services = services(attempt).map(attempt::of).toList();
    return services.stream()
        .filter(service -> !service.succeeds())
        .findFirst()
        .or(() -> services.stream().findFirst())
        .orElse(attempt);
  }

  private static Stream<Question> services(Attempt attempt) {
    Question question = attempt.question().by(Protocol.TCP);
    Destination destination = attempt.destination();
    boolean elsewhere =
        attempt.lab().machines().contains(question.from())
            && !question.from().equals(LabTopology.HOST);
    Optional<Container> guest =
        Engines.called(attempt.lab(), question.host()).filter(Engines::isOnHost);
    if (guest.isPresent()) {
      return Engines.ownSockets(attempt.lab(), guest.get()).stream()
          .filter(socket -> socket.protocol().equals("tcp"))
          .map(socket -> question.at(question.host(), socket.port()));
    }
    if (destination.isHostItself() && !question.host().matches("[0-9.]+")) {
      return attempt.lab().engine().containers().stream()
          .flatMap(c -> c.spec().ports().bindings().stream())
          .filter(b -> b.protocol().equals("tcp") && b.firstHostPort() > 0)
          .map(b -> question.at(question.host(), b.firstHostPort()));
    }
    List<PortMapping> published =
        destination.container().map(Engines::published).orElse(List.of()).stream()
            .filter(m -> elsewhere && m.protocol().equals("tcp"))
            .filter(m -> !m.hostAddress().isLoopback())
            .toList();
    if (!published.isEmpty()) {
      String host = attempt.sites().address(LabTopology.HOST).orElseThrow().toString();
      return published.stream().map(m -> question.at(host, m.hostPort()));
    }
    return (attempt.succeeds() || elsewhere) && destination.container().isPresent()
        ? destination.sockets().stream()
            .filter(socket -> socket.protocol().equals("tcp"))
            .map(socket -> question.at(question.host(), socket.port()))
        : Stream.empty();
  }

  private Answer of(LastCommand.Wish wish) throws LabException {
    Makers makers = new Makers(copies.lab(), wish.standIn());
    Optional<Diagnosis> words =
        wish.standIn()
            .filter(s -> isFailed)
            .flatMap(s -> States.wordsForEntrypoint(s.line().container(), makers));
    if (words.isPresent()) {
      Trial trial = new Trial(copies, Optional.of(wish.question()));
      return new Answer(Optional.empty(), words, mended(words, trial));
    }
    Optional<Answer> proxied = proxied(wish);
    if (proxied.isPresent()) {
      return proxied.get();
    }
    WebServers servers = new WebServers(copies, wish);
    Optional<Answer> application = servers.answer();
    return application.isPresent() ? application.get() : servers.passed(confirmed(network(wish)));
  }

  /** What the command meets with behind the way, when that is mended. */
  private Answer confirmed(Answer answer) throws LabException {
    return isFailed && !answer.isGood()
        ? new Applications(copies.lab(), Typing.last(copies.lab())).confirmed(answer)
        : answer;
  }

  private Optional<Answer> proxied(LastCommand.Wish wish) throws LabException {
    Lab lab = copies.lab();
    Optional<Diagnosis> proxy =
        isFailed
            ? new Proxies(lab, Typing.last(lab), wish.question()).diagnosis()
            : Optional.empty();
    if (proxy.isEmpty()) {
      return Optional.empty();
    }
    try (Lab copy = copies.fresh()) {
      Attempt asked = Attempt.of(wish.question(), copy, copies.standIn());
      Optional<Attempt> before = Optional.of(asked.asItWent(asked.story()));
      Trial trial = new Trial(new Copies(lab, Optional.empty()));
      return Optional.of(new Answer(before, proxy, mended(proxy, trial)));
    }
  }

  private Answer network(LastCommand.Wish wish) throws LabException {
    Answer probed = of(wish.question());
    if (probed.isGood() && wish.isWithoutTls(Typing.last(copies.lab()))) {
      return new Languages(copies, probed.before().orElseThrow()).plain();
    }
    Optional<Answer> own = probed.isGood() ? own(wish) : Optional.empty();
    if (own.isEmpty() && probed.isGood() && isFailed) {
      own = new Languages(copies, probed.before().orElseThrow()).secured();
    }
    if (own.isPresent()) {
      return own.get();
    }
    Answer answer =
        probed.isGood() && wish.failure().isPresent() ? itself(wish).orElse(probed) : probed;
    boolean unknown = probed.isGood() && isFailed && answer.mended().isEmpty();
    if (!unknown) {
      return answer;
    }
    Answer refused = new Applications(copies.lab(), Typing.last(copies.lab())).refused(answer);
    return refused.mended().isPresent()
        ? refused
        : leftOutCommand(refused, wish.question()).orElse(refused);
  }

  /** What only the command itself has met with, though what it asks for answers. */
  private Optional<Answer> own(LastCommand.Wish wish) throws LabException {
    Deed last = Typing.last(copies.lab());
    if (last.effect().status() == 0) {
      return Optional.empty();
    }
    try (Lab copy = copies.fresh()) {
      Attempt attempt = Attempt.of(wish.question(), copy, copies.standIn());
      Optional<Diagnosis> name = LookUps.onMachine(attempt);
      Optional<Diagnosis> found =
          name.or(() -> OtherFamily.onIpv4(attempt, last))
              .or(() -> LocalSockets.of(attempt, last))
              .or(() -> Sizes.told(attempt, last, wish.failure()));
      Trial trial =
          name.isPresent()
              ? new Trial(copies, Optional.of(wish.question()), copy)
              : new Trial(copies);
      Optional<Attempt> before = Optional.of(attempt.asItWent(attempt.story()));
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(new Answer(before, found, mended(found, trial)));
    }
  }

  /** A probe arrives, and the command's own packets do not: it is about themselves. */
  private Optional<Answer> itself(LastCommand.Wish wish) throws LabException {
    try (Lab copy = copies.fresh()) {
      Attempt went =
          Attempt.of(wish.question(), copy, copies.standIn())
              .asItWent(wish.failure().orElseThrow());
      Optional<Diagnosis> diagnosis =
          Finders.of(went)
              .map(d -> d.mendedBy(d.remedies().stream().map(wish::then).toList()))
              .map(d -> d.or(Forwarding.longLived(d, wish.again())));
      return diagnosis.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Answer(Optional.of(went), diagnosis, mended(diagnosis, new Trial(copies))));
    }
  }

  private static Optional<Mended> mended(Optional<Diagnosis> diagnosis, Trial trial)
      throws LabException {
    return diagnosis.isPresent() ? trial.of(diagnosis.get()) : Optional.empty();
  }
}

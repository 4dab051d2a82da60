package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.Finders;
import passerelle.cli.why.container.ServerSettings;
import passerelle.cli.why.engine.Services;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.trial.Copies;
import passerelle.cli.why.trial.LeftOut;
import passerelle.cli.why.trial.Mended;
import passerelle.cli.why.trial.Trial;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * Web servers that answer with an error: since they pass requests on to where nobody answers, or of
 * their own accord. What mends it is proved by the last command and by what is answered then.
 *
 * @param copies of the lab
 * @param wish what the last command wanted to reach, or its server in its turn
 */
record WebServers(Copies copies, LastCommand.Wish wish) {
  private static final Pattern UNRESOLVED =
      Pattern.compile("([\\w.-]+) could not be resolved \\(3: Host not found\\)");

  /** What nginx says in its log of an error, without what it says of the request. */
  private static final Pattern ERROR = Pattern.compile("\\[error] [^*]*\\*\\d+ (.*?), client: ");

  /** So many others are worth a lab each. */
  private static final int MOST_NEIGHBOURS = 4;

  private static final int SERVER_ERROR = 500;

  /**
   * What came of the command when it was done again.
   *
   * @param asked whom the server asked in its turn
   */
  private record Result(Optional<WebAnswer> answer, Optional<IpAddress> asked) {
    private boolean isGood() {
      return answer.filter(a -> !a.isError()).isPresent();
    }

    /** Whether it got further than to a server that fails: what is asked for may not be there. */
    private boolean isPassedOn() {
      return answer.filter(a -> a.code() < SERVER_ERROR).isPresent();
    }
  }

  /** What is wrong and what mends it; empty where the answer was no error. */
  Optional<Answer> answer() throws LabException {
    boolean plain = wish.isWithoutTls(last());
    if (plain || wish.web().filter(WebAnswer::isError).isEmpty()) {
      return Optional.empty();
    }
    try (Lab copy = copies.fresh()) {
      Attempt attempt = Attempt.of(wish.question(), copy, copies.standIn());
      boolean passedOn = !wish.question().from().equals(client());
      if (passedOn) {
        return passedOn(attempt);
      }
      Optional<Attempt> next = unresolved(attempt).map(attempt::of).or(() -> unanswering(attempt));
      Optional<Answer> secured = next.isEmpty() ? withoutTls(attempt) : Optional.empty();
      return next.isPresent()
          ? named(next.get())
          : secured.isPresent() ? secured : ownAccord(attempt);
    }
  }

  /** Whom a server that looks names up for each request has not found: it says so in its log. */
  private static Optional<Question> unresolved(Attempt attempt) {
    return attempt.destination().container().stream()
        .flatMap(
            server ->
                server.log().entries().stream()
                    .map(entry -> UNRESOLVED.matcher(entry.text()))
                    .filter(Matcher::find)
                    .map(said -> ServerSettings.asked(attempt, server, said.group(1))))
        .reduce((first, last) -> last);
  }

  /** Whom a server is told to pass requests on to, where it gets no answer there. */
  private Optional<Attempt> unanswering(Attempt attempt) {
    boolean failed = wish.web().filter(web -> web.code() >= SERVER_ERROR).isPresent();
    return attempt.destination().container().filter(server -> failed).stream()
        .flatMap(server -> ServerSettings.upstreams(attempt, server).stream())
        .map(attempt::of)
        .filter(other -> !other.succeeds())
        .findFirst();
  }

  /** It asks by https somebody who speaks http. */
  private Optional<Answer> withoutTls(Attempt attempt) throws LabException {
    Optional<Container> server = attempt.destination().container();
    List<Remedy> remedies =
        server.map(c -> ServerSettings.withoutTls(attempt, c)).orElse(List.of());
    for (Remedy remedy : remedies) {
      Optional<Attempt> asked =
          ServerSettings.upstreams(attempt, server.get()).stream().map(attempt::of).findFirst();
      if (asked.isPresent() && after(remedy, Optional.empty()).isGood()) {
        Diagnosis plain = new Languages(copies, asked.get()).of(Cause.SPEAKS_NO_TLS);
        return Optional.of(told(attempt, passing(asked.get(), server.get(), plain), remedy));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a name that a server has not found, whether or not something mends it. */
  private Optional<Answer> named(Attempt attempt) throws LabException {
    Optional<Answer> mended = passedOn(attempt);
    Optional<Container> server = attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
    Optional<Diagnosis> found =
        attempt.succeeds() || server.isEmpty()
            ? Optional.empty()
            : Finders.of(attempt).map(d -> passing(attempt, server.get(), d));
    return mended.isPresent() || found.isEmpty()
        ? mended
        : Optional.of(new Answer(went(attempt), found, Optional.empty()));
  }

  private String client() {
    return Words.of(last()).place(copies.lab());
  }

  private Deed last() {
    List<Deed> history = copies.lab().history();
    return history.get(history.size() - 1);
  }

  private Optional<Answer> passedOn(Attempt attempt) throws LabException {
    Optional<Container> server = attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
    if (server.isEmpty() || attempt.succeeds()) {
      return Optional.empty();
    }
    Optional<Answer> stale = stale(attempt, server.get());
    if (stale.isPresent()) {
      return stale;
    }
    Optional<Diagnosis> found = Finders.of(attempt);
    List<Remedy> edited =
        found
            .map(d -> d.or(neighbours(attempt, server.get())))
            .map(d -> UpstreamEdits.of(attempt, server.get(), d))
            .orElse(List.of());
    for (Remedy remedy : edited) {
      if (after(remedy, Optional.empty()).isPassedOn()) {
        return Optional.of(told(attempt, passing(attempt, server.get(), found.get()), remedy));
      }
    }
    return Optional.empty();
  }

  /** Whoever else serves something on its networks may be meant. */
  private static List<Remedy> neighbours(Attempt attempt, Container server) {
    return attempt.lab().engine().containers().stream()
        .filter(c -> c.isRunning() && c != server && !Engines.shared(server, c).isEmpty())
        .flatMap(
            c ->
                Engines.sockets(attempt.lab(), c.sandbox().orElseThrow().netns()).stream()
                    .filter(socket -> socket.protocol().equals("tcp"))
                    .filter(socket -> !Engines.isLoopback(socket.address()))
                    .map(s -> attempt.question().at(Services.name(server, c), s.port()))
                    .map(Remedy::ask))
        .distinct()
        .limit(MOST_NEIGHBOURS)
        .toList();
  }

  /** The same answer for whoever asked the server, which asks somebody else in its turn. */
  Answer passed(Answer answer) {
    boolean failed = wish.web().filter(WebAnswer::isError).isPresent();
    Optional<Attempt> attempt =
        answer.before().filter(a -> failed && !a.question().from().equals(client()));
    Optional<Container> server =
        attempt.flatMap(a -> a.from().flatMap(site -> Engines.at(a.lab(), site)));
    return server.isEmpty() || answer.diagnosis().isEmpty()
        ? answer
        : new Answer(
            answer.before(),
            answer.diagnosis().map(d -> passing(attempt.get(), server.get(), d)),
            // Nobody types what the server asks for.
            answer.mended().filter(m -> !m.remedy().steps().isEmpty()),
            answer.behind());
  }

  /** What is wrong between a server and whom it asks, as whoever asks the server meets with it. */
  private Diagnosis passing(Attempt attempt, Container server, Diagnosis found) {
    return Diagnosis.of(
            Cause.PASSED_ON_IN_VAIN,
            server.name(),
            wish.web().orElseThrow().text(),
            attempt
                    .destination()
                    .container()
                    .filter(c -> c != server)
                    .map(Container::name)
                    .orElse(attempt.question().host())
                + port(attempt.question()))
        .because(Optional.of(found));
  }

  private static String port(Question question) {
    return question.protocol() == Protocol.ICMP ? "" : ":" + question.port();
  }

  /** It knows an address from when it started, and starts to know another one when it starts. */
  private Optional<Answer> stale(Attempt attempt, Container server) throws LabException {
    List<Remedy> anew = new ArrayList<>();
    if (!ServerSettings.texts(attempt, server, "/etc/nginx/nginx.conf").isEmpty()) {
      anew.add(ServerSettings.reload(server));
    }
    anew.add(Remedy.onHost("docker restart " + server.name()));
    for (Remedy remedy : anew) {
      Result result = after(remedy, Optional.empty());
      Optional<Container> now = result.asked().flatMap(a -> holder(copies.lab(), a));
      if (result.isGood() && now.isPresent()) {
        Diagnosis stale =
            Diagnosis.of(
                    Cause.STALE_UPSTREAM,
                    server.name(),
                    attempt.address(),
                    now.get().name(),
                    result.asked().get())
                .by(attempt.makers().of("start", now.get().name()));
        return Optional.of(told(attempt, stale, remedy));
      }
    }
    return Optional.empty();
  }

  private static Optional<Container> holder(Lab lab, IpAddress address) {
    return Engines.holder(lab, address).flatMap(netns -> Engines.inNamespace(lab, netns));
  }

  /** What was asked for is not there: another name, or the path that every server has. */
  private Optional<Answer> ownAccord(Attempt attempt) throws LabException {
    Destination to = attempt.destination();
    if (!attempt.succeeds()) {
      return Optional.empty();
    }
    String logged = logged(to);
    boolean modelled = !logged.contains(Why.UNMODELLED);
    Diagnosis own =
        Diagnosis.of(
                modelled ? Cause.WEB_ERROR : Cause.NOT_MODELLED,
                wish.question().from(),
                to.name(),
                wish.web().orElseThrow().text(),
                to.onPort().stream().findFirst().map(s -> s.process()).orElse("?"),
                logged)
            .by(to.container().flatMap(attempt.makers()::of));
    for (String line : otherwise(attempt)) {
      Remedy.Step step = new Remedy.Step(last().machine(), line);
      if (after(Remedy.NOTHING, Optional.of(step)).isGood()) {
        return Optional.of(told(attempt, own, Remedy.NOTHING.then(step)));
      }
    }
    for (Remedy remedy :
        // What is not modelled proves nothing.
        to.container()
            .filter(c -> modelled)
            .map(c -> ServerSettings.mended(attempt, c))
            .orElse(List.of())) {
      Optional<Mended> mended = proved(remedy);
      if (mended.isPresent()) {
        return Optional.of(told(attempt, own, remedy));
      }
    }
    boolean failed = last().effect().status() != 0;
    Optional<Diagnosis> typed = failed ? LeftOut.ofLastCommand(copies.lab()) : Optional.empty();
    if (typed.isPresent()) {
      return Optional.of(
          new Answer(
              went(attempt),
              Optional.of(own.by(typed.get().author())),
              new Trial(new Copies(copies.lab(), Optional.empty())).of(typed.get())));
    }
    Answer answer = new Answer(went(attempt), Optional.of(own), Optional.empty());
    return Optional.of(
        to.container().isEmpty() || wish.web().orElseThrow().code() >= SERVER_ERROR
            ? answer
            : LeftOutOption.of(answer, to.container().get(), attempt.makers(), this::proved));
  }

  /** What the server itself has written about it, in parentheses; empty where that is nothing. */
  private static String logged(Destination to) {
    return to.container().stream()
        .flatMap(server -> server.log().entries().stream())
        .map(entry -> ERROR.matcher(entry.text()))
        .filter(Matcher::find)
        .map(error -> " (" + error.group(1) + ")")
        .reduce((first, last) -> last)
        .orElse("");
  }

  private Optional<Mended> proved(Remedy remedy) throws LabException {
    return after(remedy, Optional.empty()).isGood()
        ? Optional.of(new Mended(remedy, Optional.empty(), List.of()))
        : Optional.empty();
  }

  /** The command for other names that its settings have, and for the first page. */
  private List<String> otherwise(Attempt attempt) {
    String line = last().typed().line().replace(Served.PATIENCE, "");
    List<String> lines = new ArrayList<>();
    if (line.contains("curl ")) {
      attempt.destination().container().stream()
          .flatMap(c -> ServerSettings.hosts(attempt, c).stream())
          .map(name -> ServerSettings.withHost(line, name))
          .forEach(lines::add);
    }
    String root = line.replaceFirst("(https?://[^/\\s'\"]+)/[^\\s'\"]+", "$1/");
    attempt.destination().container().stream()
        .flatMap(c -> ServerSettings.paths(attempt, c).stream())
        .map(path -> line.replaceFirst("(https?://[^/\\s'\"]+)/", "$1" + path))
        .filter(other -> !other.equals(line))
        .forEach(lines::add);
    if (!root.equals(line)) {
      lines.add(root);
    }
    return lines;
  }

  private static Optional<Attempt> went(Attempt attempt) {
    return Optional.of(attempt.asItWent(attempt.story()));
  }

  private static Answer told(Attempt attempt, Diagnosis found, Remedy remedy) {
    return new Answer(
        went(attempt),
        Optional.of(found),
        Optional.of(new Mended(remedy, Optional.empty(), List.of())));
  }

  /** What is answered when something has been done: to the last command, or to another one. */
  private Result after(Remedy remedy, Optional<Remedy.Step> other) throws LabException {
    Lab lab = copies.lab();
    int before = lab.history().size() - 1;
    try (Lab copy = lab.another(lab.recipe().first(before).unnoted())) {
      for (Remedy.Step step : remedy.steps()) {
        if (Typing.run(copy, step) != 0) {
          return new Result(Optional.empty(), Optional.empty());
        }
      }
      copy.settle();
      Lab.Listening listening = copy.listen(Depth.FULL, event -> event);
      Typing.run(copy, other.orElse(new Remedy.Step(last().machine(), last().typed().line())));
      List<HopEvent> events = listening.stop();
      Sites sites = new Sites(copy);
      Optional<WebAnswer> answer =
          sites.find(client()).flatMap(site -> WebAnswer.in(site.netns(), events));
      Optional<IpAddress> asked =
          sites.find(wish.question().from()).flatMap(site -> asked(copy, site.netns(), events));
      return new Result(answer, asked);
    }
  }

  private Optional<IpAddress> asked(Lab copy, String netns, List<HopEvent> events) {
    return events.stream()
        .filter(event -> event.hop().netns().equals(netns))
        .map(event -> event.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(IpPacket.class::cast)
        .filter(
            packet ->
                packet.transport() instanceof TcpSegment segment
                    && segment.destinationPort() == wish.question().port())
        .map(IpPacket::destination)
        .filter(to -> !Routing.has(copy, netns, to))
        .findFirst();
  }
}

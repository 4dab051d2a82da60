package passerelle.cli.why.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.engine.LastWords;
import passerelle.cli.why.engine.Services;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.StandIn;
import passerelle.cli.why.typed.Typing;
import passerelle.engine.Container;
import passerelle.scenarios.replay.LabException;

/**
 * Whom a program wanted to reach when it ended: what it said last tells, and one that waits in its
 * place finds out why it did not.
 */
record Wanted(Container container, Makers makers) {
  /** An address that it has not reached, of which it tells the port. */
  private static final Pattern SILENT =
      Pattern.compile(
          "(?:(?<![\\w./:@-])"
              + LastWords.NAME
              + ":|\"?"
              + LastWords.NAME
              + "\"? (?:\\([\\d.]+\\), )?port )(\\d{2,5})\\b");

  /** What it says then. */
  private static final Pattern FAILED =
      Pattern.compile("(?i)connect|refused|response|unreachable|time[ds]?[ -]?out|no route|dial");

  private static final int HTTP = 80;

  private Optional<Question> question() {
    String said = LastWords.of(container);
    Matcher unknown = LastWords.missed(container);
    if (unknown.find()) {
      return Optional.of(named(unknown.group(1), Optional.ofNullable(unknown.group(2))));
    }
    Matcher silent = SILENT.matcher(said);
    if (!FAILED.matcher(said).find() || !silent.find()) {
      return Optional.empty();
    }
    String host = silent.group(1) == null ? silent.group(2) : silent.group(1);
    int port = Integer.parseInt(silent.group(3));
    return Optional.of(new Question(container.name(), host, port, Protocol.TCP));
  }

  /** A name that a web server passes requests on to, or of which no port is known. */
  private Question named(String host, Optional<String> port) {
    boolean upstream = LastWords.of(container).contains("upstream");
    if (port.isEmpty() && !upstream) {
      return new Question(container.name(), host, 0, Protocol.ICMP);
    }
    int number = port.map(Integer::parseInt).orElse(HTTP);
    return new Question(container.name(), host, number, Protocol.TCP);
  }

  /** Why it did not reach whom it wanted when it started. */
  Optional<Diagnosis> diagnosis() {
    return question().flatMap(this::diagnosis);
  }

  /** Why it did not reach that. */
  Optional<Diagnosis> diagnosis(Question question) {
    Optional<Deed> made = makers.at(container.created());
    if (made.isEmpty()) {
      return Optional.empty();
    }
    StandIn waiting =
        new StandIn(container.name(), made.get().typed(), RunLine.of(container, makers));
    try (Lab copy = makers.lab().another(makers.lab().recipe().unwatched())) {
      Typing.run(copy, waiting.arrival());
      Attempt attempt = Attempt.of(question, copy, Optional.of(waiting));
      // Whom it did not find by name it needs the address of only, when it starts.
      boolean reached =
          attempt.succeeds() || LastWords.missesName(container) && attempt.target().isPresent();
      return reached
          ? Optional.empty()
          : Finders.of(attempt)
              .map(
                  d ->
                      d.mendedBy(
                          d.remedies().stream()
                              .flatMap(r -> typed(r, question))
                              .map(this::started)
                              .toList()));
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }

  /** It runs after a remedy: by a start, if it is not made again. */
  private Remedy started(Remedy remedy) {
    boolean anew =
        remedy.steps().stream()
            .anyMatch(step -> step.line().equals("docker rm -f " + container.name()));
    return anew ? remedy : remedy.then(Remedy.onHost("docker start " + container.name()));
  }

  /** What is to be asked for instead is written in its configuration, or behind its image. */
  private Stream<Remedy> typed(Remedy remedy, Question asked) {
    // Who asks in its place there is no service of a project, as it may be.
    Optional<Question> other =
        remedy
            .instead()
            .map(
                q -> q.at(Services.name(makers.lab(), Optional.of(container), q.host()), q.port()));
    if (other.isEmpty()) {
      return Stream.of(remedy);
    }
    Remedy steps = new Remedy(remedy.steps(), Optional.empty());
    if (remedy.inSteps()) {
      return Stream.of(steps);
    }
    RunLine line = RunLine.of(container, makers);
    RunLine changed = line.asking(asked, other.get());
    Stream<Remedy> behind =
        changed.equals(line) ? Stream.of() : Stream.of(steps.then(changed.again()));
    Matcher place = LastWords.place(container);
    Stream<Remedy> written =
        place.find()
            ? ServerSettings.source(container, place.group(1)).stream()
                .flatMap(
                    source ->
                        Stream.of("//", " ")
                            .map(b -> "s|" + b + asked.host() + "|" + b + other.get().host() + "|")
                            .map(change -> "sed -i '" + place.group(2) + change + "' " + source))
                .map(sed -> steps.then(Remedy.onHost(sed)))
            : Stream.of();
    return Stream.of(behind, written).flatMap(remedies -> remedies);
  }
}

package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.route.Neighbours;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;

/**
 * A container, and a port on which it listens and that it does not publish: the one that is asked
 * for, or else its only one, where it says ({@code EXPOSE}) that it would listen on that, or where
 * both are ports of web servers and there is no other container.
 */
record Unpublished(Container container, int port) {
  private static final Pattern WEB = Pattern.compile("80|80\\d\\d|8888|3000|5000");

  /** The first one. */
  static Optional<Unpublished> of(Attempt attempt) {
    int asked = attempt.question().port();
    List<Container> apart =
        attempt.lab().engine().containers().stream()
            .filter(c -> c.isRunning() && !Engines.isOnHost(c))
            .toList();
    return apart.stream()
        .filter(c -> ports(attempt, c).contains(asked))
        .map(c -> new Unpublished(c, asked))
        .findFirst()
        .or(
            () ->
                apart.stream()
                    .filter(c -> ports(attempt, c).size() == 1)
                    .map(c -> new Unpublished(c, ports(attempt, c).get(0)))
                    .filter(
                        found ->
                            found.isExposed(asked + "/" + attempt.question().transport())
                                || apart.size() == 1 && found.isWebServer(asked))
                    .findFirst());
  }

  private boolean isExposed(String service) {
    return container.spec().ports().exposed().contains(service);
  }

  private boolean isWebServer(int asked) {
    return container.spec().ports().bindings().isEmpty()
        && Stream.of(asked, port).allMatch(p -> WEB.matcher(p.toString()).matches());
  }

  private static List<Integer> ports(Attempt attempt, Container container) {
    String netns = container.sandbox().orElseThrow().netns();
    return Engines.sockets(attempt.lab(), netns).stream()
        .filter(s -> s.protocol().equals(attempt.question().transport()))
        .map(NetnsSnapshot.Socket::port)
        .distinct()
        .toList();
  }

  /** What is wrong where there is one. */
  static Optional<Diagnosis> found(Attempt attempt) {
    return of(attempt).map(unpublished -> unpublished.diagnosis(attempt));
  }

  private Diagnosis diagnosis(Attempt attempt) {
    Makers makers = attempt.makers();
    String udp = attempt.question().transport().equals("udp") ? "/udp" : "";
    String binding = attempt.question().port() + ":" + port + udp;
    String address = Neighbours.addresses(container).findFirst().orElse("127.0.0.1");
    return Diagnosis.of(Cause.NOT_PUBLISHED, container.name(), port, address)
        .by(makers.of(container))
        .or(RunLine.of(container, makers).with("-p", binding).again());
  }
}

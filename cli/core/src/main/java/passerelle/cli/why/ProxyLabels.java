package passerelle.cli.why;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.engine.Container;

/** Labels of containers, which tell Traefik where they are to be asked. */
final class ProxyLabels {
  private static final String PORT = "server.port";

  private ProxyLabels() {}

  /** The labels of whoever is asked name another port, where that is to be asked instead. */
  static List<Remedy> edited(Attempt attempt, Diagnosis found) {
    String asked = "" + attempt.question().port();
    Optional<Container> server = attempt.destination().container();
    return server.stream()
        .flatMap(container -> container.spec().labels().entrySet().stream())
        .filter(label -> label.getKey().endsWith(PORT) && label.getValue().equals(asked))
        .flatMap(
            label ->
                found.remedies().stream()
                    .flatMap(remedy -> remedy.instead().stream())
                    .filter(other -> other.host().equals(attempt.question().host()))
                    .flatMap(other -> edited(attempt, server.get(), label, "" + other.port())))
        .toList();
  }

  private static Stream<Remedy> edited(
      Attempt attempt, Container server, Map.Entry<String, String> label, String port) {
    String before = PORT + "=" + label.getValue();
    String after = PORT + "=" + port;
    Optional<ComposeText> file = ComposeText.of(attempt.lab(), server);
    if (file.isEmpty()) {
      return RunLine.of(server, attempt.makers())
          .saying(before, after)
          .map(RunLine::again)
          .stream();
    }
    ComposeText text = file.get();
    return text.service(ComposeText.service(server)).stream()
        .flatMap(line -> text.replacingText(line, before, after).stream())
        .map(edit -> text.edited(List.of(edit)));
  }
}

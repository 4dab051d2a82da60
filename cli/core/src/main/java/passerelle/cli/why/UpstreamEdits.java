package passerelle.cli.why;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.ServerSettings;
import passerelle.cli.why.typed.ComposeEdit;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;

/**
 * Changes of what tells a server whom to ask: its file of settings, labels of whoever is asked, its
 * environment.
 */
final class UpstreamEdits {
  private static final String PORT = "server.port";

  private UpstreamEdits() {}

  /** All of them that a diagnosis of the server's own question leads to. */
  static List<Remedy> of(Attempt attempt, Container server, Diagnosis found) {
    return Stream.of(
            ServerSettings.edited(attempt, server, found).stream(),
            edited(attempt, found).stream(),
            renamed(attempt, server, found))
        .flatMap(edits -> edits)
        .toList();
  }

  /** A variable of its environment names somebody else. */
  private static Stream<Remedy> renamed(Attempt attempt, Container server, Diagnosis found) {
    RunLine line = RunLine.of(server, attempt.makers());
    return found.remedies().stream()
        .flatMap(remedy -> remedy.instead().stream())
        .flatMap(other -> line.naming(attempt.question().host(), other.host()).stream())
        .map(RunLine::again)
        .flatMap(r -> Stream.concat(ComposeEdit.of(attempt.lab(), r).stream(), Stream.of(r)))
        .distinct();
  }

  /** The labels of whoever is asked name another port, where that is to be asked instead. */
  private static List<Remedy> edited(Attempt attempt, Diagnosis found) {
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

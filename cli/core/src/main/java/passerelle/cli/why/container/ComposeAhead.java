package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Remedy;

/**
 * A Compose file that publishes a port, which no container does: the file was changed after {@code
 * up}, or somebody took {@code run}, which publishes nothing.
 */
final class ComposeAhead implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Lab lab = attempt.lab();
    int port = attempt.question().port();
    Pattern published =
        Pattern.compile("(?<![\\d:])" + port + ":\\d|\\bpublished: *\"?" + port + "\\b");
    return files(lab)
        .flatMap(
            text ->
                text.names("services").stream()
                    .filter(service -> published.matcher(ports(text, service)).find())
                    .map(service -> ahead(attempt, text, service)))
        .findFirst();
  }

  /** The files by which containers were made, and the one that the last command of Compose read. */
  private static Stream<ComposeText> files(Lab lab) {
    Stream<ComposeText> last =
        lab.history().stream()
            .filter(deed -> deed.typed().line().contains("compose"))
            .reduce((a, b) -> b)
            .stream()
            .flatMap(deed -> ComposeText.of(lab, deed).stream());
    return Stream.concat(
        lab.engine().containers().stream().flatMap(c -> ComposeText.of(lab, c).stream()), last);
  }

  private static String ports(ComposeText text, String service) {
    List<Integer> lines = text.key(text.service(service), "ports");
    return lines.stream().map(text.lines()::get).collect(Collectors.joining("\n"));
  }

  private static Diagnosis ahead(Attempt attempt, ComposeText text, String service) {
    return Diagnosis.of(Cause.COMPOSE_FILE_AHEAD, text.path(), service, attempt.question().port())
        .by(
            attempt.lab().engine().containers().stream()
                .filter(c -> ComposeText.service(c).equals(service))
                .findFirst()
                .flatMap(attempt.makers()::of))
        .or(Remedy.onHost(text.command("up -d")));
  }
}

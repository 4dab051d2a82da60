package passerelle.cli.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.session.NearestHints.Kind;
import passerelle.cli.why.container.States;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.text.Messages;
import passerelle.text.Nearest;

/**
 * What was meant by a word that docker took for a container, an image, a network or a program, and
 * that resembles none: it stands in the wrong place, or names something of another kind.
 *
 * @param line as typed, without a prompt
 */
record UnknownToDocker(Session session, String line, String word) {
  static final Set<Kind> KINDS =
      EnumSet.of(Kind.CONTAINER, Kind.IMAGE, Kind.NETWORK, Kind.BEHIND_IMAGE);

  /** Two names, the first of which decides. */
  private static final Pattern PAIR =
      Pattern.compile("docker (?:container )?exec .*|docker network (?:dis)?connect .*");

  /** An option that takes a value has got another option. */
  private static final String STARVED = "(--?[a-z][\\w-]*) (-\\S+) (?=%s )";

  /** What to say. */
  Optional<String> hint(Kind kind) {
    return switch (kind) {
      case CONTAINER -> meant(container()).or(this::oneOf);
      case IMAGE ->
          container(word)
              .or(() -> meant(image()))
              .or(() -> Optional.of(messages().get("hint.images")));
      case NETWORK ->
          Optional.of(messages().get("hint.no-network", word, "docker network create " + word));
      default -> behindImage();
    };
  }

  private Messages messages() {
    return session.messages();
  }

  private Optional<String> meant(Stream<String> lines) {
    List<String> all = lines.distinct().toList();
    return all.size() == 1
        ? Optional.of(messages().get("hint.nearest", all.get(0)))
        : Optional.empty();
  }

  /** The name of its image was typed for a container, or the two names are the wrong way round. */
  private Stream<String> container() {
    List<String> containers = session.vocabulary().containers();
    Stream<String> swapped =
        PAIR.matcher(line).matches()
            ? Arrays.stream(line.split(" ")).filter(containers::contains).map(this::swapped)
            : Stream.empty();
    return Stream.concat(
        swapped, session.vocabulary().madeFrom(word).stream().map(name -> with(word, name)));
  }

  private Optional<String> oneOf() {
    List<String> made = session.vocabulary().madeFrom(word);
    return made.isEmpty()
        ? Optional.empty()
        : Optional.of(messages().get("hint.nearest.some", String.join(", ", made)));
  }

  private String swapped(String other) {
    return Arrays.stream(line.split(" "))
        .map(w -> w.equals(word) ? other : w.equals(other) ? word : w)
        .collect(Collectors.joining(" "));
  }

  private String with(String typed, String better) {
    return Arrays.stream(line.split(" "))
        .map(w -> w.equals(typed) ? better : w)
        .collect(Collectors.joining(" "));
  }

  /** A container is no image. */
  private Optional<String> container(String name) {
    boolean running = session.vocabulary().runningContainers().contains(name);
    return session.vocabulary().containers().contains(name)
        ? Optional.of(
            messages()
                .get(
                    "hint.container",
                    name,
                    running ? "docker exec -it " + name + " sh" : "docker start " + name))
        : Optional.empty();
  }

  /** Ports without their colon, an option in the place of a value, a tag that is misspelt. */
  private Stream<String> image() {
    String quoted = Pattern.quote(word);
    String ports = line.replaceFirst(" (-p|--publish) (\\d+) (?=" + quoted + " )", " $1 $2:");
    String fed = line.replaceFirst(STARVED.formatted(quoted), "$2 $1 ");
    List<String> latest =
        session.vocabulary().images().stream().filter(i -> !i.contains(":")).toList();
    Stream<String> tags =
        word.contains(":")
            ? Nearest.of(word, latest.stream().map(i -> i + ":latest").toList()).stream()
                .map(near -> with(word, near))
            : Stream.empty();
    return Stream.concat(Stream.of(ports, fed).filter(l -> !l.equals(line)), tags);
  }

  /** Options of docker run go before the image. */
  private Optional<String> behindImage() {
    return States.misplaced(session.lab(), Typing.last(session.lab())).stream()
        .flatMap(found -> found.remedies().stream())
        .findFirst()
        .map(
            remedy ->
                remedy.steps().stream().map(Remedy.Step::line).collect(Collectors.joining("; ")))
        .map(lines -> messages().get("hint.behind", lines));
  }
}

package passerelle.scenarios.slides;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the commands of a deck rest on that it neither makes nor prints. Whoever types the deck on a
 * machine of their own has to have that, so such a command cannot count as the same.
 */
final class Presumptions {
  /** What looks into a container: at a program that may be a stand-in's. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(?s).*\\bdocker(?: container|[ -]compose)? (?:exec|attach|logs|top)\\b.*?(?<![\\w.-])%s"
              + "(?![\\w.-]).*");

  /** What needs a container, whatever is in it. */
  private static final Pattern TAKES =
      Pattern.compile(
          "(?s).*\\bdocker (?:container"
              + " )?(?:inspect|port|stop|start|restart|kill|rm|pause|unpause|rename|wait|cp"
              + "|diff|commit)\\b.*?(?<![\\w.-])%s(?![\\w.-]).*");

  /** What shows what a container's own program says. */
  private static final Pattern SAYS =
      Pattern.compile("(?s).*\\bdocker(?: container|[ -]compose)? (?:attach|logs|top)\\b.*");

  /** What asks a server by its name. */
  private static final Pattern ASKS_BY_NAME =
      Pattern.compile("(?s).*\\b(?:curl|wget)\\b.*[ /\"']%s(?:[:/\"' ].*|$)");

  /** What asks a server at a port. */
  private static final Pattern ASKS =
      Pattern.compile("(?s).*\\b(?:curl|wget|nc|telnet|ab)\\b.*[: ]%s(?!\\d).*");

  /** The port of the machine that is published of it. */
  private static final Pattern PORT =
      Pattern.compile(" (?:-p|--publish)[ =](?:[\\d.]+:)?(\\d{1,5}):\\d");

  /** What a network, or a namespace, is called that a command makes. */
  private static final Pattern MADE =
      Pattern.compile("\\b(?:docker network create (?:.* )?|ip netns add )([\\w.-]+)$");

  /** What is done in a namespace, or with a network. */
  private static final Pattern IN_IT =
      Pattern.compile(
          "(?s).*(?:\\bnetns (?:exec )?|\\bip -n |/netns/|--net(?:work)?[ =]|\\bdocker network \\w+"
              + " (?:.* )?)%s(?![\\w.-]).*");

  private static final Pattern RUNS = Pattern.compile("\\bdocker (?:container )?run ");

  /** What a container is called that a command makes. */
  private static final Pattern NAME = Pattern.compile(" --name[ =]([\\w.-]+)");

  /**
   * What one command rests on.
   *
   * @param done what was done before it, unasked
   * @param images those that no catalogue knows, and which others stand in for them
   * @param chosen values that nothing tells, by the words that stand for them
   * @param isDirect whether that is so of the command itself; else of the container it looks into
   * @param isSaid whether what is answered comes of a program that is not the author's: of that
   *     nobody can tell what it would have been
   */
  record Presumption(
      List<String> done,
      Map<String, String> images,
      Map<String, String> chosen,
      boolean isDirect,
      boolean isSaid) {
    static final Presumption NONE = new Presumption(List.of(), Map.of(), Map.of(), false, false);

    boolean isNone() {
      return done.isEmpty() && images.isEmpty() && chosen.isEmpty();
    }

    /** What looks into a container, or asks it, that rests on this. */
    Presumption within(boolean said) {
      return new Presumption(done, images, Map.of(), false, said && (!images.isEmpty() || isRun()));
    }

    /** Whether a container was begun that the deck has not begun. */
    private boolean isRun() {
      return done.stream().anyMatch(way -> RUNS.matcher(way).find());
    }

    /** A comment that tells of what an image in a command has been made. */
    String comment() {
      return images.entrySet().stream()
          .filter(own -> isDirect)
          .map(own -> "  # " + own.getKey() + " = " + own.getValue())
          .findFirst()
          .orElse("");
    }
  }

  private final SlideLab lab;

  /** The containers that are not the deck's, or of whose image another stands in. */
  private final Map<String, Presumption> containers = new HashMap<>();

  /** The networks and namespaces that are not the deck's. */
  private final Map<String, Presumption> networks = new HashMap<>();

  /** Their ports. */
  private final Map<String, Presumption> ports = new HashMap<>();

  Presumptions(SlideLab lab) {
    this.lab = lab;
  }

  /**
   * What a command that was just run rests on.
   *
   * @param done what was done before it, unasked
   * @param known the images of the author's that were known before
   * @param chosen the values in it that nothing tells
   */
  Presumption of(String command, List<String> done, Set<String> known, Map<String, String> chosen) {
    Map<String, String> images = new TreeMap<>(lab.ownImages());
    List<String> words = List.of(command.split("\\s+"));
    images.keySet().removeIf(own -> known.contains(own) && !isNamed(own, words));
    Presumption inside = within(command);
    Presumption direct =
        new Presumption(
            List.copyOf(done), Collections.unmodifiableMap(images), chosen, true, inside.isSaid());
    done.forEach(way -> remember(way, direct));
    remember(command, images.isEmpty() ? Presumption.NONE : direct);
    return direct.isNone() ? inside : direct;
  }

  private void remember(String command, Presumption presumption) {
    NAME.matcher(command).results().forEach(name -> containers.put(name.group(1), presumption));
    MADE.matcher(command).results().forEach(made -> networks.put(made.group(1), presumption));
    PORT.matcher(command).results().forEach(port -> ports.put(port.group(1), presumption));
  }

  /** What a command rests on that looks into a container which was not the deck's, or asks it. */
  private Presumption within(String command) {
    Stream<Presumption> asked =
        Stream.concat(used(containers, ASKS_BY_NAME, command), used(ports, ASKS, command));
    List<Presumption> looked =
        Stream.of(
                used(containers, INSIDE, command),
                used(networks, IN_IT, command),
                used(containers, TAKES, command).filter(Presumption::isRun))
            .flatMap(known -> known)
            .toList();
    boolean said = SAYS.matcher(command).matches();
    return Stream.concat(
            asked.map(known -> known.within(true)),
            looked.stream().map(known -> known.within(said)))
        .findFirst()
        .orElse(Presumption.NONE);
  }

  private static Stream<Presumption> used(
      Map<String, Presumption> known, Pattern use, String command) {
    return known.entrySet().stream()
        .filter(own -> is(use, own.getKey(), command))
        .map(Map.Entry::getValue)
        .filter(presumption -> !presumption.isNone());
  }

  private static boolean is(Pattern use, String thing, String command) {
    return command.matches(use.pattern().formatted(Pattern.quote(thing)));
  }

  private static boolean isNamed(String image, List<String> words) {
    return words.contains("docker")
        && (words.contains(image) || words.contains(image.replaceFirst(":latest$", "")));
  }
}

package passerelle.cli.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.lab.LabTopology;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Where;

/** What the prompts of a deck call machines and containers, and where those are here. */
final class AuthorsMachines {
  /** The machine with the engine. */
  static final Where HOST = new Where.Named(new Place.Host(Whereabouts.HOST));

  /** Takes away what an engine makes of a machine that boots with it. */
  static final String WITHOUT_ENGINE =
      "systemctl stop docker.socket docker; nft flush ruleset; ip link delete docker0;"
          + " sysctl -qw net.ipv4.ip_forward=";

  /**
   * How a text says that what follows it is typed at another machine than the one with the engine.
   */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?iu)\\b(?:from|on|depuis|sur) (?:(?:(?:an|some )other|a (?:different|remote|second))"
              + " (?:machine|host|node|computer|server|vm|pc)"
              + "|une? autre (?:machine|hôte|nœud|poste|ordinateur|serveur|vm|pc))\\b");

  private static final Pattern ASKS =
      Pattern.compile("(?:sudo )?(?:curl|wget|telnet|nc|ncat|ping|traceroute|nmap|ab)\\b.*");

  /** What the command before a prompt has opened. */
  enum Lately {
    NOTHING,
    /** A shell in a container. */
    CONTAINER,
    /** A shell on the machine, in namespaces whose name it may show. */
    NAMESPACE;

    static Lately of(boolean container, boolean namespace) {
      return container ? CONTAINER : namespace ? NAMESPACE : NOTHING;
    }
  }

  private final Whereabouts whereabouts;
  private final Map<String, Where> places = new HashMap<>();

  /** What the author calls the host, if that is known before a prompt shows it. */
  private Optional<String> host = Optional.empty();

  private boolean elsewhere;

  AuthorsMachines(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  /** The author calls the host so. */
  void nameHost(String name) {
    host = Optional.of(name).filter(n -> !whereabouts.isMachine(n));
  }

  /** A block begins below a text. */
  void begin(String lead) {
    elsewhere = ELSEWHERE.matcher(lead).find();
  }

  /** The machine beside the host, where the text says so and the host is asked something. */
  Optional<Where> beside(String command) {
    boolean asks = ASKS.matcher(command).matches() && command.contains(LabTopology.HOST_LAN);
    return Optional.<Where>of(new Where.Named(new Place.Host(LabTopology.LAPTOP)))
        .filter(laptop -> elsewhere && asks);
  }

  /** The place that a prompt names, if that is here, or what is for it. */
  Optional<Where> place(Where.Named asked, Lately lately) {
    if (asked.place() instanceof Place.Host host && !whereabouts.isMachine(host.name())) {
      return named(host.name(), false, lately);
    }
    return asked.place() instanceof Place.Container container
            && whereabouts.container(container.name()).isEmpty()
        ? named(container.name(), true, lately)
        : Optional.of(asked);
  }

  /**
   * Where a name that a prompt shows is. The host's is the one that is known to be, or the first
   * one that is none here, and one that shows up right after a shell has been opened, or is an id,
   * is that shell's; a second host there is not.
   *
   * @param root whether the prompt is root's
   * @param lately what the command before has opened
   */
  Optional<Where> named(String name, boolean root, Lately lately) {
    if (whereabouts.isMachine(name)) {
      return Optional.of(new Where.Named(new Place.Host(name)));
    }
    if (lately == Lately.NAMESPACE && (root || !places.containsKey(name))) {
      places.put(name, HOST);
    } else if (!HOST.equals(places.get(name)) && whereabouts.openedIn(name).isPresent()) {
      return Optional.of(new Where.Login(name, root));
    }
    Optional<Where> known = Optional.ofNullable(places.get(name));
    if (known.isPresent()) {
      return known.filter(
          place -> !(place instanceof Where.Opened) || whereabouts.opened().isPresent());
    }
    if (root && lately == Lately.CONTAINER) {
      places.put(name, new Where.Opened(true));
      host = host.filter(h -> !h.equals(name));
    } else if (!places.containsValue(HOST) && host.filter(h -> !h.equals(name)).isEmpty()) {
      places.put(name, HOST);
    }
    return Optional.ofNullable(places.get(name));
  }
}

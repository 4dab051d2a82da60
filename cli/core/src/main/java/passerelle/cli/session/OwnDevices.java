package passerelle.cli.session;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Sites;
import passerelle.lab.LabTopology;

/**
 * Devices that a deck never makes: the cards of a machine that has more than one, and those that
 * the reader of a reference has; and addresses that a reference gives and takes in two ways, a long
 * and a short one.
 */
record OwnDevices(Session session, HostLine run) {
  /** How programs say that a device is not there. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "(?m)(?:Cannot find device \"|Device \"|argument \"|: |^)([a-z][\\w.-]{0,14})(?:\"(?! is"
              + " wrong: (?!Dev))|: (?:No such device|error fetching))");

  /** What is done with devices, on the machine or in a namespace. */
  private static final Pattern USES =
      Pattern.compile(
          "(?s)(?:sudo )?(?:ip netns exec (?<in>\\S+) |ip -n(?:etns)? (?<of>\\S+)"
              + " )?(?:ip|ifconfig|tcpdump|ethtool|arping|tc|addr|a|link|l|address)\\b.*");

  private static final Pattern TAKES = Pattern.compile("\\bl(?:ink)? del(?:ete)? |\\badd? name ");

  private static final Pattern CARD = Pattern.compile("(?:eth|ens|enp|wlan)\\d\\w*");

  private static final String CARD_HERE = "eth0";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:sudo )?ip (?:-4 )?a(?:ddr(?:ess)?)? (?:(?<gives>a(?:dd)?)|d(?:el(?:ete)?)?)"
              + " (?<address>[\\d./]+) dev (?<device>\\S+)\\s*(?:#.*)?");

  private static final Pattern MOVED =
      Pattern.compile("(?:sudo )?ip l(?:ink)? s(?:et)? (?:dev )?(\\S+) netns (\\S+)\\s*");

  private static final Pattern PAIR =
      Pattern.compile(
          "(?:sudo )?ip l(?:ink)? a(?:dd)? (?:dev |name )?(\\S+) type veth peer (?:name"
              + " )?(\\S+)\\s*");

  private static final Pattern GIVEN = Pattern.compile("already assigned|File exists");
  private static final Pattern GONE =
      Pattern.compile("Cannot assign requested address|Address not found");

  /**
   * Makes the device, or does the contrary of what has been done already.
   *
   * @param command what was refused
   * @param unheard tells names that no command before has named
   * @return how; empty if the refusal tells of something else
   */
  Optional<String> make(String command, String refusal, Predicate<String> unheard) {
    Matcher address = ADDRESS.matcher(command);
    if (address.matches()) {
      boolean gives = address.group("gives") != null;
      if ((gives ? GIVEN : GONE).matcher(refusal).find()) {
        return made(
            "ip addr %s %s dev %s"
                .formatted(
                    gives ? "del" : "add", address.group("address"), address.group("device")));
      }
    }
    Optional<String> left = leftBehind(command, refusal);
    if (left.isPresent()) {
      return left.flatMap(this::made);
    }
    Matcher uses = USES.matcher(command);
    Matcher absent = ABSENT.matcher(refusal);
    if (!uses.matches() || TAKES.matcher(command).find() || !absent.find()) {
      return Optional.empty();
    }
    String name = absent.group(1);
    boolean card = CARD.matcher(name).matches();
    if (!isWord(name, command) || !card && !unheard.test(name) || isSomewhere(name)) {
      return Optional.empty();
    }
    Optional<String> renamed = name.equals(CARD_HERE) ? renamedCard() : Optional.empty();
    if (renamed.isPresent()) {
      // The machine has had one card only, which the deck has called otherwise.
      return made(
          "ip link set %s down; ip link set %s name %s; ip link set %s up"
              .formatted(renamed.get(), renamed.get(), name, name));
    }
    String netns = uses.group("in") == null ? uses.group("of") : uses.group("in");
    String ip = netns == null ? "ip" : "ip -n " + netns;
    String kind = command.matches("(?s).* master \\Q" + name + "\\E\\b.*") ? "bridge" : "dummy";
    return made("%s link add %s type %s; %s link set %s up".formatted(ip, name, kind, ip, name));
  }

  /** What takes away a cable of an earlier part of the deck, which begins anew. */
  private Optional<String> leftBehind(String command, String refusal) {
    Matcher moved = MOVED.matcher(command);
    if (moved.matches() && refusal.contains("same name exists in the target netns")) {
      return Optional.of("ip -n " + moved.group(2) + " link del " + moved.group(1));
    }
    Matcher pair = PAIR.matcher(command);
    if (!pair.matches() || !refusal.contains("File exists")) {
      return Optional.empty();
    }
    boolean first = isOnHost(pair.group(1));
    return first == isOnHost(pair.group(2))
        ? Optional.empty()
        : Optional.of("ip link del " + pair.group(first ? 1 : 2))
            .filter(way -> !way.matches(".* (?:eth0|enp1s0)"));
  }

  /** The card of the machine, as it is called now. */
  private Optional<String> renamedCard() {
    return new Sites(session.lab())
        .devices(Whereabouts.HOST).stream()
            .filter(device -> device.mac().equals(LabTopology.HOST_CARD))
            .map(device -> device.name())
            .findFirst();
  }

  private boolean isOnHost(String name) {
    return new Sites(session.lab())
        .devices(Whereabouts.HOST).stream().anyMatch(device -> device.name().equals(name));
  }

  private static boolean isWord(String name, String command) {
    return (" " + command + " ").contains(" " + name + " ");
  }

  /** Whether a machine or a namespace made by hand has it, so that the deck has put it there. */
  private boolean isSomewhere(String name) {
    Sites sites = new Sites(session.lab());
    return sites.names().stream()
        .flatMap(site -> sites.find(site).stream())
        .filter(site -> site.isMadeByHand() || site.name().equals(Whereabouts.HOST))
        .flatMap(site -> sites.devices(site.netns()).stream())
        .anyMatch(device -> device.name().equals(name));
  }

  private Optional<String> made(String command) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}

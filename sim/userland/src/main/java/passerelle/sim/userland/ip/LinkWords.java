package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/**
 * The words that {@code ip link add}, {@code ip link set} and a veth's peer have in common
 * (ip/iplink.c:iplink_parse).
 */
final class LinkWords {
  /** Options that take a value and belong to what the simulation does not have. */
  private static final Set<String> NOT_MODELLED =
      WordSet.of(
          """
          xdp xdpgeneric xdpdrv xdpoffload vf vrf addrgenmode protodown trailers dynamic
          carrier index numtxqueues numrxqueues link-netnsid link-netns gso_max_size broadcast
          brd mode state parentdev
          """);

  private final KernelView kernel;
  private final boolean adding;
  Optional<String> device = Optional.empty();
  Optional<String> name = Optional.empty();
  Optional<String> link = Optional.empty();
  Optional<MacAddress> mac = Optional.empty();
  OptionalInt mtu = OptionalInt.empty();
  OptionalInt queueLength = OptionalInt.empty();
  Optional<Boolean> up = Optional.empty();
  Optional<String> master = Optional.empty();
  boolean noMaster;
  Optional<Netns> netns = Optional.empty();
  Optional<String> alias = Optional.empty();
  Optional<Long> group = Optional.empty();

  /** Of a bridge, in nanoseconds. */
  Optional<Long> ageingTime = Optional.empty();

  final Map<String, Boolean> flags = new LinkedHashMap<>();

  /** The kind after {@code type}; the words after it are the kind's. */
  Optional<String> type = Optional.empty();

  /**
   * Of these a beginning is enough ({@code matches} in iplink.c:iplink_parse), so that a device
   * called {@code a} or {@code br} needs {@code dev} before its name.
   */
  private static final List<String> ABBREVIATED =
      List.of("link", "address", "broadcast", "dynamic", "alias", "master");

  LinkWords(KernelView kernel, boolean adding) {
    this.kernel = kernel;
    this.adding = adding;
  }

  void parse(Words words) throws ToolFailure {
    while (words.hasNext() && type.isEmpty()) {
      take(words.next(), words);
    }
  }

  private void take(String typed, Words words) throws ToolFailure {
    String word = ABBREVIATED.stream().filter(w -> w.startsWith(typed)).findFirst().orElse(typed);
    switch (word) {
      case "up" -> up = Optional.of(true);
      case "down" -> up = Optional.of(false);
      case "name" -> name = Optional.of(LinkNames.validName("name", words.argument()));
      case "link" -> link = Optional.of(words.argument());
      case "address" -> mac = Optional.of(mac(words.argument()));
      case "mtu" -> mtu = OptionalInt.of(number(words, "mtu"));
      case "txqueuelen", "txqlen", "qlen" ->
          queueLength = OptionalInt.of(number(words, "txqueuelen"));
      case "netns" -> netns = Optional.of(netns(words.argument()));
      case "master" -> master = Optional.of(LinkNames.existing(kernel, words.argument()));
      case "nomaster" -> noMaster = true;
      case "group" -> group = Optional.of(group(words.argument()));
      case "alias" -> alias = Optional.of(words.argument());
      case "arp", "multicast", "allmulticast", "promisc" ->
          flags.put(word, onOff(word, words.argument()));
      case "type" -> type = Optional.of(words.argument());
      default -> takeOther(word, words);
    }
  }

  private void takeOther(String word, Words words) throws ToolFailure {
    if (word.equals("broadcast")) {
      mac(words.argument());
    } else if (word.equals("dynamic")) {
      onOff(word, words.argument());
    }
    if (NOT_MODELLED.contains(word)) {
      throw ToolFailure.notModelled("ip", "the link option " + word);
    }
    if (Words.matches(word, "help")) {
      throw Usage.of("link");
    }
    String given = word.equals("dev") ? words.argument() : word;
    if (device.isPresent()) {
      throw Words.garbage("dev", given);
    }
    device = Optional.of(LinkNames.validName("dev", given));
  }

  /** The number of a group of devices, of which {@code default} alone has a name. */
  static long group(String name) throws ToolFailure {
    return name.equals("default")
        ? 0
        : Words.number(name, 0xffff_ffffL, "Invalid \"group\" value\n");
  }

  /** Octets between colons, of which only the beginning is read ({@code ll_addr_a2n}). */
  static List<String> octets(String text) throws ToolFailure {
    List<String> octets = new ArrayList<>();
    for (String part : text.split(":", -1)) {
      String digits = part.replaceFirst("^([0-9a-fA-F]*).*", "$1");
      if (digits.isEmpty() || digits.length() > 7 || Integer.parseInt(digits, 16) > 255) {
        throw new ToolFailure(1, "\"" + part + "\" is invalid lladdr.\n");
      }
      octets.add(digits.length() == 1 ? "0" + digits : digits);
    }
    return octets;
  }

  static MacAddress mac(String text) throws ToolFailure {
    List<String> octets = octets(text);
    return MacAddress.parse(String.join(":", octets))
        .orElseThrow(
            () ->
                new ToolFailure(
                    1, "Invalid address length " + octets.size() + " - must be 6 bytes\n"));
  }

  private static int number(Words words, String option) throws ToolFailure {
    String complaint = "Invalid \"" + option + "\" value\n";
    return (int) Words.number(words.argument(), Integer.MAX_VALUE, complaint);
  }

  /** A namespace by name, or by a process in it. */
  private Netns netns(String text) throws ToolFailure {
    Optional<Netns> named = kernel.namedNetns(text);
    if (named.isEmpty() && text.matches("[0-9]{1,9}")) {
      int pid = Integer.parseInt(text);
      named =
          kernel.process().scheduler().processes().stream()
              .filter(p -> p.hostPid() == pid)
              .findFirst()
              .map(Process::netns);
    }
    return named.orElseThrow(() -> Words.invalid("Invalid \"netns\" value\n", text));
  }

  /** The device that is meant: {@code dev}, or for a new one also {@code name}. */
  Optional<String> target() {
    return adding ? name.or(() -> device) : device;
  }

  /** The device that is to be made, as far as it is not set afterwards. */
  LinkSpec spec(String kind) {
    return new LinkSpec(
        target().orElse(kind + "%d"), mac, OptionalInt.empty(), LinkSpec.DEFAULT_QUEUE);
  }

  /** ip/iplink.c:on_off. */
  private static boolean onOff(String word, String value) throws ToolFailure {
    if (!value.equals("on") && !value.equals("off")) {
      throw new ToolFailure(
          1,
          "Error: argument of \"" + word + "\" must be \"on\" or \"off\", not \"" + value + "\"\n");
    }
    return value.equals("on");
  }
}

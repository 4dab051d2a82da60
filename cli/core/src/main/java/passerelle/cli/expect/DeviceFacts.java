package passerelle.cli.expect;

import java.util.Optional;
import java.util.function.BiFunction;
import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Sites;
import passerelle.kernel.LinkView;

/** What may be expected of a network interface. */
final class DeviceFacts {
  /** As usage and errors list them. */
  static final String WORDS = "up, down, state, address, master, kind, mtu, peer";

  private static final int LARGEST_MTU = 65536;

  private DeviceFacts() {}

  /** Reads one fact. */
  static Fact<LinkView> read(WordReader words) throws ExpectException {
    if (words.skips("not")) {
      return read(words).not();
    }
    String word = words.next("FACT");
    return switch (word) {
      case "up" -> up(true);
      case "down" -> up(false);
      case "state" -> same(word, words.next("STATE"), (link, scene) -> state(link));
      case "address" -> address(words);
      case "master" ->
          same(
              word,
              words.next("BRIDGE"),
              (link, scene) -> link.master().orElse(scene.text("none")));
      case "kind" -> same(word, words.next("KIND"), (link, scene) -> link.kind());
      case "mtu" ->
          same(
              word,
              String.valueOf(words.number("MTU", LARGEST_MTU)),
              (link, scene) -> String.valueOf(link.mtu()));
      case "peer" -> peer(words.next("PLACE"));
      default -> throw words.wrong("fact", word, WORDS);
    };
  }

  private static Fact<LinkView> up(boolean wanted) {
    return Fact.of(
        scene -> scene.text(wanted ? "device.up" : "device.down"),
        (link, scene) -> isUp(link) == wanted,
        (link, scene) -> scene.text(isUp(link) ? "found.up" : "found.down", state(link)));
  }

  private static boolean isUp(LinkView link) {
    return link.up() && (link.carrier() || link.isLoopback());
  }

  /** The operational state (RFC 2863) as {@code ip link} prints it (net/core/link_watch.c). */
  private static String state(LinkView link) {
    if (link.isLoopback()) {
      return link.up() ? "UNKNOWN" : "DOWN";
    }
    if (isUp(link)) {
      return "UP";
    }
    return link.up() && link.peer().isPresent() ? "LOWERLAYERDOWN" : "DOWN";
  }

  private static Fact<LinkView> address(WordReader words) throws ExpectException {
    String word = words.next("ADDRESS[/N]");
    IpPrefix any = Family.IPV4.parsePrefix(word).orElseThrow(() -> words.wrong("address", word));
    Optional<IpInterfaceAddress> exact = Family.IPV4.parseInterfaceAddress(word);
    boolean length = word.indexOf('/') >= 0;
    return Fact.of(
        scene -> scene.text("device.address", word),
        (link, scene) ->
            link.addresses().stream()
                .anyMatch(
                    inet ->
                        length
                            ? Optional.of(inet.address()).equals(exact)
                            : inet.address().address().equals(any.network())),
        (link, scene) ->
            scene.text(
                "found.address",
                scene.list(link.addresses().stream().map(i -> i.address().toString()).toList())));
  }

  private static Fact<LinkView> peer(String place) {
    return same(
        "peer",
        place,
        (link, scene) -> link.peer().map(p -> nameOf(p, scene)).orElse(scene.text("none")));
  }

  private static String nameOf(LinkView.Peer peer, Scene scene) {
    return new Sites(scene.lab()).label(peer.netns());
  }

  private static Fact<LinkView> same(
      String key, String wanted, BiFunction<LinkView, Scene, String> actual) {
    return Fact.of(
        scene -> scene.text("device." + key, wanted),
        (link, scene) -> actual.apply(link, scene).equals(wanted),
        (link, scene) -> scene.text("found.device." + key, actual.apply(link, scene)));
  }
}

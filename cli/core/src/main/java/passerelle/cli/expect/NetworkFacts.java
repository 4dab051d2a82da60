package passerelle.cli.expect;

import java.util.Optional;
import java.util.function.Function;
import passerelle.addr.IpPrefix;
import passerelle.network.Network;
import passerelle.text.Cut;

/** What may be expected of a network of Docker. */
final class NetworkFacts {
  /** As usage and errors list them. */
  static final String WORDS =
      "driver, subnet, overlaps, automatic, range, gateway, internal, containers, option";

  private static final int MOST_CONTAINERS = 1000;

  private NetworkFacts() {}

  /** Reads one fact. */
  static Fact<Network> read(WordReader words) throws ExpectException {
    if (words.skips("not")) {
      return read(words).not();
    }
    String word = words.next("FACT");
    return switch (word) {
      case "driver" -> same(word, words.next("DRIVER"), n -> driver(n));
      case "subnet" -> subnet(words.prefix());
      case "overlaps" -> overlaps(words.prefix());
      case "automatic" ->
          Fact.of(
              scene -> scene.text("network.automatic"),
              (network, scene) -> network.spec().subnet().subnet().isEmpty(),
              (network, scene) -> scene.text("found.network.automatic"));
      case "range" ->
          same(
              word,
              words.prefix().toString(),
              n -> n.spec().subnet().range().map(IpPrefix::toString).orElse("-"));
      case "gateway" ->
          same(word, words.next("ADDRESS"), n -> n.gateway().map(Object::toString).orElse("-"));
      case "internal" ->
          Fact.of(
              scene -> scene.text("network.internal"),
              (network, scene) -> network.spec().internal(),
              (network, scene) -> scene.text("found.network.internal"));
      case "containers" -> {
        int number = words.number("N", MOST_CONTAINERS);
        yield same(word, String.valueOf(number), n -> String.valueOf(n.endpoints().size()));
      }
      case "option" -> option(words.next("KEY=VALUE"));
      default -> throw words.wrong("fact", word, WORDS);
    };
  }

  private static String driver(Network network) {
    return network.spec().driver().equals("null") ? "none" : network.spec().driver();
  }

  private static Fact<Network> subnet(IpPrefix prefix) {
    return same("subnet", prefix.toString(), n -> n.subnet().map(IpPrefix::toString).orElse("-"));
  }

  private static Fact<Network> overlaps(IpPrefix prefix) {
    return Fact.of(
        scene -> scene.text("network.overlaps", prefix),
        (network, scene) -> network.subnet().filter(prefix::overlaps).isPresent(),
        (network, scene) ->
            scene.text(
                "found.network.subnet", network.subnet().map(IpPrefix::toString).orElse("-")));
  }

  private static Fact<Network> option(String pair) {
    Cut option = Cut.first(pair, "=");
    String key = option.before();
    return Fact.of(
        scene -> scene.text("network.option", pair),
        (network, scene) -> network.spec().option(key).equals(Optional.of(option.after())),
        (network, scene) ->
            scene.text(
                "found.network.option",
                network.spec().option(key).map(v -> key + "=" + v).orElse(scene.text("none"))));
  }

  private static Fact<Network> same(String key, String wanted, Function<Network, String> actual) {
    return Fact.of(
        scene -> scene.text("network." + key, wanted),
        (network, scene) -> actual.apply(network).equals(wanted),
        (network, scene) -> scene.text("found.network." + key, actual.apply(network)));
  }
}

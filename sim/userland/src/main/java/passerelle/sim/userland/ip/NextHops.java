package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The next hops at the end of a route that has several (ip/iproute.c:parse_nexthops). */
final class NextHops {
  private static final long MAX_WEIGHT = 256;

  private NextHops() {}

  /** Reads all that follows the first word {@code nexthop}. */
  static List<RouteSpec.Hop> parse(Words words, IpOptions options) throws ToolFailure {
    List<RouteSpec.Hop> hops = new ArrayList<>();
    do {
      if (!words.hasNext()) {
        throw new ToolFailure(255, "Error: unexpected end of line after \"nexthop\"\n");
      }
      hops.add(hop(words, options));
    } while (words.hasNext() && words.next().equals("nexthop"));
    return hops;
  }

  private static RouteSpec.Hop hop(Words words, IpOptions options) throws ToolFailure {
    Optional<IpAddress> gateway = Optional.empty();
    Optional<String> device = Optional.empty();
    int weight = 1;
    boolean onLink = false;
    while (words.hasNext() && !words.peek().equals("nexthop")) {
      String word = words.next();
      switch (word) {
        case "via" -> {
          String text = words.argument();
          text = text.equals("inet") ? words.argument() : text;
          gateway = Optional.of(Prefixes.inetAddress(text, options));
        }
        case "dev" -> device = Optional.of(words.argument());
        case "weight" -> weight = weight(words.argument());
        case "onlink" -> onLink = true;
        case "encap", "realms", "as" -> throw ToolFailure.notModelled("ip", "nexthop " + word);
        default -> {
          String expected = "Error: \"nexthop\" or end of line is expected instead of ";
          throw new ToolFailure(255, expected + "\"" + word + "\"\n");
        }
      }
    }
    return new RouteSpec.Hop(gateway, device, weight, onLink);
  }

  private static int weight(String text) throws ToolFailure {
    String complaint = "\"weight\" is invalid\n";
    long weight = Words.number(text, MAX_WEIGHT, complaint);
    if (weight == 0) {
      throw Words.invalid(complaint, text);
    }
    return (int) weight;
  }
}

package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/** A route as it is written for adding or deleting (ip/iproute.c:iproute_modify). */
final class RouteWords {
  private static final Set<String> NOT_MODELLED =
      WordSet.of(
          """
          rtt rttvar reordering window cwnd initcwnd initrwnd ssthresh realms realm rto_min
          hoplimit features quickack congctl pref expires encap nhid tos dsfield from as vrf
          ttl-propagate fastopen_no_cookie pervasive
          """);

  /** More than these the kernel does not take ({@code ip_metrics_convert}). */
  private static final long MAX_MTU = 65535 - 15;

  private static final long MAX_ADVMSS = 65535 - 40;

  private final IpOptions options;
  Optional<Prefixes.Written> destination = Optional.empty();
  Optional<RouteSpec.Type> type = Optional.empty();
  Optional<IpAddress> gateway = Optional.empty();
  Optional<String> device = Optional.empty();
  Optional<IpAddress> source = Optional.empty();
  Optional<RouteSpec.Scope> scope = Optional.empty();
  Optional<RouteSpec.Protocol> protocol = Optional.empty();
  OptionalInt metric = OptionalInt.empty();
  OptionalInt table = OptionalInt.empty();
  private boolean onLink;
  private int mtu;
  private boolean mtuLocked;
  private int advmss;
  List<RouteSpec.Hop> hops = List.of();

  RouteWords(IpOptions options) {
    this.options = options;
  }

  void parse(Words words) throws ToolFailure {
    while (words.hasNext()) {
      take(words.next(), words);
    }
    if (destination.isEmpty()) {
      throw Usage.of("route");
    }
  }

  private void take(String word, Words words) throws ToolFailure {
    if (word.equals("src")) {
      source = Optional.of(Prefixes.address(words.argument(), options));
    } else if (word.equals("via")) {
      takeGateway(words);
    } else if (word.equals("metric")
        || Words.matches(word, "priority")
        || word.equals("preference")) {
      String complaint = "\"metric\" value is invalid\n";
      metric = OptionalInt.of((int) Words.number(words.argument(), 0xffff_ffffL, complaint));
    } else if (word.equals("scope")) {
      scope = Optional.of(RouteNames.scope(words.argument(), "invalid \"scope\" value\n"));
    } else if (word.equals("onlink")) {
      onLink = true;
    } else if (Words.matches(word, "protocol")) {
      protocol = Optional.of(RouteNames.protocol(words.argument()));
    } else if (word.equals("table")) {
      table =
          OptionalInt.of(options.tables.number(words.argument(), "\"table\" value is invalid\n"));
    } else if (word.equals("dev") || word.equals("oif")) {
      device = Optional.of(words.argument());
    } else if (word.equals("mtu")) {
      takeMtu(words);
    } else if (word.equals("nexthop")) {
      hops = NextHops.parse(words, options);
    } else if (word.equals("advmss")) {
      String complaint = "\"mss\" value is invalid\n";
      long asked = Words.number(words.argument(), 0xffff_ffffL, complaint);
      advmss = (int) Math.min(asked, MAX_ADVMSS);
    } else if (NOT_MODELLED.contains(word)) {
      throw ToolFailure.notModelled("ip", "the route option " + word);
    } else {
      takeDestination(word.equals("to") ? words.argument() : word, words);
    }
  }

  private void takeMtu(Words words) throws ToolFailure {
    String word = words.argument();
    if (word.equals("lock")) {
      mtuLocked = true;
      word = words.argument();
    }
    mtu = (int) Math.min(Words.number(word, 0xffff_ffffL, "\"mtu\" value is invalid\n"), MAX_MTU);
  }

  /** One next hop written as if there were several is that of an ordinary route. */
  void joinHops() {
    if (hops.size() == 1 && gateway.isEmpty() && device.isEmpty()) {
      gateway = hops.get(0).gateway();
      device = hops.get(0).device();
      onLink = hops.get(0).onLink();
      hops = List.of();
      scope = scope.or(() -> Optional.of(RouteSpec.Scope.GLOBAL));
    }
  }

  /** What the route says of the packets that go by it. */
  RouteSpec.Options options() {
    return new RouteSpec.Options(mtu, mtuLocked, advmss, onLink && gateway.isPresent(), hops);
  }

  private void takeGateway(Words words) throws ToolFailure {
    String word = words.argument();
    if (word.equals("inet")) {
      word = words.argument();
    }
    gateway = Optional.of(Prefixes.inetAddress(word, options));
  }

  private void takeDestination(String word, Words words) throws ToolFailure {
    String text = word;
    if (!Character.isDigit(text.isEmpty() ? '0' : text.charAt(0))) {
      Optional<RouteSpec.Type> named = RouteNames.type(text);
      if (named.isPresent()) {
        type = named;
        text = words.argument();
      }
    }
    if (Words.matches(text, "help")) {
      throw Usage.of("route");
    }
    if (destination.isPresent()) {
      throw Words.garbage("to", text);
    }
    destination = Optional.of(Prefixes.prefix(text, options));
  }

  /** The table that is meant: {@code local} for local and broadcast routes, else {@code main}. */
  int tableNumber() {
    boolean local =
        type.filter(t -> t == RouteSpec.Type.LOCAL || t == RouteSpec.Type.BROADCAST).isPresent();
    return table.orElse(local ? RouteSpec.LOCAL : RouteSpec.MAIN);
  }

  /** The scope of a new route that tells none. */
  RouteSpec.Scope usualScope() {
    return switch (type.orElse(RouteSpec.Type.UNICAST)) {
      case LOCAL -> RouteSpec.Scope.HOST;
      case BROADCAST -> RouteSpec.Scope.LINK;
      case UNICAST ->
          gateway.isPresent() || !hops.isEmpty() ? RouteSpec.Scope.GLOBAL : RouteSpec.Scope.LINK;
      default -> RouteSpec.Scope.GLOBAL;
    };
  }
}

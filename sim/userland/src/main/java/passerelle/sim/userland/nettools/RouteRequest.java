package passerelle.sim.userland.nettools;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.RouteMatch;
import passerelle.sim.uapi.RouteMode;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * A route to add or delete as {@code route} takes it and hands it to SIOCADDRT (lib/inet_sr.c:
 * INET_setroute, net/ipv4/fib_frontend.c:rtentry_to_fib_config).
 */
final class RouteRequest {
  private static final String USAGE =
      "Usage: inet_route [-vF] del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]\n"
          + "       inet_route [-vF] add {-host|-net} Target[/prefix] [gw Gw] [metric M]\n"
          + "                              [netmask N] [mss Mss] [window W] [irtt I]\n"
          + "                              [mod] [dyn] [reinstate] [[dev] If]\n"
          + "       inet_route [-vF] add {-host|-net} Target[/prefix] [metric M] reject\n"
          + "       inet_route [-FC] flush      NOT supported\n";

  private final List<String> words;
  private int at;
  private Optional<Boolean> net = Optional.empty();
  private IpAddress target = Family.IPV4.any();
  private OptionalInt length = OptionalInt.empty();
  private Optional<IpAddress> gateway = Optional.empty();
  private Optional<String> device = Optional.empty();
  private int metric;
  private boolean reject;

  private RouteRequest(List<String> words) {
    this.words = words;
  }

  /**
   * Reads the words after {@code add} or {@code del}.
   *
   * @throws ToolFailure with the usage where they make no route
   */
  public static RouteRequest parse(List<String> words, boolean adding) throws ToolFailure {
    RouteRequest request = new RouteRequest(words);
    request.parse();
    if (adding && request.gateway.isEmpty() && request.device.isEmpty() && !request.reject) {
      request.device = Optional.of("");
    }
    return request;
  }

  private RouteSpec.Scope scope() {
    if (reject) {
      return RouteSpec.Scope.HOST;
    }
    return gateway.isEmpty() ? RouteSpec.Scope.LINK : RouteSpec.Scope.GLOBAL;
  }

  private static ToolFailure usage(String complaint) {
    return new ToolFailure(3, complaint + USAGE);
  }

  private String argument() throws ToolFailure {
    if (at >= words.size()) {
      throw usage("");
    }
    return words.get(at++);
  }

  private void parse() throws ToolFailure {
    String word = argument();
    if (word.equals("-net") || word.equals("-host")) {
      net = Optional.of(word.equals("-net"));
      word = argument();
    }
    parseTarget(word);
    while (at < words.size()) {
      String option = words.get(at++);
      switch (option) {
        case "netmask" -> length = OptionalInt.of(maskLength(address(argument())));
        case "gw", "gateway" -> gateway = Optional.of(address(argument()));
        case "metric" -> metric = number(argument());
        case "reject" -> reject = true;
        case "dev", "device" -> device = Optional.of(argument());
        case "mss", "window", "irtt", "mod", "dyn", "reinstate" ->
            throw ToolFailure.notModelled("route", "option " + option);
        default -> {
          if (device.isPresent() || at < words.size()) {
            throw usage("");
          }
          device = Optional.of(option);
        }
      }
    }
    checkMask();
  }

  private void parseTarget(String word) throws ToolFailure {
    if (word.equals("default")) {
      length = OptionalInt.of(0);
      return;
    }
    int slash = word.indexOf('/');
    target = address(slash < 0 ? word : word.substring(0, slash));
    if (slash >= 0) {
      length = OptionalInt.of(Math.min(32, number(word.substring(slash + 1))));
    }
  }

  private void checkMask() throws ToolFailure {
    if (length.isEmpty()) {
      boolean host = !net.orElse(target.isUnspecified());
      length = OptionalInt.of(host ? 32 : target.isUnspecified() ? 0 : -1);
    } else if (length.getAsInt() >= 0
        && !new IpPrefix(target, length.getAsInt()).network().equals(target)) {
      throw usage("route: netmask doesn't match route address\n");
    }
  }

  private static IpAddress address(String text) throws ToolFailure {
    return Family.IPV4
        .parse(text)
        .orElseThrow(() -> new ToolFailure(6, text + ": Host name lookup failure\n"));
  }

  private static int maskLength(IpAddress mask) throws ToolFailure {
    return mask.maskLength().orElseThrow(() -> usage("route: bogus netmask " + mask + "\n"));
  }

  private static int number(String text) throws ToolFailure {
    if (!text.matches("[0-9]{1,9}")) {
      throw usage("");
    }
    return Integer.parseInt(text);
  }

  /**
   * Adds or deletes it.
   *
   * @throws KernelException EINVAL for a network without a mask, and what the kernel has against it
   */
  public void apply(KernelView kernel, boolean adding) throws KernelException {
    kernel.requireAdmin();
    if (length.getAsInt() < 0) {
      throw new KernelException(Errno.EINVAL);
    }
    IpPrefix destination = new IpPrefix(target, length.getAsInt());
    if (device.isPresent() && kernel.rtnl().link(device.get()).isEmpty()) {
      throw new KernelException(Errno.ENODEV);
    }
    RouteSpec.Type type = reject ? RouteSpec.Type.UNREACHABLE : RouteSpec.Type.UNICAST;
    if (adding) {
      RouteSpec spec =
          new RouteSpec(
              destination,
              type,
              gateway,
              device,
              Optional.empty(),
              scope(),
              RouteSpec.Protocol.BOOT,
              metric,
              RouteSpec.MAIN);
      // SIOCADDRT does not mind another way to the same place, which goes behind this one.
      kernel.routes().add(spec, RouteMode.PREPEND);
      return;
    }
    OptionalInt wanted = metric == 0 ? OptionalInt.empty() : OptionalInt.of(metric);
    kernel
        .routes()
        .delete(
            new RouteMatch(
                destination,
                RouteSpec.MAIN,
                Optional.empty(),
                gateway,
                device,
                Optional.empty(),
                wanted,
                Optional.empty(),
                Optional.empty(),
                RouteSpec.Options.NONE));
  }
}

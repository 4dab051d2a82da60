package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpPrefix;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * Which devices and addresses {@code ip addr show}, {@code ip addr flush} and {@code ip link show}
 * are about (ip/ipaddress.c:ipaddr_list_flush_or_save).
 */
final class AddressFilter {
  private final KernelView kernel;
  private final IpOptions options;
  private Optional<String> deviceName = Optional.empty();
  private Optional<LinkInfo> device = Optional.empty();
  private Optional<String> master = Optional.empty();
  private Optional<String> kind = Optional.empty();
  private Optional<String> label = Optional.empty();
  private Optional<String> scope = Optional.empty();
  private Optional<IpPrefix> prefix = Optional.empty();
  private Optional<Boolean> secondary = Optional.empty();
  private Optional<Boolean> dynamic = Optional.empty();
  private Optional<Long> group = Optional.empty();
  private boolean noMaster;
  private boolean up;

  AddressFilter(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  static AddressFilter parse(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    AddressFilter filter = new AddressFilter(kernel, options);
    while (words.hasNext()) {
      filter.take(words.next(), words);
    }
    if (filter.deviceName.isPresent()) {
      String name = filter.deviceName.get();
      filter.device = kernel.rtnl().link(name);
      if (filter.device.isEmpty()) {
        throw new ToolFailure(1, "Device \"" + name + "\" does not exist.\n");
      }
    }
    return filter;
  }

  /** One device is asked for by itself, not found in a list of what IPv6 has. */
  boolean namesDevice() {
    return deviceName.isPresent();
  }

  private void take(String word, Words words) throws ToolFailure {
    switch (word) {
      case "to" -> takePrefix(words.argument());
      case "scope" -> scope = Optional.of(scope(words.argument()));
      case "up" -> up = true;
      case "dynamic" -> dynamic = Optional.of(true);
      case "permanent" -> dynamic = Optional.of(false);
      case "primary" -> secondary = Optional.of(false);
      case "secondary", "temporary" -> secondary = Optional.of(true);
      case "label" -> label = Optional.of(words.argument());
      case "group" -> group = Optional.of(LinkWords.group(words.argument()));
      case "master" -> master = Optional.of(LinkNames.existing(kernel, words.argument()));
      case "nomaster" -> noMaster = true;
      case "type" -> kind = Optional.of(words.argument());
      case "vrf", "proto" -> throw ToolFailure.notModelled("ip", "the selector " + word);
      case "novf" -> novf();
      default -> takeDevice(word.equals("dev") ? words.argument() : word);
    }
  }

  private void novf() {
    // Virtual functions of physical cards are never listed here.
  }

  private void takePrefix(String text) throws ToolFailure {
    prefix = Optional.of(Prefixes.prefix(text, options).address().prefix());
    options.family = IpOptions.Family.INET;
  }

  private static String scope(String name) throws ToolFailure {
    return switch (name) {
      case "global", "link", "host" -> name;
      case "0" -> "global";
      case "253" -> "link";
      case "254" -> "host";
      case "all" -> "";
      default -> throw Words.invalid("invalid \"scope\"\n", name);
    };
  }

  private void takeDevice(String name) throws ToolFailure {
    if (Words.matches(name, "help")) {
      throw Usage.of("address");
    }
    if (deviceName.isPresent()) {
      throw Words.garbage("dev", name);
    }
    deviceName = Optional.of(name);
  }

  /** Who asks for a label sees addresses alone ({@code print_linkinfo}). */
  boolean hidesLinks() {
    return label.isPresent();
  }

  /** The devices in question, by index. */
  List<LinkInfo> devices() {
    List<LinkInfo> found = new ArrayList<>();
    for (LinkInfo candidate : kernel.rtnl().links()) {
      Optional<String> its = candidate.master();
      boolean fits =
          device.filter(d -> !d.is(candidate)).isEmpty()
              && (!up || candidate.isUp())
              && (!noMaster || its.isEmpty())
              && group.filter(g -> g != candidate.group()).isEmpty()
              && (master.isEmpty() || master.equals(its))
              && kind.filter(k -> !k.equals(candidate.kind()) && !isSlaveKind(k, its)).isEmpty();
      if (fits) {
        found.add(candidate);
      }
    }
    return found;
  }

  private static boolean isSlaveKind(String kind, Optional<String> master) {
    return kind.equals("bridge_slave") && master.isPresent();
  }

  /** The IPv4 addresses of a device that are in question. */
  List<IfAddress> addresses(LinkInfo shown) {
    if (!options.wants(IpOptions.Family.INET)) {
      return List.of();
    }
    return kernel.rtnl().addresses(shown).stream().filter(a -> fits(shown, a)).toList();
  }

  private boolean fits(LinkInfo shown, IfAddress address) {
    return isInScope(address)
        && secondary.filter(s -> s != address.secondary()).isEmpty()
        && dynamic.filter(d -> d != address.lifetime().isDynamic()).isEmpty()
        && label.filter(l -> !address.label().orElse(shown.name()).matches(glob(l))).isEmpty()
        && prefix.filter(p -> !p.contains(address.local())).isEmpty();
  }

  /** The IPv6 addresses of a device that are in question. */
  List<IfAddress> addresses6(LinkInfo shown) {
    boolean none =
        !options.wants(IpOptions.Family.INET6)
            || label.filter(l -> !shown.name().matches(glob(l))).isPresent()
            || secondary.orElse(false)
            || dynamic.orElse(false);
    if (none) {
      return List.of();
    }
    return kernel.rtnl().addresses6(shown).stream().filter(this::isInScope).toList();
  }

  /** Those of both families. */
  List<IfAddress> all(LinkInfo shown) {
    return Stream.of(addresses(shown), addresses6(shown)).flatMap(List::stream).toList();
  }

  private boolean isInScope(IfAddress address) {
    return scope.filter(s -> !s.isEmpty() && !s.equals(address.range())).isEmpty();
  }

  /** Whether a device without any address in question is left out. */
  boolean leavesOut(LinkInfo shown) {
    boolean any = options.family == IpOptions.Family.ANY;
    boolean bare =
        kernel.rtnl().addresses(shown).isEmpty() && kernel.rtnl().addresses6(shown).isEmpty();
    return !(any && bare) && all(shown).isEmpty();
  }

  private static String glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : "\\Q" + c + "\\E");
    }
    return regex.toString();
  }
}

package passerelle.sim.netlink;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.FibRules;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.netns.Notifications;
import passerelle.sim.uapi.FibRule;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.sim.uapi.RouteInfo;
import passerelle.sim.uapi.RouteMatch;
import passerelle.sim.uapi.RouteMode;
import passerelle.sim.uapi.RouteQuery;

/** Routes and rules as programs see and change them (net/ipv4/fib_frontend.c, route.c). */
public record RouteNetlink(Netns netns) {
  private Ipv4Stack ip() {
    return netns.ip();
  }

  private FibRules fibRules() {
    return ip().fib().rules();
  }

  /** The routes of all tables in the kernel's order ({@code RTM_GETROUTE}, dumped). */
  public List<RouteInfo> routes() {
    return ip().fib().routes().stream().map(this::info).toList();
  }

  RouteInfo info(FibRoute route) {
    boolean leg = route.whole() != route;
    Optional<Device> down = route.device().filter(d -> (leg || d.isUp()) && !d.hasCarrier());
    boolean linkDown = down.isPresent() && route.spec().scope() != RouteSpec.Scope.HOST;
    boolean dead = linkDown && ip().conf().ignoresRoutesWithLinkdown(down.get());
    List<RouteInfo> legs = route.legs().stream().map(this::info).toList();
    return new RouteInfo(route.spec(), linkDown, dead || leg && !route.isAlive(), legs);
  }

  public boolean hasTable(int number) {
    return ip().fib().hasTable(number);
  }

  public void add(RouteSpec route, RouteMode mode) throws KernelException {
    netns.routes().add(route, mode);
  }

  public void delete(RouteMatch route) throws KernelException {
    netns.routes().delete(route);
  }

  /** Takes a route out, and tells nobody. */
  public void remove(RouteInfo gone) {
    ip().fib().removeIf(route -> route.spec().equals(gone.spec()));
  }

  /** Forgets what was learned of destinations. */
  public void flushCache() {
    ip().exceptions().flush();
  }

  /**
   * The way that a packet would take ({@code inet_rtm_getroute}).
   *
   * @throws KernelException ENETUNREACH without one, EINVAL for a packet that nobody would have
   *     sent, and what the route says that refuses it
   */
  public RouteAnswer get(RouteQuery query) throws KernelException {
    if (!query.in().isEmpty()) {
      return input(query);
    }
    checkSource(query);
    Route route = ip().routing().output(key(query), netns.device(query.out()));
    Optional<RouteAnswer.Learned> learned = ip().exceptions().find(query.destination());
    return answer(route, learned, false);
  }

  private void checkSource(RouteQuery query) throws KernelException {
    boolean ours = query.source().isUnspecified() || ip().isLocalAddress(query.source());
    if (!ours && query.out().isEmpty()) {
      throw new KernelException(Errno.ENETUNREACH);
    }
  }

  /** The same, for the route itself ({@code RTM_F_FIB_MATCH}). */
  public RouteInfo match(RouteQuery query) throws KernelException {
    checkSource(query);
    FibRoute route =
        ip().fib()
            .lookup(key(query))
            .map(FibRoute::whole)
            .orElseThrow(() -> new KernelException(Errno.ENETUNREACH));
    switch (route.spec().type()) {
      case UNREACHABLE -> throw new KernelException(Errno.EHOSTUNREACH);
      case PROHIBIT -> throw new KernelException(Errno.EACCES);
      case BLACKHOLE -> throw new KernelException(Errno.EINVAL);
      default -> {
        return info(route);
      }
    }
  }

  private RouteAnswer input(RouteQuery query) throws KernelException {
    Device in = netns.device(query.in()).orElseThrow(() -> new KernelException(Errno.ENODEV));
    InputRoute found = ip().routing().decide(key(query), in);
    if (found instanceof InputRoute.Refused refused) {
      throw new KernelException(refused.errno());
    }
    if (found instanceof InputRoute.Accepted accepted) {
      return answer(accepted.route(), Optional.empty(), accepted.redirect());
    }
    throw new KernelException(Errno.EINVAL);
  }

  private static RouteKey key(RouteQuery query) {
    String in = query.in().isEmpty() ? "lo" : query.in();
    return new RouteKey(
        query.destination(), query.source(), in, query.out(), query.mark(), query.tos(), 0, 0, 0);
  }

  private static RouteAnswer answer(
      Route route, Optional<RouteAnswer.Learned> learned, boolean redirects) {
    return new RouteAnswer(
        route.kind(),
        route.out().name(),
        route.gateway(),
        route.source(),
        route.spec(),
        route.mtu(),
        learned,
        redirects);
  }

  /** {@code UNICAST}, {@code LOCAL}, {@code BROADCAST} or {@code MULTICAST}. */
  public String addressType(IpAddress address) {
    return ip().addressType(address, Optional.empty());
  }

  /** Whether there is a way to an address of IPv6. */
  public boolean reaches(Ipv6Address address) {
    try {
      netns.ipv6().routing().sourceTowards(address);
      return true;
    } catch (KernelException unreachable) {
      return false;
    }
  }

  /** The rules in the order in which they are asked ({@code RTM_GETRULE}). */
  public List<FibRule> rules() {
    return fibRules().list();
  }

  /** Those of IPv6. */
  public List<FibRule> rules6() {
    return FibRules.ofInet6();
  }

  /** The priority of a rule that tells none. */
  public long defaultPriority() {
    return fibRules().defaultPriority();
  }

  /**
   * Adds a rule ({@code fib_nl_newrule}).
   *
   * @throws KernelException EEXIST; EINVAL for a jump backwards
   */
  public void addRule(FibRule rule) throws KernelException {
    if (rule.action() == FibRule.Action.GOTO && rule.target() <= rule.priority()) {
      throw new KernelException(Errno.EINVAL, "Backward goto not supported");
    }
    fibRules().add(rule);
    netns.notifications().tell(new Notifications.RuleChange(rule, false));
  }

  /** Removes a rule ({@code fib_nl_delrule}). */
  public void deleteRule(FibRule rule) {
    fibRules().remove(rule);
    netns.notifications().tell(new Notifications.RuleChange(rule, true));
  }
}

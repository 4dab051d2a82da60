package passerelle.sim.ipv6;

import java.util.Optional;
import passerelle.addr.Ipv6Address;
import passerelle.packet.codec.Icmp6;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.link.Device;

/**
 * What a device does for itself in IPv6 ({@code struct inet6_dev}; net/ipv6/addrconf.c): it reports
 * its groups, asks whether anybody else has its address (RFC 4862 section 5.4), and then, in ever
 * longer intervals, who routes here (RFC 4861 section 6.3.7, RFC 7559). Nobody answers in the lab.
 */
final class Inet6Device {
  /** {@code rtr_solicit_delay}: the question for the address comes within it. */
  private static final int MAX_DELAY = (int) EventLoop.SECOND;

  /** {@code retrans_time}: how long an answer is waited for. */
  private static final long RETRANS_TIME = EventLoop.SECOND;

  /** {@code rtr_solicit_interval}. */
  private static final long FIRST_INTERVAL = 4 * EventLoop.SECOND;

  /** {@code rtr_solicit_max_interval}. */
  private static final long LONGEST_INTERVAL = 3600 * EventLoop.SECOND;

  /** Intervals are a tenth longer or shorter (RFC 8415 section 15). */
  private static final int TENTH = 100_000;

  private static final long WHOLE = 1_000_000;

  private final Ipv6Stack stack;
  private final Device device;
  private final LabRandom random;
  private final Mld mld;
  private boolean disabled;
  private boolean ready;
  private boolean running;
  private Optional<EventLoop.Timer> timer = Optional.empty();

  Inet6Device(Ipv6Stack stack, Device device, boolean disabled) {
    this.stack = stack;
    this.device = device;
    this.disabled = disabled;
    random = stack.machine().random().stream("addrconf/" + device.mac());
    mld = new Mld(stack, device, random);
  }

  boolean isDisabled() {
    return disabled;
  }

  void setDisabled(boolean value) {
    disabled = value;
  }

  /** Whether it is configured ({@code IF_READY}). */
  boolean isReady() {
    return ready;
  }

  /** It has its address from now on, which nobody else must have ({@code addrconf_dad_start}). */
  void start(Ipv6Address address) {
    ready = true;
    running = true;
    if (device.isLoopback()) {
      return;
    }
    mld.up();
    if (device.usesArp()) {
      timer = Optional.of(later(random.nextInt(MAX_DELAY), () -> askForAddress(address)));
    } else {
      timer = Optional.of(later(0, () -> detected(address)));
    }
  }

  /**
   * A configured device got or lost its carrier: it may be somewhere else now, so the bridges there
   * are told again ({@code addrconf_notify}).
   */
  void carrierChanged() {
    if (device.isRunning() && !running && !device.isLoopback()) {
      mld.up();
    }
    running = device.isRunning();
  }

  /** It is down, gone or without IPv6 ({@code addrconf_ifdown}). */
  void stop() {
    ready = false;
    running = false;
    mld.down();
    timer.ifPresent(EventLoop.Timer::cancel);
  }

  private EventLoop.Timer later(long delay, Runnable action) {
    return stack.machine().loop().startTimer(delay, action);
  }

  /** {@code addrconf_dad_work}. */
  private void askForAddress(Ipv6Address address) {
    timer = Optional.of(later(RETRANS_TIME, () -> detected(address)));
    stack
        .output()
        .sendToGroup(
            device,
            Icmp6.duplicateAddressDetection(address, random.nextLong()),
            Icmp6.NEIGHBOUR_SOLICITATION,
            "ndisc");
  }

  /** {@code addrconf_dad_completed}. */
  private void detected(Ipv6Address address) {
    mld.detected(address);
    solicitRouters(address, about(FIRST_INTERVAL));
  }

  /** {@code addrconf_rs_timer}. */
  private void solicitRouters(Ipv6Address address, long interval) {
    long twice = interval + about(interval);
    long next = twice > LONGEST_INTERVAL ? about(LONGEST_INTERVAL) : twice;
    timer =
        Optional.of(
            stack.machine().loop().startDeferrable(interval, () -> solicitRouters(address, next)));
    stack
        .output()
        .sendToGroup(
            device,
            Icmp6.routerSolicitation(address, device.mac()),
            Icmp6.ROUTER_SOLICITATION,
            "ndisc");
  }

  private long about(long interval) {
    return interval / WHOLE * (WHOLE - TENTH + random.nextInt(2 * TENTH + 1));
  }
}

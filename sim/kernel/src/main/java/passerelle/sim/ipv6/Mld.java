package passerelle.sim.ipv6;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.codec.Icmp6;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.IfAddress;

/**
 * Says on a link which groups a device listens to (Multicast Listener Discovery 2, RFC 3810;
 * net/ipv6/mcast.c). No router asks for it in the lab, but bridges learn from it where the device
 * is.
 */
final class Mld {
  /** How often everything is said ({@code mc_qrv}). */
  private static final int ROBUSTNESS = 2;

  /** {@code mld_ifc_start_work} adds two jiffies. */
  private static final long AT_ONCE = 8 * EventLoop.MILLISECOND;

  /** {@code mldv2_unsolicited_report_interval}: what is said again comes within it. */
  private static final int INTERVAL = (int) EventLoop.SECOND;

  private static final Ipv6Address ALL_SNOOPERS = Ipv6Address.of("ff02::6a");

  private final Ipv6Stack stack;
  private final Device device;
  private final LabRandom random;
  private Ipv6Address source = Ipv6Address.ANY;
  private Optional<EventLoop.Timer> changes = Optional.empty();
  private Optional<EventLoop.Timer> initial = Optional.empty();

  Mld(Ipv6Stack stack, Device device, LabRandom random) {
    this.stack = stack;
    this.device = device;
    this.random = random;
  }

  /** The groups that a device has joined by itself and reports, those joined last at the end. */
  static List<Ipv6Address> joined(Ipv6Stack stack, Device device) {
    List<Ipv6Address> groups = new ArrayList<>();
    if (device.snoopsMulticast() && device.isUp()) {
      groups.add(ALL_SNOOPERS);
    }
    for (IfAddress own : stack.addresses().of(device, Family.IPV6)) {
      if (own.scope() != RouteSpec.Scope.HOST) {
        groups.add(((Ipv6Address) own.local()).solicitedNode());
      }
    }
    return groups;
  }

  /** The link is there, or there again: what was joined is said anew ({@code ipv6_mc_up}). */
  void up() {
    changes.ifPresent(EventLoop.Timer::cancel);
    changes = Optional.of(start(AT_ONCE, () -> reportChanges(ROBUSTNESS)));
  }

  /** The link is gone ({@code ipv6_mc_down}). */
  void down() {
    changes.ifPresent(EventLoop.Timer::cancel);
    initial.ifPresent(EventLoop.Timer::cancel);
    source = Ipv6Address.ANY;
  }

  /** There is an address now that reports can come from ({@code ipv6_mc_dad_complete}). */
  void detected(Ipv6Address address) {
    source = address;
    report();
    initial = Optional.of(start(soon(), this::report));
  }

  /** {@code mld_ifc_work}. */
  private void reportChanges(int times) {
    report();
    if (times > 1) {
      changes = Optional.of(start(soon(), () -> reportChanges(times - 1)));
    }
  }

  private long soon() {
    return random.nextInt(INTERVAL) + AT_ONCE;
  }

  private EventLoop.Timer start(long delay, Runnable action) {
    return stack.machine().loop().startTimer(delay, action);
  }

  private void report() {
    List<Ipv6Address> groups = joined(stack, device);
    Collections.reverse(groups);
    if (!groups.isEmpty()) {
      stack
          .output()
          .sendToGroup(device, Icmp6.listenerReport(source, groups), Icmp6.LISTENER_REPORT, "mld");
    }
  }
}

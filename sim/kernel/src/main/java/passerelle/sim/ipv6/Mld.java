package passerelle.sim.ipv6;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import passerelle.addr.Family;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.codec.Icmp6;
import passerelle.sim.core.LabRandom;
import passerelle.sim.ip.ReportTimer;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.IfAddress;

/**
 * Says on a link which groups a device listens to (Multicast Listener Discovery 2, RFC 3810;
 * net/ipv6/mcast.c). No router asks for it in the lab, but bridges learn from it where the device
 * is.
 */
final class Mld {
  private static final Ipv6Address ALL_SNOOPERS = Ipv6Address.of("ff02::6a");

  private final Ipv6Stack stack;
  private final Device device;
  private Ipv6Address source = Ipv6Address.ANY;
  private final ReportTimer changes;
  private final ReportTimer initial;

  Mld(Ipv6Stack stack, Device device, LabRandom random) {
    this.stack = stack;
    this.device = device;
    changes = new ReportTimer(stack.shared(), random, this::report);
    initial = new ReportTimer(stack.shared(), random, this::report);
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
    changes.start();
  }

  /** The link is gone ({@code ipv6_mc_down}). */
  void down() {
    changes.cancel();
    initial.cancel();
    source = Ipv6Address.ANY;
  }

  /** There is an address now that reports can come from ({@code ipv6_mc_dad_complete}). */
  void detected(Ipv6Address address) {
    source = address;
    report();
    initial.startLater();
  }

  /** {@code mld_send_report}. */
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

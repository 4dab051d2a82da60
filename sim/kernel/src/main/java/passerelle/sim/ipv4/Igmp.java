package passerelle.sim.ipv4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.codec.Checksum;
import passerelle.sim.ip.ReportTimer;
import passerelle.sim.link.Device;

/**
 * Which multicast groups the devices of a namespace are in, and what they say of it on their links
 * (Internet Group Management Protocol 3, RFC 3376; net/ipv4/igmp.c). No router asks for it in the
 * lab.
 */
final class Igmp {
  /** The group that every machine is in, which nobody reports (RFC 1112). */
  private static final IpAddress ALL_SYSTEMS = IpAddress.of("224.0.0.1");

  /** That of bridges that snoop ({@code br_ip4_multicast_join_snoopers}). */
  private static final IpAddress ALL_SNOOPERS = IpAddress.of("224.0.0.106");

  private static final IpAddress ALL_REPORTERS = IpAddress.of("224.0.0.22");

  private static final Payload ROUTER_ALERT = Payload.of(new byte[] {(byte) 148, 4, 0, 0});
  private static final int NETWORK_CONTROL = 0xc0;
  private static final byte REPORT = 0x22;
  private static final int HEADER = 8;
  private static final int RECORD = 8;
  private static final byte CHANGE_TO_INCLUDE = 3;
  private static final byte CHANGE_TO_EXCLUDE = 4;

  private final Ipv4Stack stack;
  private final Map<Device, Member> members = new HashMap<>();

  Igmp(Ipv4Stack stack) {
    this.stack = stack;
  }

  /** A socket joins a group ({@code ip_mc_inc_group}). */
  void join(Device device, IpAddress group) {
    Member member = member(device);
    if (!member.groups.contains(group)) {
      member.groups.add(group);
      member.changed(group);
    }
  }

  void leave(Device device, IpAddress group) {
    Member member = member(device);
    if (member.groups.remove(group)) {
      member.changed(group);
    }
  }

  /** The groups that a device is in, in the order in which it joined them. */
  List<IpAddress> groups(Device device) {
    Member member = members.get(device);
    return member == null ? List.of() : List.copyOf(member.groups);
  }

  boolean isMember(Device device, IpAddress group) {
    return group.equals(ALL_SYSTEMS) || groups(device).contains(group);
  }

  /** A device is there, or there again: what it is in is said ({@code ip_mc_up}). */
  void up(Device device) {
    Member member = member(device);
    member.groups.forEach(member::changed);
    if (device.snoopsMulticast()) {
      join(device, ALL_SNOOPERS);
    }
    member.groups.add(ALL_SYSTEMS);
  }

  /** {@code ip_mc_down}. */
  void down(Device device) {
    Member member = member(device);
    member.timer.cancel();
    member.due.clear();
    member.groups.removeAll(List.of(ALL_SYSTEMS, ALL_SNOOPERS));
  }

  void removeDevice(Device device) {
    down(device);
    members.remove(device);
  }

  private Member member(Device device) {
    return members.computeIfAbsent(device, Member::new);
  }

  /** What a device keeps of it ({@code struct in_device}). */
  private final class Member {
    final Device device;
    final List<IpAddress> groups = new ArrayList<>();

    /** How often it is still to be said that a group was joined or left ({@code crcount}). */
    final Map<IpAddress, Integer> due = new LinkedHashMap<>();

    final ReportTimer timer;

    Member(Device device) {
      this.device = device;
      timer =
          new ReportTimer(
              stack.shared(),
              stack.machine().random().stream("igmp/" + device.mac()),
              this::report);
    }

    void changed(IpAddress group) {
      due.put(group, ReportTimer.ROBUSTNESS);
      timer.start();
    }

    /** {@code igmpv3_send_cr}. */
    void report() {
      List<IpAddress> said = new ArrayList<>(due.keySet());
      Collections.reverse(said);
      due.replaceAll((group, times) -> times - 1);
      due.values().removeIf(times -> times == 0);
      if (!said.isEmpty() && device.isUp()) {
        send(said);
      }
    }

    private void send(List<IpAddress> said) {
      ByteBuffer message = ByteBuffer.allocate(HEADER + RECORD * said.size());
      message.put(REPORT).position(HEADER - 2).putShort((short) said.size());
      for (IpAddress group : said) {
        message.put(groups.contains(group) ? CHANGE_TO_EXCLUDE : CHANGE_TO_INCLUDE);
        message.put((byte) 0).putShort((short) 0).putInt(((Ipv4Address) group).bits());
      }
      message.putShort(2, (short) Checksum.of(message.array()));
      Datagram datagram =
          new Datagram(
              Ipv4Address.ANY,
              ALL_REPORTERS,
              new RawTransport(IpProtocol.IGMP, Payload.of(message.array())),
              new Ipv4Header(NETWORK_CONTROL, 0, true, false, 0, 1, ROUTER_ALERT),
              Optional.of(device),
              0,
              false,
              false,
              "igmp",
              Optional.empty());
      try {
        stack.output().queue(datagram);
      } catch (KernelException unsent) {
        // OUTPUT or POSTROUTING dropped it, and told of that; it is said once more anyway.
      }
    }
  }
}

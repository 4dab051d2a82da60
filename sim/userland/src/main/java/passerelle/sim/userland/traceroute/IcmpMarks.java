package passerelle.sim.userland.traceroute;

import passerelle.packet.IcmpMessage;

/** How traceroute marks an ICMP error behind the time (traceroute.c: {@code parse_icmp_res}). */
final class IcmpMarks {
  private IcmpMarks() {}

  /** The mark; empty for the two messages that a trace is made of. */
  public static String of(IcmpMessage message) {
    int code = message.code();
    return switch (message.type()) {
      case IcmpMessage.TIME_EXCEEDED ->
          code == IcmpMessage.TTL_EXCEEDED ? "" : "!<" + message.type() + "-" + code + ">";
      case IcmpMessage.DESTINATION_UNREACHABLE -> unreachable(code, message.nextHopMtu());
      default -> "!<" + message.type() + "-" + code + ">";
    };
  }

  private static String unreachable(int code, int mtu) {
    return switch (code) {
      case IcmpMessage.NET_UNREACHABLE, 6, 8, 11 -> "!N";
      case IcmpMessage.HOST_UNREACHABLE, 7, 12 -> "!H";
      case IcmpMessage.PROTOCOL_UNREACHABLE -> "!P";
      case IcmpMessage.PORT_UNREACHABLE -> "";
      case IcmpMessage.FRAGMENTATION_NEEDED -> "!F-" + mtu;
      case 5 -> "!S";
      case IcmpMessage.NET_PROHIBITED, IcmpMessage.HOST_PROHIBITED -> "!X";
      case IcmpMessage.ADMIN_PROHIBITED -> "!X";
      case 14 -> "!V";
      case 15 -> "!C";
      default -> "!<" + code + ">";
    };
  }
}

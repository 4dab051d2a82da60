package passerelle.sim.userland.ping;

import java.util.List;
import passerelle.addr.IpAddress;
import passerelle.packet.IcmpMessage;
import passerelle.text.Resources;

/** ICMP errors in iputils' words (ping.c:pr_icmph). */
final class IcmpWords {
  private static final List<String> UNREACHABLE =
      Resources.text(IcmpWords.class, "unreachable.txt").lines().toList();

  private static final List<String> REDIRECT =
      List.of(
          "Redirect Network",
          "Redirect Host",
          "Redirect Type of Service and Network",
          "Redirect Type of Service and Host");

  private IcmpWords() {}

  static String of(IcmpMessage message) {
    int code = message.code();
    return switch (message.type()) {
      case IcmpMessage.DESTINATION_UNREACHABLE ->
          code == IcmpMessage.FRAGMENTATION_NEEDED
              ? "Frag needed and DF set (mtu = " + message.nextHopMtu() + ")"
              : code < UNREACHABLE.size()
                  ? UNREACHABLE.get(code)
                  : "Dest Unreachable, Bad Code: " + code;
      case IcmpMessage.TIME_EXCEEDED ->
          switch (code) {
            case 0 -> "Time to live exceeded";
            case 1 -> "Frag reassembly time exceeded";
            default -> "Time exceeded, Bad Code: " + code;
          };
      case IcmpMessage.PARAMETER_PROBLEM ->
          "Parameter problem: pointer = " + (message.rest() >>> 24);
      case IcmpMessage.REDIRECT ->
          (code < REDIRECT.size() ? REDIRECT.get(code) : "Redirect, Bad Code: " + code)
              + "(New nexthop: "
              + IpAddress.of(message.rest())
              + ")";
      default -> "Bad ICMP type: " + message.type();
    };
  }
}

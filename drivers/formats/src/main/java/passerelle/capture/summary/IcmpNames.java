package passerelle.capture.summary;

/** What ICMP messages are called (packet-icmp.c). */
final class IcmpNames {
  private IcmpNames() {}

  static String of(int type, int code) {
    return switch (type) {
      case 3 -> "Destination unreachable (" + unreachable(code) + ")";
      case 5 -> "Redirect             (Redirect for " + (code == 0 ? "network)" : "host)");
      case 11 ->
          code == 0
              ? "Time-to-live exceeded (Time to live exceeded in transit)"
              : "Time-to-live exceeded (Fragment reassembly time exceeded)";
      case 12 -> "Parameter problem";
      default -> "Type " + type;
    };
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "Network unreachable";
      case 1 -> "Host unreachable";
      case 2 -> "Protocol unreachable";
      case 3 -> "Port unreachable";
      case 4 -> "Fragmentation needed";
      case 9 -> "Network administratively prohibited";
      case 10 -> "Host administratively prohibited";
      case 13 -> "Communication administratively filtered";
      default -> "Code " + code;
    };
  }
}

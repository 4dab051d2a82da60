package passerelle.capture.print;

/** {@code 192.0.2.20.43948 > 192.0.2.10.8080: }. */
final class PortAddresses {
  private PortAddresses() {}

  /**
   * Addresses with ports; ports alone where the header's protocol is another, behind extensions.
   */
  static String of(Dissection d, int ip, Object source, Object destination, int protocol) {
    if (d.u8(ip) >> 4 == 6) {
      return d.u8(ip + 6) == protocol
          ? d.ipv6(ip + 8) + "." + source + " > " + d.ipv6(ip + 24) + "." + destination + ": "
          : source + " > " + destination + ": ";
    }
    return d.u8(ip + 9) == protocol
        ? d.ipv4(ip + 12) + "." + source + " > " + d.ipv4(ip + 16) + "." + destination + ": "
        : source + " > " + destination + ": ";
  }

  /** Addresses of a packet that ends before its ports. */
  static String withoutPorts(Dissection d, int ip) {
    return d.u8(ip) >> 4 == 6
        ? d.ipv6(ip + 8) + " > " + d.ipv6(ip + 24) + ": "
        : d.ipv4(ip + 12) + " > " + d.ipv4(ip + 16) + ": ";
  }
}

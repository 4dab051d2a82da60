package passerelle.capture.print;

import passerelle.packet.codec.Checksum;

/** UDP datagrams, and what is known by its port (print-udp.c). */
final class UdpPrinter {
  private static final int HEADER = 8;

  private UdpPrinter() {}

  static void print(Dissection d, int ip, int at, int length, boolean fragment) {
    d.protocol = "udp";
    if (!d.captured(at, 4)) {
      d.print(PortAddresses.withoutPorts(d, ip)).printTruncated();
      return;
    }
    int source = d.u16(at);
    int destination = d.u16(at + 2);
    d.print(PortAddresses.of(d, ip, d.udpPort(source), d.udpPort(destination), IpProtocols.UDP));
    if (length < HEADER) {
      d.print("truncated-udp ", length);
      return;
    }
    int told = d.u16(at + 4);
    if (told < HEADER) {
      d.print("truncated-udplength ", told);
      return;
    }
    int left = Math.min(told - HEADER, length - HEADER);
    d.check(at, HEADER);
    printChecksum(d, ip, at, left, fragment);
    boolean known = !d.options.quiet() && application(d, source, destination, at + HEADER, left);
    if (!known && told - HEADER > left && !fragment) {
      d.print("UDP, bad length ", told - HEADER, " > ", left);
    } else if (!known) {
      d.print("UDP, length ", told - HEADER);
    }
  }

  /** IPv4's checksum is shown from {@code -vv} on, IPv6's, which is not optional, from -v. */
  private static void printChecksum(Dissection d, int ip, int at, int left, boolean fragment) {
    boolean v4 = d.u8(ip) >> 4 == 4;
    if (!d.options.verifies(v4 ? 2 : 1) || fragment || !d.captured(at, HEADER + left)) {
      return;
    }
    int field = d.u16(at + 6);
    if (v4 && field == 0) {
      d.print("[no cksum] ");
      return;
    }
    int length = HEADER + left;
    long sum = d.pseudoHeaderSum(ip, IpProtocols.UDP, length) + d.sum(at, length);
    int residue = Checksum.of(sum);
    if (residue == 0) {
      d.print("[udp sum ok] ");
    } else {
      int right = Dissection.shouldBe(field, residue);
      d.print("[bad udp cksum 0x%04x -> 0x%04x!] ".formatted(field, right));
    }
  }

  /** Prints a protocol that its port tells; false when none does. */
  private static boolean application(
      Dissection d, int source, int destination, int at, int length) {
    if (either(53, source, destination)) {
      DnsPrinter.print(d, at, length, false);
    } else if (either(5353, source, destination)) {
      DnsPrinter.print(d, at, length, true);
    } else if (either(67, source, destination) || either(68, source, destination)) {
      DhcpPrinter.print(d, at, length);
    } else if (either(4789, source, destination)) {
      VxlanPrinter.print(d, at, length);
    } else {
      return false;
    }
    return true;
  }

  private static boolean either(int port, int source, int destination) {
    return source == port || destination == port;
  }
}

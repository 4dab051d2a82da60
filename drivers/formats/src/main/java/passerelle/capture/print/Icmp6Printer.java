package passerelle.capture.print;

import passerelle.packet.codec.Checksum;

/** ICMPv6, neighbour discovery and multicast listener messages (print-icmp6.c). */
final class Icmp6Printer {
  private static final NumberNames TYPES = NumberNames.read(Icmp6Printer.class, "icmp6-types.txt");

  private Icmp6Printer() {}

  static void print(Dissection d, int ip, int at, int length, boolean fragment) {
    d.protocol = "icmp6";
    if (length < 4) {
      d.print("ICMP6, length ", length).printInvalid();
      return;
    }
    int type = d.u8(at);
    d.require(at, 4);
    printChecksum(d, ip, at, length, fragment);
    d.print("ICMP6, ", TYPES.name(type, "unknown icmp6 type (" + type + ")"));
    boolean verbose = d.options.verbose() > 0;
    if (verbose && type >= 133 && type <= 137) {
      d.print(", length ", length);
    }
    boolean known = printBody(d, type, at, length);
    if (known && !verbose) {
      d.print(", length ", length);
    } else if (!known && d.options.verbose() <= 1) {
      d.dumpHex("\n\t", at, at + length, false);
    }
  }

  private static void printChecksum(Dissection d, int ip, int at, int length, boolean fragment) {
    if (!d.options.verifies(1) || fragment || !d.captured(at, length)) {
      return;
    }
    long sum = d.pseudoHeaderSum(ip, IpProtocols.ICMPV6, length) + d.sum(at, length);
    int residue = Checksum.of(sum);
    if (residue == 0) {
      d.print("[icmp6 sum ok] ");
    } else {
      int field = d.u16(at + 2);
      int right = Dissection.shouldBe(field, residue);
      d.print("[bad icmp6 cksum 0x%04x -> 0x%04x!] ".formatted(field, right));
    }
  }

  private static boolean printBody(Dissection d, int type, int at, int length) {
    switch (type) {
      case 1 -> {
        return unreachable(d, at);
      }
      case 2 -> d.print(", mtu ", d.u32(at + 4));
      case 3 -> timeExceeded(d, at);
      case 4 -> parameterProblem(d, at);
      case 128, 129 -> d.print(", id ", d.u16(at + 4), ", seq ", d.u16(at + 6));
      case 130, 131, 132 -> MldPrinter.print(d, at, length, type == 130);
      case 133 -> NeighborDiscoveryPrinter.options(d, at + 8, at + length);
      case 134 -> NeighborDiscoveryPrinter.routerAdvertisement(d, at, length);
      case 135 -> NeighborDiscoveryPrinter.solicitation(d, at, length);
      case 136 -> NeighborDiscoveryPrinter.advertisement(d, at, length);
      case 137 -> {
        d.print(", ", d.ipv6(at + 24), " to ", d.ipv6(at + 8));
        NeighborDiscoveryPrinter.options(d, at + 40, at + length);
      }
      case 143 -> MldPrinter.report2(d, at, length);
      default -> {
        d.print(", length ", length);
        return false;
      }
    }
    return true;
  }

  private static boolean unreachable(Dissection d, int at) {
    int quoted = at + 8;
    int code = d.u8(at + 1);
    if (code > 4) {
      d.print(", unknown unreach code (", code, ")");
      return false;
    }
    switch (code) {
      case 0 -> d.print(", unreachable route ").print(d.ipv6(quoted + 24));
      case 1 -> d.print(",  unreachable prohibited ").print(d.ipv6(quoted + 24));
      case 2 -> {
        d.print(", beyond scope ").print(d.ipv6(quoted + 24));
        d.print(", source address ", d.ipv6(quoted + 8));
      }
      case 3 -> d.print(", unreachable address ").print(d.ipv6(quoted + 24));
      default -> {
        d.print(", unreachable port");
        unreachablePort(d, quoted);
      }
    }
    return true;
  }

  private static void unreachablePort(Dissection d, int quoted) {
    int protocol = d.u8(quoted + 6);
    int port = d.u16(quoted + 42);
    d.print(", ", d.ipv6(quoted + 24));
    switch (protocol) {
      case IpProtocols.TCP -> d.print(" tcp port ", d.tcpPort(port));
      case IpProtocols.UDP -> d.print(" udp port ", d.udpPort(port));
      default -> d.print(" protocol ", protocol, " port ", port, " unreachable");
    }
  }

  private static void timeExceeded(Dissection d, int at) {
    switch (d.u8(at + 1)) {
      case 0 -> d.print(" in-transit for ").print(d.ipv6(at + 32));
      case 1 -> d.print(" in-transit (reassembly)");
      default -> d.print(", unknown code (", d.u8(at + 1), ")");
    }
  }

  private static void parameterProblem(Dissection d, int at) {
    long octet = d.u32(at + 4);
    switch (d.u8(at + 1)) {
      case 0 -> d.print(", erroneous - octet ", octet);
      case 1 -> d.print(", next header - octet ", octet);
      case 2 -> d.print(", option - octet ", octet);
      case 3 -> d.print(", incomplete header chain - octet ", octet);
      default -> d.print(", code-#", d.u8(at + 1));
    }
  }
}

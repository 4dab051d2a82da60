package passerelle.capture.print;

import java.util.Locale;
import passerelle.packet.codec.Checksum;

/** ICMP messages (print-icmp.c). */
final class IcmpPrinter {
  private static final int ECHO_REPLY = 0;
  private static final int UNREACHABLE = 3;
  private static final int SOURCE_QUENCH = 4;
  private static final int REDIRECT = 5;
  private static final int ECHO = 8;
  private static final int TIME_EXCEEDED = 11;
  private static final int PARAMETER_PROBLEM = 12;

  private static final NumberNames TYPES =
      NumberNames.of(
          "4=source quench;10=router solicitation;15=information request;16=information reply",
          "17=address mask request");

  /** The quoted packet's destination replaces the percent sign. */
  private static final NumberNames UNREACHABLE_CODES =
      NumberNames.read(IcmpPrinter.class, "icmp-unreachable.txt");

  private IcmpPrinter() {}

  static void print(Dissection d, int at, int length, boolean fragment) {
    d.protocol = "icmp";
    int type = d.u8(at);
    String message = message(d, at, type, d.u8(at + 1));
    d.print("ICMP ", message, ", length ", length);
    if (d.options.verbose() == 0) {
      return;
    }
    if (!fragment && d.captured(at, length)) {
      int residue = Checksum.of(d.sum(at, length));
      if (residue != 0) {
        int field = d.u16(at + 2);
        d.print(" (wrong icmp cksum ", Integer.toHexString(field));
        d.print(" (->", Integer.toHexString(Dissection.shouldBe(field, residue)), ")!)");
      }
    }
    if (isError(type)) {
      d.print("\n\t");
      Ipv4Printer.print(d, at + 8, d.u16(at + 10));
    }
  }

  private static boolean isError(int type) {
    return type == UNREACHABLE
        || type == SOURCE_QUENCH
        || type == REDIRECT
        || type == TIME_EXCEEDED
        || type == PARAMETER_PROBLEM;
  }

  private static String message(Dissection d, int at, int type, int code) {
    return switch (type) {
      case ECHO, ECHO_REPLY -> {
        d.require(at + 6, 2);
        yield "%s, id %s, seq %s"
            .formatted(type == ECHO ? "echo request" : "echo reply", d.u16(at + 4), d.u16(at + 6));
      }
      case UNREACHABLE -> unreachable(d, at, code);
      case REDIRECT -> redirect(d, at, code);
      case 9 -> routerAdvertisement(d, at);
      case TIME_EXCEEDED -> {
        d.check(at + 24, 4);
        yield switch (code) {
          case 0 -> "time exceeded in-transit";
          case 1 -> "ip reassembly time exceeded";
          default -> "time exceeded-#" + code;
        };
      }
      case PARAMETER_PROBLEM ->
          code != 0
              ? "parameter problem - code " + code
              : "parameter problem - octet " + d.u8(at + 4);
      case 13 -> "time stamp query id " + d.u16(at + 4) + " seq " + d.u16(at + 6);
      case 14 -> {
        d.check(at + 16, 4);
        yield "time stamp reply id %d seq %d: org %s, recv %s, xmit %s"
            .formatted(
                d.u16(at + 4),
                d.u16(at + 6),
                clock(d.u32(at + 8)),
                clock(d.u32(at + 12)),
                clock(d.u32(at + 16)));
      }
      case 18 -> "address mask is 0x%08x".formatted(d.u32(at + 8));
      default -> TYPES.name(type, "type-#" + type);
    };
  }

  private static String unreachable(Dissection d, int at, int code) {
    int quoted = at + 8;
    d.check(quoted + 16, 4);
    String destination = d.ipv4(quoted + 16);
    int protocol = d.u8(quoted + 9);
    switch (code) {
      case 2 -> {
        return destination + " protocol " + protocol + " unreachable";
      }
      case 3 -> {
        int port = d.u16(quoted + (d.u8(quoted) & 15) * 4 + 2);
        return switch (protocol) {
          case IpProtocols.TCP -> destination + " tcp port " + d.tcpPort(port) + " unreachable";
          case IpProtocols.UDP -> destination + " udp port " + d.udpPort(port) + " unreachable";
          default -> destination + " protocol " + protocol + " port " + port + " unreachable";
        };
      }
      case 4 -> {
        int mtu = d.u16(at + 6);
        return destination + " unreachable - need to frag" + (mtu == 0 ? "" : " (mtu " + mtu + ")");
      }
      default -> {
        String format = UNREACHABLE_CODES.name(code, "% unreachable - #" + code);
        return format.replace("%", destination);
      }
    }
  }

  private static String redirect(Dissection d, int at, int code) {
    d.check(at + 24, 4);
    String kind = code < 2 ? "redirect " : code < 4 ? "redirect-tos " : "redirect-#" + code + " ";
    String to = code > 3 ? " to " : (code & 1) == 0 ? " to net " : " to host ";
    return kind + d.ipv4(at + 24) + to + d.ipv4(at + 4);
  }

  private static String routerAdvertisement(Dissection d, int at) {
    d.check(at + 4, 4);
    int count = d.u8(at + 4);
    int size = d.u8(at + 5);
    int lifetime = d.u16(at + 6);
    String time = Integer.toString(lifetime);
    if (lifetime >= 3600) {
      time =
          String.format(
              Locale.ROOT, "%d:%02d:%02d", lifetime / 3600, lifetime / 60 % 60, lifetime % 60);
    } else if (lifetime >= 60) {
      time = String.format(Locale.ROOT, "%d:%02d", lifetime / 60, lifetime % 60);
    }
    StringBuilder text = new StringBuilder("router advertisement lifetime ");
    text.append(time).append(' ').append(count).append(':');
    if (size != 2) {
      return text.append(" [size ").append(size).append(']').toString();
    }
    for (int i = 0; i < count; i++) {
      int entry = at + 8 + 8 * i;
      text.append(" {").append(d.ipv4(entry)).append(' ').append(d.u32(entry + 4)).append('}');
    }
    return text.toString();
  }

  /** Milliseconds since midnight. */
  private static String clock(long millis) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }
}

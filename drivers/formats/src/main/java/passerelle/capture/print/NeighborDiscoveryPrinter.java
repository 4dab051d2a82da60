package passerelle.capture.print;

import java.util.Locale;

/** Neighbour discovery (RFC 4861; print-icmp6.c: icmp6_opt_print). */
final class NeighborDiscoveryPrinter {
  private static final NumberNames OPTIONS =
      NumberNames.of(
          "1=source link-address;2=destination link-address;3=prefix info;4=redirected"
              + " header;5=mtu",
          "24=route info;25=rdnss;31=dnssl");

  private NeighborDiscoveryPrinter() {}

  static void solicitation(Dissection d, int at, int length) {
    d.print(", who has ", d.ipv6(at + 8));
    options(d, at + 24, at + length);
  }

  static void advertisement(Dissection d, int at, int length) {
    d.print(", tgt is ", d.ipv6(at + 8));
    if (d.options.verbose() > 0) {
      int flags = d.u8(at + 4);
      d.print(", Flags [", flagNames(flags, "router", "solicited", "override"), "]");
    }
    options(d, at + 24, at + length);
  }

  static void routerAdvertisement(Dissection d, int at, int length) {
    if (d.options.verbose() == 0) {
      return;
    }
    int flags = d.u8(at + 5);
    d.print("\n\thop limit ", d.u8(at + 4), ", Flags [");
    d.print(flagNames(flags, "managed", "other stateful", "home agent"), "], pref ");
    String[] preferences = {"medium", "high", "reserved", "low"};
    d.print(preferences[flags >> 3 & 3], ", router lifetime ", d.u16(at + 6), "s");
    d.print(", reachable time ", d.u32(at + 8), "ms, retrans timer ", d.u32(at + 12), "ms");
    options(d, at + 16, at + length);
  }

  private static String flagNames(int flags, String... names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      if ((flags & 0x80 >> i) != 0) {
        text.append(text.isEmpty() ? "" : ", ").append(names[i]);
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  /** The options, each on a line of its own; only with {@code -v}. */
  static void options(Dissection d, int from, int end) {
    int at = from;
    while (d.options.verbose() > 0 && at < end) {
      d.require(at, 2);
      int type = d.u8(at);
      int units = d.u8(at + 1);
      int length = units * 8;
      d.print("\n\t  ", OPTIONS.name(type, "unknown"), " option (", type, "), length ", length);
      d.print(" (", units, "): ");
      if (units == 0) {
        d.printInvalid();
        return;
      }
      d.require(at, length);
      boolean dumped = printOption(d, type, at, length);
      if (!dumped || d.options.verbose() > 1) {
        d.dumpHex(d.options.verbose() > 1 ? "\n\t    " : "\n\t  ", at + 2, at + length, false);
      }
      at += length;
    }
  }

  private static boolean printOption(Dissection d, int type, int at, int length) {
    switch (type) {
      case 1, 2 -> linkAddress(d, at + 2, length - 2);
      case 3 -> prefix(d, at);
      case 5 -> d.print(" ", d.u32(at + 4));
      case 25 -> {
        d.print(" lifetime ", d.u32(at + 4), "s,");
        for (int i = 8; i + 16 <= length; i += 16) {
          d.print(" addr: ", d.ipv6(at + i));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void linkAddress(Dissection d, int at, int length) {
    for (int i = 0; i < length; i++) {
      d.print(String.format(Locale.ROOT, i == 0 ? "%02x" : ":%02x", d.u8(at + i)));
    }
  }

  private static void prefix(Dissection d, int at) {
    int flags = d.u8(at + 3);
    d.print(d.ipv6(at + 16), "/", d.u8(at + 2));
    d.print(", Flags [", flagNames(flags, "onlink", "auto", "router"), "], valid time ");
    d.print(seconds(d.u32(at + 4)), ", pref. time ", seconds(d.u32(at + 8)));
  }

  private static String seconds(long seconds) {
    return seconds == 0xffff_ffffL ? "infinity" : seconds + "s";
  }
}

package passerelle.capture.print;

/** GRE version 0 (RFC 2784 and RFC 2890; print-gre.c). */
final class GrePrinter {
  private static final int CHECKSUM = 0x8000;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;

  private GrePrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "gre";
    int flags = d.u16(at);
    int version = flags & 7;
    d.print("GREv", version);
    if (version != 0) {
      d.print(" [unknown version]");
      return;
    }
    if (d.options.verbose() > 0) {
      d.print(", Flags [", names(flags), "]");
    }
    int type = d.u16(at + 2);
    int next = at + 4;
    if ((flags & CHECKSUM) != 0) {
      next += 4;
    }
    if ((flags & KEY) != 0) {
      d.print(", key=0x", Long.toHexString(d.u32(next)));
      next += 4;
    }
    if ((flags & SEQUENCE) != 0) {
      d.print(", seq ", d.u32(next));
      next += 4;
    }
    if (d.options.linkLevel()) {
      d.print(", ", EtherTypes.describe(d, type).replaceFirst("^ethertype", "proto"));
    }
    d.print(", length ", length, d.options.verbose() > 0 ? "\n\t" : ": ");
    if (!EtherTypes.print(d, type, next, length - (next - at))) {
      d.print("gre-proto-0x", Integer.toHexString(type));
    }
  }

  private static String names(int flags) {
    StringBuilder names = new StringBuilder();
    add(names, flags, CHECKSUM, "checksum present");
    add(names, flags, KEY, "key present");
    add(names, flags, SEQUENCE, "sequence# present");
    return names.isEmpty() ? "none" : names.toString();
  }

  private static void add(StringBuilder names, int flags, int flag, String name) {
    if ((flags & flag) != 0) {
      names.append(names.isEmpty() ? "" : ", ").append(name);
    }
  }
}

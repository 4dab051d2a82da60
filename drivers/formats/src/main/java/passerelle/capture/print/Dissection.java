package passerelle.capture.print;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.packet.codec.Checksum;

/**
 * The packet in hand and its text so far (netdissect.h: struct netdissect_options). Offsets count
 * from the start of the frame.
 */
final class Dissection {
  final PrintOptions options;
  final TcpConversations conversations;

  /** Where the headers of the link layer end; {@code -x} begins there. */
  int linkHeaderEnd;

  /** The protocol whose printer is at work, for {@code [|protocol]}. */
  String protocol = "";

  private final NameResolver names;
  private final byte[] bytes;
  private final StringBuilder out = new StringBuilder();
  private int end;

  Dissection(
      byte[] bytes, PrintOptions options, NameResolver names, TcpConversations conversations) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.options = options;
    this.names = names;
    this.conversations = conversations;
  }

  Dissection print(Object... parts) {
    for (Object part : parts) {
      out.append(part);
    }
    return this;
  }

  String text() {
    return out.toString();
  }

  /** {@code [|protocol]}: more was sent than captured. */
  void printTruncated() {
    print(" [|", protocol, "]");
  }

  void printInvalid() {
    print(" (invalid)");
  }

  /** The offset behind the last octet that may be looked at. */
  int end() {
    return end;
  }

  /** Hides what lies behind {@code newEnd}, at most what is captured; returns the end so far. */
  int cutAt(int newEnd) {
    int before = end;
    end = Math.max(0, Math.min(end, newEnd));
    return before;
  }

  void restoreEnd(int before) {
    end = before;
  }

  boolean captured(int at, int length) {
    return at >= 0 && length >= 0 && at <= end - length;
  }

  void require(int at, int length) {
    if (!captured(at, length)) {
      throw new Truncated(false);
    }
  }

  /** As {@link #require}, at a place where tcpdump tests and returns. */
  void check(int at, int length) {
    if (!captured(at, length)) {
      throw new Truncated(true);
    }
  }

  int u8(int at) {
    require(at, 1);
    return bytes[at] & 0xff;
  }

  int u16(int at) {
    require(at, 2);
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /** Unsigned, 32 bits. */
  long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  /** The sum of 16-bit words in ones' complement (RFC 1071), not inverted. */
  long sum(int at, int length) {
    require(at, length);
    return Checksum.words(bytes, at, length);
  }

  /** The addresses of an IP header as the pseudo header sums them (RFC 793, RFC 8200). */
  long pseudoHeaderSum(int ip, int protocol, int length) {
    boolean v6 = u8(ip) >> 4 == 6;
    return (v6 ? sum(ip + 8, 32) : sum(ip + 12, 8)) + protocol + length;
  }

  /** What the checksum field should hold when the sum over all, field included, is not 0. */
  static int shouldBe(int field, int residue) {
    long sum = (field & 0xffff) + (long) (residue & 0xffff);
    return (int) ((sum & 0xffff) + (sum >> 16));
  }

  IpAddress ipv4Address(int at) {
    return IpAddress.of((int) u32(at));
  }

  String ipv4(int at) {
    return host(ipv4Address(at));
  }

  String ipv6(int at) {
    return host(ipv6Address(at));
  }

  private Ipv6Address ipv6Address(int at) {
    return new Ipv6Address(u32(at) << 32 | u32(at + 4), u32(at + 8) << 32 | u32(at + 12));
  }

  private String host(IpAddress address) {
    Optional<String> name = options.numeric() ? Optional.empty() : names.host(address);
    return name.orElseGet(() -> numeric(address));
  }

  /** As inet_ntop(3) writes it: an IPv4 address also at the end of ::a.b.c.d. */
  private static String numeric(IpAddress address) {
    if (address instanceof Ipv6Address v6
        && v6.high() == 0
        && v6.low() >>> 32 == 0
        && v6.low() >>> 16 != 0) {
      return "::" + IpAddress.of((int) v6.low());
    }
    return address.toString();
  }

  /** With the maker's name unless {@code -n}; the registry of makers is not modelled. */
  String mac(int at) {
    MacAddress address = new MacAddress((long) u16(at) << 32 | u32(at + 2));
    if (options.numeric()) {
      return address.toString();
    }
    String maker = address.bits() >>> 24 == 0 ? "Ethernet" : "Unknown";
    return address.isBroadcast() ? "Broadcast" : address + " (oui " + maker + ")";
  }

  String tcpPort(int port) {
    return port(port, "tcp");
  }

  String udpPort(int port) {
    return port(port, "udp");
  }

  private String port(int port, String over) {
    Optional<String> name = options.numeric() ? Optional.empty() : names.port(port, over);
    return name.orElseGet(() -> Integer.toString(port));
  }

  String device(int index) {
    return names.device(index).orElse("?");
  }

  /** A character as {@code cat -v} shows it. */
  static String safe(int octet) {
    String meta = octet > 127 ? "M-" : "";
    int c = octet & 0x7f;
    return c < 32 || c == 127 ? meta + "^" + (char) (c ^ 0x40) : meta + (char) c;
  }

  /** The captured octets from {@code from} to {@code to} as lines of sixteen. */
  void dumpHex(String indent, int from, int to, boolean ascii) {
    print(HexDump.hex(bytes, indent, from, Math.min(to, end), ascii));
  }

  void dumpAscii(int from) {
    print(HexDump.ascii(bytes, from, end));
  }
}

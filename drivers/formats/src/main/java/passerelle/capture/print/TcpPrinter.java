package passerelle.capture.print;

import passerelle.packet.codec.Checksum;

/** TCP segments (print-tcp.c). */
final class TcpPrinter {
  private static final int HEADER = 20;
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int URG = 32;

  /** Flags by letter, in the order of printing. */
  private static final String LETTERS = "FSRP.UEW";

  private static final int LONGEST_RESET_TEXT = 30;

  private TcpPrinter() {}

  static void print(Dissection d, int ip, int at, int length, boolean fragment) {
    d.protocol = "tcp";
    if (!d.captured(at, 4)) {
      d.print(PortAddresses.withoutPorts(d, ip), "[|tcp]");
      return;
    }
    int source = d.u16(at);
    int destination = d.u16(at + 2);
    d.print(PortAddresses.of(d, ip, d.tcpPort(source), d.tcpPort(destination), IpProtocols.TCP));
    d.check(at, HEADER);
    int headerLength = (d.u8(at + 12) >> 4) * 4;
    if (headerLength < HEADER) {
      d.print(" tcp ", Integer.toUnsignedString(length - headerLength));
      d.print(" [bad hdr length ", headerLength, " - too short, < 20]");
      return;
    }
    String tooLong =
        headerLength > length
            ? " [bad hdr length " + headerLength + " - too long, > " + length + "]"
            : "";
    if (d.options.quiet()) {
      d.print("tcp ", Integer.toUnsignedString(length - headerLength), tooLong);
      return;
    }
    int flags = d.u8(at + 13);
    d.print("Flags [", flagNames(flags), "]");
    TcpConversations.Numbers numbers = numbers(d, ip, at, flags);
    d.print(tooLong);
    if (tooLong.isEmpty()) {
      printChecksum(d, ip, at, length, fragment);
      printNumbers(d, at, flags, numbers, length - headerLength);
      printRest(d, at, headerLength, length - headerLength, numbers.acknowledgedStart());
    }
  }

  /** Options, length and data. */
  private static void printRest(Dissection d, int at, int headerLength, int data, long sackStart) {
    boolean readable = true;
    if (headerLength > HEADER) {
      d.print(", options [");
      readable = TcpOptionsPrinter.print(d, at + HEADER, headerLength - HEADER, sackStart);
    }
    if (readable) {
      d.print(headerLength > HEADER ? "]" : "", ", length ", data);
      printData(d, d.u16(at), d.u16(at + 2), d.u8(at + 13), at + headerLength, data);
    }
  }

  private static String flagNames(int flags) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((flags & 1 << i) != 0) {
        names.append(LETTERS.charAt(i));
      }
    }
    return names.isEmpty() ? "none" : names.toString();
  }

  private static TcpConversations.Numbers numbers(Dissection d, int ip, int at, int flags) {
    long sequence = d.u32(at + 4);
    long acknowledgment = d.u32(at + 8);
    if (d.options.absoluteSequence() || (flags & ACK) == 0) {
      return new TcpConversations.Numbers(sequence, acknowledgment, 0);
    }
    boolean v6 = d.u8(ip) >> 4 == 6;
    return d.conversations.relative(
        addressKey(d, ip + (v6 ? 8 : 12), v6),
        d.u16(at),
        addressKey(d, ip + (v6 ? 24 : 16), v6),
        d.u16(at + 2),
        (flags & SYN) != 0,
        sequence,
        acknowledgment);
  }

  /** Compares as the octets of the address do. */
  private static String addressKey(Dissection d, int at, boolean v6) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < (v6 ? 16 : 4); i++) {
      key.append((char) d.u8(at + i));
    }
    return key.toString();
  }

  private static void printChecksum(Dissection d, int ip, int at, int length, boolean fragment) {
    if (!d.options.verifies(1) || fragment || !d.captured(at, length)) {
      return;
    }
    long sum = d.pseudoHeaderSum(ip, IpProtocols.TCP, length) + d.sum(at, length);
    int residue = Checksum.of(sum);
    int field = d.u16(at + 16);
    d.print(", cksum 0x%04x".formatted(field));
    d.print(
        residue == 0
            ? " (correct)"
            : " (incorrect -> 0x%04x)".formatted(Dissection.shouldBe(field, residue)));
  }

  private static void printNumbers(
      Dissection d, int at, int flags, TcpConversations.Numbers numbers, int data) {
    if (d.options.verbose() > 1 || data > 0 || (flags & (SYN | FIN | RST)) != 0) {
      d.print(", seq ", unsigned(numbers.sequence()));
      d.print(data > 0 ? ":" + unsigned(numbers.sequence() + data) : "");
    }
    if ((flags & ACK) != 0) {
      d.print(", ack ", unsigned(numbers.acknowledgment()));
    }
    d.print(", win ", d.u16(at + 14));
    if ((flags & URG) != 0) {
      d.print(", urg ", d.u16(at + 18));
    }
  }

  static String unsigned(long number) {
    return Integer.toUnsignedString((int) number);
  }

  private static void printData(
      Dissection d, int source, int destination, int flags, int at, int length) {
    if (length <= 0) {
      return;
    }
    if ((flags & RST) != 0 && d.options.verbose() > 0) {
      printResetText(d, at, length);
    } else if (!d.options.quiet()) {
      TcpApplications.print(d, source, destination, at, length);
    }
  }

  /** RFC 9293 section 3.5.3: a reset may say why in plain text. */
  private static void printResetText(Dissection d, int at, int length) {
    d.print(d.captured(at, length) ? " [RST" : " [!RST");
    d.print(length > LONGEST_RESET_TEXT ? "+ " : " ");
    int end = at + Math.min(length, LONGEST_RESET_TEXT);
    for (int i = at; i < end && d.captured(i, 1); i++) {
      d.print(Dissection.safe(d.u8(i)));
    }
    d.print("]");
  }
}

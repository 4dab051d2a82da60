package passerelle.capture.print;

/** Octets as {@code -x}, {@code -X} and {@code -A} show them (print-ascii.c). */
final class HexDump {
  private HexDump() {}

  /** Lines of eight words, each with its offset, and with {@code ascii} the characters. */
  static String hex(byte[] bytes, String indent, int from, int to, boolean ascii) {
    StringBuilder out = new StringBuilder();
    for (int line = from; line < to; line += 16) {
      out.append(indent).append("0x%04x: ".formatted(line - from));
      StringBuilder text = new StringBuilder();
      int words = 0;
      for (int at = line; at < Math.min(line + 16, to); at++) {
        if ((at - line) % 2 == 0) {
          out.append(' ');
          words++;
        }
        int octet = bytes[at] & 0xff;
        out.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
        text.append(octet > 32 && octet < 127 ? (char) octet : '.');
      }
      if (ascii) {
        boolean half = Math.min(line + 16, to) % 2 != line % 2;
        out.append(" ".repeat((8 - words) * 5 + (half ? 2 : 0) + 2)).append(text);
      }
    }
    return out.toString();
  }

  /** Characters, with a dot for what has no shape; blanks and line ends stay, CR LF becomes LF. */
  static String ascii(byte[] bytes, int from, int to) {
    StringBuilder out = new StringBuilder("\n");
    for (int at = from; at < to; at++) {
      int octet = bytes[at] & 0xff;
      if (octet == '\r') {
        boolean endOfLine = at + 1 == to || bytes[at + 1] == '\n';
        out.append(endOfLine ? "" : ".");
      } else if (octet > 32 && octet < 127 || octet == '\t' || octet == ' ' || octet == '\n') {
        out.append((char) octet);
      } else {
        out.append('.');
      }
    }
    return out.toString();
  }
}

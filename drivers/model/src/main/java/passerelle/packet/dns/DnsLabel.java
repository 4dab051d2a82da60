package passerelle.packet.dns;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * Labels of names as text: an octet that is no printable character is written {@code \DDD} in
 * decimal, a dot within a label {@code \.} (RFC 4343 section 2.1).
 */
final class DnsLabel {
  private DnsLabel() {}

  /** Appends an octet of a label to a name. */
  static void append(StringBuilder name, int octet) {
    if (octet <= ' ' || octet > '~') {
      name.append(String.format(Locale.ROOT, "\\%03d", octet));
    } else {
      name.append(octet == '.' || octet == '\\' ? "\\" : "").append((char) octet);
    }
  }

  /** Where the first label of a name ends: at its dot, or at the end of the name. */
  static int end(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '.') {
        return i;
      } else if (name.charAt(i) == '\\') {
        i++;
      }
    }
    return name.length();
  }

  /** The octets that a label's text stands for. */
  static byte[] octets(String label) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < label.length(); i++) {
      boolean escaped = label.charAt(i) == '\\' && i + 1 < label.length();
      if (escaped && label.substring(i + 1).matches("(?s)[0-9]{3}.*")) {
        out.write(Integer.parseInt(label.substring(i + 1, i + 4)));
        i += 3;
      } else {
        out.write(escaped ? label.charAt(++i) : label.charAt(i));
      }
    }
    return out.toByteArray();
  }
}

package passerelle.cli.page;

import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compiler writes the texts that the simulator brings along as base64, which packs badly. Here
 * they stand as they are, and the worker makes base64 of them at its start.
 */
final class PlainResources {
  /** A file's name, and what is in it. */
  private static final Pattern RESOURCE =
      Pattern.compile(
          "(\"[\\w/.-]+\\.\\w+\":)(\"[A-Za-z0-9+/=]++\"(?:\\s*\\+\\s*\"[A-Za-z0-9+/=]++\")*+)");

  private PlainResources() {}

  /** The same script with plain texts. */
  static String in(String script) {
    return RESOURCE
        .matcher(script)
        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + plain(found)));
  }

  private static String plain(MatchResult found) {
    String packed = found.group(2).replaceAll("\"\\s*\\+\\s*\"|\"", "");
    try {
      byte[] octets = Base64.getDecoder().decode(packed);
      boolean same = Base64.getEncoder().encodeToString(octets).equals(packed);
      return same ? "btoa(\"" + literal(octets) + "\")" : found.group(2);
    } catch (IllegalArgumentException otherText) {
      return found.group(2);
    }
  }

  /** A character of the literal for each octet. */
  private static String literal(byte[] octets) {
    StringBuilder out = new StringBuilder(octets.length);
    for (byte octet : octets) {
      char c = (char) (octet & 0xff);
      if (c == '\n') {
        out.append("\\n");
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

package passerelle.sim.userland.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.text.Align;

/**
 * A server's reply in RESP 2 (redis.io: protocol specification).
 *
 * @param kind the first octet
 * @param text of all but arrays
 * @param items of an array
 * @param length how many octets it took
 */
record Reply(char kind, Optional<String> text, List<Reply> items, int length) {

  /** Reads a reply at an offset; empty while it is not whole. */
  static Optional<Reply> read(String octets, int at) {
    int end = octets.indexOf("\r\n", at);
    if (end < 0) {
      return Optional.empty();
    }
    char kind = octets.charAt(at);
    String line = octets.substring(at + 1, end);
    int next = end + 2;
    if (kind != '$' && kind != '*') {
      return Optional.of(new Reply(kind, Optional.of(line), List.of(), next - at));
    }
    int count = line.matches("[0-9]{1,8}") ? Integer.parseInt(line) : -1;
    if (count < 0) {
      return Optional.of(new Reply(kind, Optional.empty(), List.of(), next - at));
    }
    if (kind == '$') {
      return octets.length() < next + count + 2
          ? Optional.empty()
          : Optional.of(
              new Reply(
                  kind,
                  Optional.of(octets.substring(next, next + count)),
                  List.of(),
                  next + count + 2 - at));
    }
    List<Reply> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Reply> item = read(octets, next);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
      next += item.get().length();
    }
    return Optional.of(new Reply(kind, Optional.empty(), List.copyOf(items), next - at));
  }

  /** As it is printed for programs ({@code redis-cli.c:cliFormatReplyRaw}). */
  String raw() {
    if (kind == '*') {
      return String.join("\n", items.stream().map(Reply::raw).toList());
    }
    return text.orElse("") + (kind == '-' ? "\n" : "");
  }

  /** As it is printed for people ({@code redis-cli.c:cliFormatReplyTTY}); no end of line. */
  String shown(String indent) {
    return switch (kind) {
      case '-' -> "(error) " + text.orElse("");
      case '+' -> text.orElse("");
      case ':' -> "(integer) " + text.orElse("");
      case '$' -> text.map(Reply::quoted).orElse("(nil)");
      default -> items.isEmpty() ? "(empty array)" : list(indent);
    };
  }

  private String list(String indent) {
    int width = String.valueOf(items.size()).length();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      String number = String.valueOf(i + 1);
      String head = Align.right(number, width) + ") ";
      out.append(i == 0 ? "" : "\n" + indent).append(head);
      out.append(items.get(i).shown(indent + " ".repeat(width + 2)));
    }
    return out.toString();
  }

  /** {@code sdscatrepr}. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c >= ' ' && c < 127 ? "" + c : String.format("\\x%02x", (int) c));
      }
    }
    return out.append('"').toString();
  }
}

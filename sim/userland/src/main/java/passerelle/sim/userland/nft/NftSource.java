package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;

/**
 * What nft reads: a command line, or a file (src/scanner.l).
 *
 * @param name of the file; empty for a command line
 */
record NftSource(String name, List<String> lines) {

  static NftSource of(String name, String text) {
    return new NftSource(name, text.lines().toList());
  }

  /** A complaint of something in it. */
  NftFault fault(String message, NftToken from, NftToken to) {
    String text = from.line() <= lines.size() ? lines.get(from.line() - 1) : last();
    int end = Math.max(to.line() == from.line() ? to.to() : text.length(), from.from() + 1);
    String place =
        name.isEmpty() ? "" : name + ":" + from.line() + ":" + (from.from() + 1) + "-" + end + ": ";
    return new NftFault(
        "%sError: %s\n%s\n%s%s%s\n"
            .formatted(
                place,
                message,
                text,
                text.substring(0, Math.min(from.from(), text.length())).replaceAll("[^\\t]", " "),
                " ".repeat(Math.max(0, from.from() - text.length())),
                "^".repeat(end - from.from())));
  }

  NftFault fault(String message, NftToken at) {
    return fault(message, at, at);
  }

  private String last() {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** Its words, an end behind them. */
  List<NftToken> tokens() {
    List<NftToken> out = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean continued = line.endsWith("\\");
      scan(continued ? line.substring(0, line.length() - 1) : line, i + 1, out);
      if (!continued) {
        out.add(
            new NftToken(
                NftToken.Kind.NEWLINE, "newline", i + 1, line.length(), line.length() + 1));
      }
    }
    out.add(new NftToken(NftToken.Kind.END, "end of file", lines.size() + 1, 0, 1));
    return out;
  }

  private static void scan(String line, int number, List<NftToken> out) {
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
        continue;
      }
      if (c == '#') {
        return;
      }
      int end = end(line, at);
      NftToken.Kind kind = NftToken.Kind.MARK;
      String text = line.substring(at, end);
      if (c == '"') {
        kind = end > at + 1 && text.endsWith("\"") ? NftToken.Kind.QUOTED : NftToken.Kind.JUNK;
        text = kind == NftToken.Kind.QUOTED ? text.substring(1, text.length() - 1) : text;
      } else if (isWordChar(c)) {
        kind = NftToken.Kind.WORD;
      }
      out.add(new NftToken(kind, text, number, at, end));
      at = end;
    }
  }

  private static int end(String line, int at) {
    char c = line.charAt(at);
    if (c == '"') {
      int close = line.indexOf('"', at + 1);
      return close < 0 ? at + 1 : close + 1;
    }
    if (!isWordChar(c)) {
      boolean two = at + 1 < line.length() && line.charAt(at + 1) == '=' && "=!<>".indexOf(c) >= 0;
      return at + (two ? 2 : 1);
    }
    int end = at;
    while (end < line.length() && isWordChar(line.charAt(end))) {
      end++;
    }
    // A colon between a value and what it maps to is no part of an address.
    boolean colon = end - at > 1 && line.charAt(end - 1) == ':' && line.charAt(end - 2) != ':';
    return colon ? end - 1 : end;
  }

  private static boolean isWordChar(char c) {
    return Character.isLetterOrDigit(c) || "_./-:*[]+$@%".indexOf(c) >= 0;
  }
}

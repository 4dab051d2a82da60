package passerelle.scenarios.slides;

import java.util.regex.Pattern;

/** Lines that a command has printed, told by how they begin. */
final class PrintedLine {
  /** How a line begins that no command does: a number, an id, words in capitals, punctuation. */
  private static final Pattern NO_COMMAND =
      Pattern.compile(
          "[<}\\]\"|+=*-].*|[{\\[]\\s*(?:[\"{\\[}\\]].*)?|\\d[\\w.:/+-]*(?:\\s.*)?|[0-9a-f]{12}(?:[0-9a-f]{52})?(?:\\s.*)?|[A-Z][A-Z"
              + " ]+(?:  .*)?|[A-Z][\\w/.-]*:? .*|[A-Z]\\w*:?|\\S+: .*|\\S+ ?:|/\\S+ [-=]+.*|\\S+"
              + " +Link encap:.*|inet6? (?:addr:|[\\da-f]+[.:]).*"
              // No command's name has letters with accents, signs of Chinese, arrows.
              + "|[^\\s\\x00-\\x7f].*|[\\w.-]+[^\\s\\x00-\\x7f].*"
              // A prompt of psql's, the first words of tcpdump and nc, and a routing table's.
              + "|[\\w.-]+[=-]# .*|(?:listening on|connect to) \\S+.*|default (?:via|dev) .*");

  /**
   * What begins with a command's name, and that command prints: fields with a comma between them, a
   * bracket that is not closed where test(1) wants it, two of them side by side, traceroute's first
   * line.
   */
  private static final Pattern LOOKS_TYPED =
      Pattern.compile(
          "\\w+=[\\w.:/-]+, ?\\w+=|\\[(?:$| (?!.* \\](?:\\s*$|\\s*[;&|)#]))| [^\\]]* \\]\\s+\\[ )"
              + "|traceroute to \\S+ \\(");

  private PrintedLine() {}

  /** Whether no command begins as a line does. */
  static boolean is(String command) {
    String first = command.strip().lines().findFirst().orElse("");
    return NO_COMMAND.matcher(first).matches()
        || looksTyped(first)
        || OutputLines.BETWEEN.matcher(first).matches()
        || Shapes.isElided(first);
  }

  /** Whether a line only begins as if it were typed. */
  static boolean looksTyped(String line) {
    return LOOKS_TYPED.matcher(line).lookingAt();
  }
}

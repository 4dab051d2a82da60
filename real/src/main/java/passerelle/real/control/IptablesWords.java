package passerelle.real.control;

import java.util.List;
import java.util.regex.Pattern;

/** What iptables-restore says of a refused command, as iptables itself words it. */
final class IptablesWords {
  /** {@code iptables-restore: }, {@code iptables-restore v1.8.11 (nf_tables): }. */
  private static final Pattern PROGRAM = Pattern.compile("^ip6?tables-restore[^:]*: ?");

  private static final Pattern LINE = Pattern.compile("^line \\d+( failed)?: ?");

  private IptablesWords() {}

  static String of(String program, List<String> said) {
    StringBuilder words = new StringBuilder();
    for (String line : said) {
      boolean hint = line.startsWith("Error occurred at line") || line.startsWith("Try `");
      if (!hint) {
        String text = PROGRAM.matcher(line).replaceFirst("");
        words.append(LINE.matcher(text).replaceFirst(""));
      }
    }
    return words.isEmpty() ? program + " ended unexpectedly" : words.toString();
  }
}

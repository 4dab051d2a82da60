package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines that an author has cut short: those of links, and rows of a table from which an author has
 * left out columns, and behind which one may have written what they mean.
 */
final class Abridged {
  /** Words of one's own behind a row. */
  private static final Pattern NOTE = Pattern.compile("\\s{2,}\\([^()]*\\)\\s*$");

  /** The first line of an interface without what else ip says there. */
  private static final Pattern LINK =
      Pattern.compile("\\d+: \\S+: <[A-Z][A-Z_,-]*>(?: mtu \\d+)?\\s*");

  /** The head of a chain as iptables prints it with {@code -v}. */
  private static final Pattern COUNTED =
      Pattern.compile("^(Chain \\S+ \\(policy \\w+) \\d+\\w? packets, \\d+\\w? bytes\\)");

  /** What a rule has counted, between its number and its target. */
  private static final Pattern COUNTS =
      Pattern.compile(
          "^\\s*((?:\\d+\\s+)??)\\d+[KMG]?\\s+\\d+[KMG]?\\s+(?=\\S+\\s+\\w+\\s+(?:--|\\*)\\s)");

  /** The first line of a network card. */
  private static final Pattern CARD =
      Pattern.compile("\\d+: (?:" + Shape.CARD.pattern() + "|eth\\d): <");

  /** So many words tell a row, besides values that vary. */
  private static final int LEAST_WORDS = 3;

  private Abridged() {}

  /**
   * Whether every printed line is a row of what was answered, in order, with columns left out; or
   * the head of a chain of rules, which tells of counters, too, where rows do.
   */
  static boolean isOf(List<String> printed, List<String> actual) {
    Iterator<String> rows = actual.stream().map(Abridged::uncounted).iterator();
    List<String> lines =
        printed.stream()
            .map(line -> NOTE.matcher(line).replaceFirst("").strip())
            .map(Abridged::uncounted)
            .toList();
    return lines.stream().anyMatch(Abridged::isTelling)
        && lines.stream()
            .allMatch(line -> (isTelling(line) || isChain(line)) && isAmong(line, rows));
  }

  /** A row without its counters. */
  private static String uncounted(String row) {
    String rule = COUNTS.matcher(row).replaceFirst("$1");
    return COUNTED.matcher(rule).replaceFirst("$1)");
  }

  private static boolean isChain(String line) {
    return line.matches("Chain \\S+ \\(.*\\)");
  }

  /**
   * Lines of ip, where one of a link that is cut short before its address says so; without the
   * cards that the author's machine has besides the first.
   */
  static List<String> links(List<String> lines) {
    List<String> told = new ArrayList<>();
    int cards = 0;
    boolean kept = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String below = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
      if (CARD.matcher(line).lookingAt()) {
        kept = ++cards == 1;
      } else {
        kept |= !line.startsWith(" ");
      }
      if (kept) {
        boolean cut = LINK.matcher(line).matches() && below.startsWith("inet ");
        told.add(cut ? line.stripTrailing() + " ..." : line);
      }
    }
    return told;
  }

  private static boolean isTelling(String line) {
    return line.split(" {2,}|\\t+").length >= LEAST_WORDS
        && words(line).stream().filter(word -> !word.startsWith("<")).count() >= LEAST_WORDS;
  }

  private static boolean isAmong(String line, Iterator<String> rows) {
    while (rows.hasNext()) {
      Iterator<String> there = words(rows.next()).iterator();
      if (words(line).stream().allMatch(word -> comes(word, there))) {
        return true;
      }
    }
    return false;
  }

  private static boolean comes(String word, Iterator<String> there) {
    while (there.hasNext()) {
      if (there.next().equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** The words of a line; addresses and ids by their kind only. */
  private static List<String> words(String line) {
    return Arrays.stream(line.split("\\s+"))
        .map(word -> word.matches("\\d+") ? word : Shape.of(word).text())
        .toList();
  }
}

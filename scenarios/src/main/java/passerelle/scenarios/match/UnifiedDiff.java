package passerelle.scenarios.match;

import java.util.ArrayList;
import java.util.List;

/** Differences of two texts in the form of {@code diff -u}. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final List<String> from;
  private final List<String> to;
  private final List<Edit> edits;
  private final int before;
  private final StringBuilder out = new StringBuilder();

  private UnifiedDiff(List<String> from, List<String> to, int before) {
    this.from = from;
    this.to = to;
    this.before = before;
    this.edits = Edit.between(from, to);
  }

  /**
   * The difference between two texts.
   *
   * @return nothing if they are equal, else lines each ended by {@code \n}
   */
  public static String of(String fromName, String from, String toName, String to) {
    return of(fromName, from, toName, to, 0);
  }

  /**
   * The difference between two texts that are parts of a file.
   *
   * @param before lines of the file that stand before them
   */
  static String of(String fromName, String from, String toName, String to, int before) {
    UnifiedDiff diff = new UnifiedDiff(lines(from), lines(to), before);
    if (diff.edits.isEmpty()) {
      return "";
    }
    diff.out.append("--- ").append(fromName).append("\n+++ ").append(toName).append('\n');
    int first = 0;
    while (first < diff.edits.size()) {
      int last = first;
      while (last + 1 < diff.edits.size()
          && diff.edits.get(last + 1).from() - diff.edits.get(last).fromEnd() <= 2 * CONTEXT) {
        last++;
      }
      diff.hunk(diff.edits.subList(first, last + 1));
      first = last + 1;
    }
    return diff.out.toString();
  }

  /** The lines with their ends, so that an unended last line differs from an ended one. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private void hunk(List<Edit> hunk) {
    Edit first = hunk.get(0);
    Edit last = hunk.get(hunk.size() - 1);
    int lead = Math.min(CONTEXT, first.from());
    int after = Math.min(CONTEXT, from.size() - last.fromEnd());
    out.append("@@ -")
        .append(range(first.from() - lead, last.fromEnd() + after))
        .append(" +")
        .append(range(first.to() - lead, last.toEnd() + after))
        .append(" @@\n");
    int at = first.from() - lead;
    for (Edit edit : hunk) {
      put(' ', from.subList(at, edit.from()));
      put('-', from.subList(edit.from(), edit.fromEnd()));
      put('+', to.subList(edit.to(), edit.toEnd()));
      at = edit.fromEnd();
    }
    put(' ', from.subList(at, at + after));
  }

  /** A range as diff writes it: first line from 1 and length, a length of 1 left out. */
  private String range(int start, int end) {
    int length = end - start;
    int first = before + (length == 0 ? start : start + 1);
    return length == 1 ? String.valueOf(first) : first + "," + length;
  }

  private void put(char sign, List<String> lines) {
    for (String line : lines) {
      out.append(sign).append(line);
      if (!line.endsWith("\n")) {
        out.append("\n\\ No newline at end of file\n");
      }
    }
  }
}

package passerelle.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a line looks, and so how it is folded.
 *
 * @param hang column at which it goes on
 * @param apart column of the text that begins a line of its own, as it stands too far to the right
 *     to go on below itself; 0 for none
 * @param isList whether it is a list of things with two spaces or more between them, each of which
 *     stays whole
 */
record Shape(int hang, int apart, boolean isList) {
  /** What stands between the columns of a table, or the things of a list. */
  private static final Pattern GAP = Pattern.compile("(?<=\\S) {2,}(?=\\S)");

  private static final Pattern MARGIN = Pattern.compile("^ *(?:[0-9]+\\. |[-*#] |=> )?");

  /** From so many gaps on it is a list, and no table of a label, a name and a text. */
  private static final int LIST = 3;

  /** How far a line that begins at the margin is indented where it goes on. */
  private static final int INDENT = 2;

  static Shape of(String text, int width) {
    List<Integer> gaps = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    Matcher gap = GAP.matcher(text);
    while (gap.find()) {
      gaps.add(gap.end() - gap.start());
      columns.add(Columns.of(text.substring(0, gap.end())));
    }
    if (gaps.size() >= LIST) {
      boolean label = gaps.get(0) > gaps.get(1);
      return new Shape(label ? columns.get(0) : below(text), 0, true);
    }
    int hang = margin(text);
    int last = hang;
    for (int column : columns) {
      hang = column <= width * 2 / 3 ? column : hang;
      last = column;
    }
    return last > hang
        ? new Shape(hang + INDENT, last, false)
        : new Shape(hang > 0 ? hang : INDENT, 0, false);
  }

  /** Below what was indented already, else a little to the right. */
  private static int below(String text) {
    int margin = margin(text);
    return margin > 0 ? margin : INDENT;
  }

  /** Where the text of a line begins, behind the mark of a list. */
  static int margin(String text) {
    Matcher margin = MARGIN.matcher(text);
    return margin.find() ? margin.end() : 0;
  }
}

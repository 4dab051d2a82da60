package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.List;
import passerelle.text.Align;
import passerelle.text.CNumber;

/**
 * How dnf 4 writes numbers, tables and progress where no terminal tells its width: in 80 columns
 * (dnf/cli/format.py, dnf/cli/output.py, dnf/cli/progress.py).
 */
final class DnfText {
  static final int WIDTH = 80;
  static final String RULE = "=".repeat(WIDTH - 1) + "=\n";

  private static final int STEP = 1024;
  private static final int MOST = 999;
  private static final double DECIMAL = 9.95;
  private static final String UNITS = " kMGT";

  /** What the rate, the size and the time of a download take at the end of a line. */
  private static final int MEASURES = 32;

  /** So many columns are names laid out in at most. */
  private static final int MOST_COLUMNS = 8;

  private DnfText() {}

  /** {@code format_number}: {@code 836}, {@code 36 k}, {@code 1.6 M}. */
  static String number(double octets) {
    double amount = octets;
    int unit = 0;
    while (amount > MOST && unit < UNITS.length() - 1) {
      amount /= STEP;
      unit++;
    }
    int digits = unit > 0 && amount < DECIMAL ? 1 : 0;
    return CNumber.fixed(amount, digits) + " " + UNITS.charAt(unit);
  }

  /** A line of progress that has come to its end. */
  static String progress(String what, long octets, double seconds) {
    String rate = number(octets / Math.max(seconds, 0.001));
    String text = what.substring(0, Math.min(what.length(), WIDTH - 1 - MEASURES));
    String time = "%02d:%02d".formatted((int) seconds / 60, (int) seconds % 60);
    return Align.left(text, WIDTH - 1 - MEASURES)
        + " %5sB/s | %5sB %9s    ".formatted(rate, number(octets), time);
  }

  /** A step of a transaction, with its number among all of them. */
  static String step(String what, String name, int number, int all) {
    String count = " " + number + "/" + all + " \n";
    String begin = "  " + Align.left(what, 16) + " : ";
    return begin + Align.left(name, WIDTH + 1 - begin.length() - count.length()) + count;
  }

  /**
   * The widths of a table's first four columns, whose fifth has five: what is left of 80 goes to
   * them in equal parts, and what is left of that to the third ({@code calcColumns}).
   */
  static List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < 4; column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(1));
    }
    int spare = WIDTH - 2 - 4 - 5 - widths.stream().mapToInt(width -> width).sum();
    int each = Math.max(0, spare / 4);
    widths.replaceAll(width -> width + each);
    widths.set(2, widths.get(2) + Math.max(0, spare - 4 * each));
    return widths;
  }

  static String row(List<String> cells, List<Integer> widths) {
    StringBuilder row = new StringBuilder();
    for (int column = 0; column < 4; column++) {
      row.append(' ').append(Align.left(cells.get(column), widths.get(column)));
    }
    return row.append(' ').append(Align.right(cells.get(4), 5)).append('\n').toString();
  }

  /** Names in as many columns as fit ({@code _fits_in_cols}). */
  static String columns(List<String> names) {
    List<Integer> widths = List.of(WIDTH - 2);
    for (int many = Math.min(MOST_COLUMNS, names.size()); many > 1; many--) {
      List<Integer> fitting = fitting(names, many);
      if (!fitting.isEmpty()) {
        widths = fitting;
        break;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      int column = i % widths.size();
      out.append(column == 0 ? "  " : " ").append(Align.left(names.get(i), widths.get(column)));
      out.append(column == widths.size() - 1 || i == names.size() - 1 ? "\n" : "");
    }
    return out.toString();
  }

  private static List<Integer> fitting(List<String> names, int many) {
    int left = WIDTH - (many + 1);
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int width = 0;
      for (int at = i; at < names.size(); at += many) {
        width = Math.max(width, names.get(at).length());
      }
      widths.add(width);
      left -= width;
    }
    int spare = left / many;
    return left <= 0 ? List.of() : widths.stream().map(width -> width + spare).toList();
  }
}

package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.List;
import passerelle.text.Align;
import passerelle.text.CNumber;

/** How apt writes sizes and lists (apt-pkg/contrib/strutl.cc, apt-private/private-output.cc). */
final class AptText {
  private static final String UNITS = " kMGT";
  private static final int WIDTH = 80;

  private AptText() {}

  /** {@code SizeToStr}: {@code 47.3 kB}. */
  static String size(double octets) {
    double amount = octets;
    for (int i = 0; i < UNITS.length(); i++) {
      String unit = (UNITS.charAt(i) + "B").trim();
      if (amount < 100 && i != 0) {
        return CNumber.fixed(amount, 1) + " " + unit;
      }
      if (amount < 10_000) {
        return CNumber.fixed(amount, 0) + " " + unit;
      }
      amount /= 1000;
    }
    return octets + " B";
  }

  /** {@code ShowList}: a title, and the names in lines of at most 80 columns. */
  static String list(String title, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(title).append("\n ");
    int used = 1;
    for (String name : names) {
      String shown = name.replace("|", " | ");
      if (used > 1 && used + 1 + shown.length() > WIDTH - 1) {
        out.append("\n ");
        used = 1;
      }
      out.append(' ').append(shown);
      used += 1 + shown.length();
    }
    return out.append('\n').toString();
  }

  /** The columns in which apt 3 lists names: as many as fit, two blanks apart, downwards. */
  static String columns(String title, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    for (int rows = 1; ; rows++) {
      List<Integer> widths = new ArrayList<>();
      int total = 0;
      for (int at = 0; at < names.size(); at += rows) {
        int width = 0;
        for (String name : names.subList(at, Math.min(names.size(), at + rows))) {
          width = Math.max(width, name.length());
        }
        widths.add(width + 2);
        total += width + 2;
      }
      if (total <= WIDTH || rows == names.size()) {
        return title + "\n" + rows(names, rows, widths) + "\n";
      }
    }
  }

  private static String rows(List<String> names, int rows, List<Integer> widths) {
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder("  ");
      for (int at = row; at < names.size(); at += rows) {
        String name = names.get(at);
        line.append(Align.left(name, widths.get(at / rows)));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}

package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.userland.tool.ToolFailure;

/** The list of {@code cut -f 1,3-5,7-}. */
record CutList(List<Range> ranges) {
  private static final Pattern RANGE = Pattern.compile("(\\d{0,9})(-?)(\\d{0,9})");

  /** From and to, both included, counted from 1. */
  record Range(int from, int to) {}

  static CutList parse(Flavour flavour, String name, String list, boolean fields)
      throws ToolFailure {
    List<Range> ranges = new ArrayList<>();
    for (String item : list.split("[, ]", -1)) {
      Matcher matcher = RANGE.matcher(item);
      boolean valid = matcher.matches() && !item.isEmpty() && !item.equals("-");
      if (!valid) {
        String what = fields ? "invalid field value" : "invalid byte/character position";
        throw TextTool.usage(flavour, name, what + " '" + item + "'", 1);
      }
      boolean open = !matcher.group(2).isEmpty();
      int from = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
      String end = matcher.group(3);
      int to = !open ? from : end.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(end);
      if (from == 0 || to == 0) {
        String what = fields ? "fields" : "byte/character positions";
        throw TextTool.usage(flavour, name, what + " are numbered from 1", 1);
      }
      if (to < from) {
        throw TextTool.usage(flavour, name, "invalid decreasing range", 1);
      }
      ranges.add(new Range(from, to));
    }
    return new CutList(ranges);
  }

  boolean contains(int position) {
    return ranges.stream().anyMatch(range -> position >= range.from() && position <= range.to());
  }
}

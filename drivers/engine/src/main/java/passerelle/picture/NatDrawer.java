package passerelle.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws, at the upper edge of the host, the ways in on the left and the ways out on the right. */
record NatDrawer(Sheet sheet, Picture.Stack host, SvgOut out) {
  private static final int TAG = 28;
  private static final int STEP = 34;
  private static final int LEFT = 32;
  private static final int IN_LABEL = 54;
  private static final int IN_WIDTH = 230;
  private static final int IN_RIGHT = 552;
  private static final int OUT_LEFT = 736;
  private static final int OUT_LABEL = 134;
  private static final int OUT_WIDTH = 186;
  private static final int OUT_RIGHT = 1248;
  private static final int GUTTER = 6;
  private static final int ARROW = 22;
  private static final int ROWS = 2;

  /** What says how many more there are. */
  private static final int MORE = 70;

  private static final int PAD = 4;

  /** Where a rule stands. */
  private record Cell(int x, int y, int width) {}

  NatDrawer(Sheet sheet, Picture.Stack host) {
    this(sheet, host, sheet.out.on(SvgOut.Layer.THINGS));
  }

  void draw() {
    List<Picture.Translation> in =
        host.translations().stream().filter(Picture.Translation::isInward).toList();
    List<Picture.Translation> outward =
        host.translations().stream()
            .filter(t -> !t.isInward())
            .sorted(Comparator.comparing(this::age))
            .toList();
    draw(in, LEFT, LEFT + IN_LABEL, IN_WIDTH, IN_RIGHT);
    draw(outward, OUT_LEFT, OUT_LEFT + OUT_LABEL, OUT_WIDTH, OUT_RIGHT);
  }

  /** The engine writes the rule of its newest network first: the oldest stays where it is. */
  private int age(Picture.Translation rule) {
    return bridge(rule).map(host.devices()::indexOf).orElse(Integer.MAX_VALUE);
  }

  private void draw(List<Picture.Translation> rules, int label, int left, int least, int right) {
    out.on(SvgOut.Layer.THINGS);
    if (!rules.isEmpty()) {
      String target = rules.get(rules.size() - 1).target();
      out.text("strong", label, Sheet.EDGE_TOP + 20, target);
    }
    List<Cell> cells = cells(rules, left, least, right, right);
    if (cells.size() < rules.size()) {
      cells = cells(rules, left, least, right, right - MORE);
      Cell last = cells.get(cells.size() - 1);
      String more = sheet.say("more", rules.size() - cells.size());
      out.text("quiet", last.x() + last.width() + GUTTER, last.y() + 20, more);
    }
    for (int i = 0; i < cells.size(); i++) {
      tag(rules.get(i), cells.get(i));
    }
  }

  /** Where the first of some rules stand, from left to right, as many as there is room for. */
  private static List<Cell> cells(
      List<Picture.Translation> rules, int left, int least, int right, int end) {
    List<Cell> out = new ArrayList<>();
    int x = left;
    int row = 0;
    for (Picture.Translation rule : rules) {
      int wanted = Math.max(least, Fit.mono(spaced(rule)) + ARROW + PAD);
      int width = Math.min(wanted, (row == ROWS - 1 ? end : right) - left);
      if (x + width > (row == ROWS - 1 ? end : right)) {
        row++;
        x = left;
        width = Math.min(wanted, (row == ROWS - 1 ? end : right) - left);
      }
      if (row == ROWS) {
        return out;
      }
      out.add(new Cell(x, Sheet.EDGE_TOP + row * STEP, width));
      x += width + GUTTER;
    }
    return out;
  }

  private static String spaced(Picture.Translation rule) {
    String text = rule.match().isEmpty() ? "*" : rule.match();
    return rule.to().isEmpty() ? text : text + " \u2192 " + rule.to();
  }

  private void tag(Picture.Translation rule, Cell cell) {
    int x = cell.x();
    int y = cell.y();
    String hue = bridge(rule).map(sheet::hue).orElse("h" + Hues.COUNT);
    int middle = x + 12;
    int head = rule.isInward() ? y + 20 : y + 8;
    int tail = rule.isInward() ? y + 7 : y + 21;
    int wing = rule.isInward() ? y + 14 : y + 14;
    out.begin(rule.id(), "rule", rule.target(), hue, rule.rule().line(), "netns", host.netns())
        .rect("tag", x, y, cell.width(), TAG, 6)
        .path(
            "arrow",
            "M%s,%sV%sM%s,%sL%s,%sL%s,%s"
                .formatted(middle, tail, head, middle - 5, wing, middle, head, middle + 5, wing))
        .text("mono", x + ARROW, y + 20, Fit.monoIn(spaced(rule), cell.width() - ARROW - 2))
        .end();
  }

  /** The bridge that a rule is about: of its source's subnet, or that its target is behind. */
  private Optional<Picture.Device> bridge(Picture.Translation rule) {
    String target = rule.to().replaceAll("[:/].*", "");
    return host.devices().stream()
        .filter(d -> d.network().filter(n -> n.subnet().equals(rule.match())).isPresent())
        .findFirst()
        .or(
            () ->
                sheet.picture.stacks().stream()
                    .flatMap(s -> s.devices().stream())
                    .filter(d -> d.address().filter(target::equals).isPresent())
                    .flatMap(d -> sheet.picture.peer(d).stream())
                    .flatMap(peer -> peer.master().flatMap(host::device).stream())
                    .findFirst());
  }
}

package passerelle.picture;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws, at the upper edge of the host, the ways in on the left and the ways out on the right. */
final class NatDrawer {
  private static final int TAG = 28;
  private static final int STEP = 34;
  private static final int LEFT = 32;
  private static final int IN_LABEL = 54;
  private static final int IN_WIDTH = 230;
  private static final int OUT_LEFT = 736;
  private static final int OUT_LABEL = 134;
  private static final int OUT_WIDTH = 186;
  private static final int ARROW = 22;
  private static final int MOST = 4;

  private final Sheet sheet;
  private final SvgOut out;
  private final Picture.Stack host;

  NatDrawer(Sheet sheet, Picture.Stack host) {
    this.sheet = sheet;
    this.host = host;
    out = sheet.out.on(SvgOut.Layer.THINGS);
  }

  void draw() {
    List<Picture.Translation> in =
        host.translations().stream().filter(Picture.Translation::isInward).toList();
    List<Picture.Translation> outward =
        host.translations().stream()
            .filter(t -> !t.isInward())
            .sorted(Comparator.comparing(this::age))
            .toList();
    draw(in, LEFT, IN_LABEL, IN_WIDTH);
    draw(outward, OUT_LEFT, OUT_LABEL, OUT_WIDTH);
  }

  /** The engine writes the rule of its newest network first: the oldest stays where it is. */
  private int age(Picture.Translation rule) {
    return bridge(rule).map(host.devices()::indexOf).orElse(Integer.MAX_VALUE);
  }

  private void draw(List<Picture.Translation> rules, int left, int label, int width) {
    out.on(SvgOut.Layer.THINGS);
    if (!rules.isEmpty()) {
      String target = rules.get(rules.size() - 1).target();
      out.text("strong", left, Sheet.EDGE_TOP + 20, target);
    }
    for (int i = 0; i < Math.min(MOST, rules.size()); i++) {
      int x = left + label + i % 2 * (width + 6);
      int y = Sheet.EDGE_TOP + i / 2 * STEP;
      if (i == MOST - 1 && rules.size() > MOST) {
        out.text("quiet", x + 8, y + 20, sheet.say("more", rules.size() - i));
        return;
      }
      tag(rules.get(i), x, y, width);
    }
  }

  private void tag(Picture.Translation rule, int x, int y, int width) {
    String text = rule.match().isEmpty() ? "*" : rule.match();
    if (!rule.to().isEmpty()) {
      String spaced = text + " \u2192 " + rule.to();
      boolean fits = Fit.mono(spaced) <= width - ARROW - 4;
      text = fits ? spaced : text + "\u2192" + rule.to();
    }
    String hue = bridge(rule).map(sheet::hue).orElse("h" + Hues.COUNT);
    int middle = x + 12;
    int head = rule.isInward() ? y + 20 : y + 8;
    int tail = rule.isInward() ? y + 7 : y + 21;
    int wing = rule.isInward() ? y + 14 : y + 14;
    out.begin(rule.id(), "rule", rule.target(), hue, rule.rule().line(), "netns", host.netns())
        .rect("tag", x, y, width, TAG, 6)
        .path(
            "arrow",
            "M"
                + middle
                + ","
                + tail
                + "V"
                + head
                + "M"
                + (middle - 5)
                + ","
                + wing
                + "L"
                + middle
                + ","
                + head
                + "L"
                + (middle + 5)
                + ","
                + wing)
        .text("mono", x + ARROW, y + 20, Fit.monoIn(text, width - ARROW - 4))
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

package passerelle.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.L3Packet;
import passerelle.text.CNumber;
import passerelle.text.Language;
import passerelle.trace.HopEvent;
import passerelle.trace.render.EventText;
import passerelle.trace.render.PacketText;

/**
 * The way of packets as a ladder, as textbooks of protocols draw it: places are columns, time goes
 * down, packets are arrows. Where NAT rewrites a packet, the column says from what to what, and the
 * arrows before and after it bear both names.
 */
public final class LadderSvg {
  private static final int WIDTH = 1280;
  private static final int TIME = 84;
  private static final int TOP = 56;
  private static final int HEAD = 30;
  private static final int STEP = 44;
  private static final int SLANT = 12;
  private static final int MICROSECOND = 1_000;

  private final SvgOut out = new SvgOut();
  private final EventText text;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Map<Long, String> places = new LinkedHashMap<>();
  private final long start;
  private int y = TOP + HEAD + 20;
  private int rows;

  private LadderSvg(List<HopEvent> events, Language language) {
    text = EventText.in(language);
    start = events.isEmpty() ? 0 : events.get(0).hop().time();
    List<String> names = events.stream().map(e -> e.hop().netns()).distinct().toList();
    int spacing = (WIDTH - TIME) / Math.max(1, names.size());
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), TIME + spacing / 2 + i * spacing);
    }
    out.on(SvgOut.Layer.THINGS);
    events.forEach(this::event);
  }

  /**
   * Draws.
   *
   * @param title a line above
   * @param events the steps, packet by packet
   * @param verdict sentences below
   * @param theme empty for what the reader's screen or printer asks for
   */
  public static String of(
      String title,
      List<HopEvent> events,
      List<String> verdict,
      Language language,
      Optional<Theme> theme) {
    LadderSvg ladder = new LadderSvg(events, language);
    ladder.frame(title, verdict);
    int height = ladder.y + 12;
    return SvgFrame.of(
        WIDTH,
        height,
        language,
        title,
        String.join(" ", verdict),
        SvgFrame.style(theme),
        ladder.out.body());
  }

  private void frame(String title, List<String> verdict) {
    int bottom = y;
    for (String sentence : verdict) {
      y += 24;
      out.text("strong", 12, y, "=> " + Fit.boldIn(sentence, WIDTH - 60));
    }
    y += 6;
    out.on(SvgOut.Layer.FRAME).text("name", 12, 32, Fit.boldIn(title, WIDTH - 40));
    columns.forEach(
        (name, x) -> {
          int width = Fit.bold(name) + 28;
          out.on(SvgOut.Layer.FRAME).path("lifeline", "M" + x + "," + (TOP + HEAD) + "V" + bottom);
          out.on(SvgOut.Layer.HOST)
              .begin(Ids.of("place", name), "place", name, "", name)
              .rect("stack", x - width / 2, TOP, width, HEAD, 8)
              .textAround("strong", x, TOP + 21, name)
              .end();
        });
    out.on(SvgOut.Layer.THINGS);
  }

  private void event(HopEvent event) {
    String netns = event.hop().netns();
    String before = places.put(event.hop().skb(), netns);
    if (before != null && !before.equals(netns)) {
      arrow(event, columns.get(before), columns.get(netns));
    }
    if (event instanceof HopEvent.Translated) {
      note(event, "changed");
    } else if (event instanceof HopEvent.Delivered) {
      note(event, "good");
    } else if (event instanceof HopEvent.Dropped) {
      note(event, "bad");
    }
  }

  /** The packet as the step found it. */
  private static L3Packet packet(HopEvent event) {
    return event instanceof HopEvent.Translated change ? change.before() : event.hop().packet();
  }

  private void time(HopEvent event) {
    double millis = (event.hop().time() - start) / MICROSECOND / 1000.0;
    out.textTo("mono quiet", TIME - 12, y + 5, CNumber.fixed(millis, 3));
  }

  private void arrow(HopEvent event, int from, int to) {
    String label = PacketText.of(packet(event));
    y += STEP / 2;
    time(event);
    int way = Integer.signum(to - from);
    int tip = to - 3 * way;
    int below = y + SLANT;
    String head =
        "M%s,%sL%s,%sL%s,%s"
            .formatted(tip - 11 * way, below - 8, tip, below, tip - 12 * way, below + 4);
    out.begin("step." + ++rows, "packet", label, "h" + (way > 0 ? 0 : 2), label)
        .path("line", "M" + (from + 3 * way) + "," + y + "L" + tip + "," + below + head);
    label(label, (from + to) / 2, y - 8, "mono");
    out.end();
    y += STEP / 2 + SLANT;
  }

  private void note(HopEvent event, String style) {
    int x = columns.get(event.hop().netns());
    String mark = style.equals("bad") ? "\u2715 " : style.equals("good") ? "\u2713 " : "";
    String said = mark + text.of(event);
    time(event);
    out.begin("step." + ++rows, "decision", event.hop().netns(), style, said);
    label(said, x, y + 5, style.equals("changed") ? "mono strong" : "mono");
    out.end();
    y += STEP * 3 / 4;
  }

  /** Text around x, within the picture, on a ground of its own. */
  private void label(String said, int x, int base, String style) {
    String shown = Fit.monoIn(said, WIDTH - TIME - 24);
    int half = Fit.mono(shown) / 2 + 6;
    int at = Math.max(TIME + half, Math.min(WIDTH - 8 - half, x));
    out.rect("ground", at - half, base - 16, 2 * half, 22, 4).textAround(style, at, base, shown);
  }
}

package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.lab.LabTopology;
import passerelle.picture.Arrangement.Column;
import passerelle.picture.Arrangement.Head;
import passerelle.picture.Sheet.Side;
import passerelle.picture.Sheet.Socket;

/**
 * Draws the host: its frame, and its network stack, which has a leg for each bridge, so that the
 * cables of containers leave it where they do.
 */
final class HostDrawer {
  private static final int LEFT = 3 * Sheet.RIM;
  private static final int UPLINK = 160;
  private static final int TAG = 28;
  private static final int PILLS = 576;
  private static final int GUTTER = 8;
  private static final String HOST_MODE = "--network host";

  private final Sheet sheet;
  private final SvgOut out;
  private final Picture.Stack host;
  private final Set<String> beside;
  private final List<Picture.Device> placed = new ArrayList<>();

  HostDrawer(Sheet sheet, Picture.Stack host) {
    this.sheet = sheet;
    this.host = host;
    out = sheet.out;
    beside = sheet.arrangement.rows().keySet();
  }

  void draw() {
    frame();
    out.on(SvgOut.Layer.HOST)
        .begin(
            host.id() + ".stack",
            "stack-of-host",
            host.name(),
            "",
            sheet.say("stack.host"),
            "netns",
            host.netns())
        .path("stack", outline())
        .end();
    uplink();
    new NatDrawer(sheet, host).draw();
    List<Column> columns = sheet.arrangement.columns();
    for (int i = 0; i < columns.size(); i++) {
      new ColumnDrawer(sheet, columns.get(i), i).draw();
      if (columns.get(i).head() == Head.BRIDGE) {
        columns.get(i).bridge().ifPresent(placed::add);
      }
    }
    int at = badges();
    pills(Math.max(PILLS, at + 2 * GUTTER));
    new WireDrawer(sheet).draw();
  }

  private void frame() {
    int bottom = sheet.bottom();
    int right = sheet.width() - Sheet.MARGIN;
    int width = right - Sheet.MARGIN;
    out.on(SvgOut.Layer.FRAME)
        .begin(
            host.id(),
            "machine",
            host.name(),
            "",
            sheet.say("machine", host.name()),
            "netns",
            host.netns())
        .rect("frame", Sheet.MARGIN, Sheet.FRAME_TOP, width, bottom - Sheet.FRAME_TOP, 14)
        .text("name", Sheet.MARGIN + 8, Sheet.FRAME_TOP - 10, host.name())
        .textTo("quiet", right - 8, Sheet.FRAME_TOP - 10, sheet.say("legend"))
        .end();
  }

  /** The outline of the stack: deeper below the head of a column, deepest along its ports. */
  private String outline() {
    int right = sheet.width() - LEFT;
    Outline outline = new Outline(LEFT, Sheet.STACK_TOP, right);
    List<Column> columns = sheet.arrangement.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).head().isInStack()) {
        int x = Sheet.columnLeft(i) - Sheet.RIM;
        int ports = x + Sheet.PANEL + 2 * Sheet.RIM;
        int depth = sheet.depth(i);
        int bottom =
            depth == 0 ? Sheet.STACK_BOTTOM : ColumnDrawer.panelBottom(depth) + Sheet.RIM - 2;
        boolean last = i + 1 == columns.size() || !columns.get(i + 1).head().isInStack();
        outline.down(x, Sheet.BASE_BOTTOM, bottom);
        outline.down(ports, bottom, Sheet.STACK_BOTTOM);
        int end = x + Sheet.COLUMN + (last ? Sheet.RIM : 0);
        outline.down(end, Sheet.STACK_BOTTOM, Sheet.BASE_BOTTOM);
      }
    }
    return outline.close(Sheet.BASE_BOTTOM);
  }

  /** The device whose cable leads to another machine, in the middle of the upper edge. */
  private void uplink() {
    Optional<Picture.Device> found =
        host.devices().stream().filter(d -> isOutside(sheet.picture.peer(d))).findFirst();
    if (found.isEmpty()) {
      return;
    }
    Picture.Device device = found.get();
    placed.add(device);
    int x = Sheet.MIDDLE - UPLINK / 2;
    String second = device.addresses().stream().findFirst().orElse("");
    String below = device.master().map(m -> "master " + m).orElse(second);
    out.on(SvgOut.Layer.THINGS)
        .begin(device, "")
        .rect("badge", x, Sheet.EDGE_TOP, UPLINK, 2 * TAG + 6, 6)
        .textAround(
            "mono strong",
            Sheet.MIDDLE,
            Sheet.EDGE_TOP + 26,
            device.name() + (device.up() ? "" : " DOWN"))
        .textAround("mono", Sheet.MIDDLE, Sheet.EDGE_TOP + 49, Fit.monoIn(below, UPLINK - 8))
        .rect("port", Sheet.MIDDLE - 5, Sheet.EDGE_TOP - 5, 10, 10, 2)
        .end();
    sheet.sockets.put(device.id(), new Socket(Sheet.MIDDLE, Sheet.EDGE_TOP, Side.TOP));
    int foot = Sheet.EDGE_TOP + 2 * TAG + 6;
    sheet.feet.put(device.id(), new Socket(Sheet.MIDDLE, foot, Side.BOTTOM));
  }

  private boolean isOutside(Optional<Picture.Device> peer) {
    return peer.flatMap(p -> sheet.picture.stack(p.netns()))
        .filter(s -> s.kind() == Picture.Kind.MACHINE && !s.netns().equals(LabTopology.HOST))
        .isPresent();
  }

  private boolean isBeside(Optional<Picture.Device> peer) {
    return peer.filter(p -> beside.contains(p.netns())).isPresent();
  }

  /** The other devices of the host in a row; where the next thing may begin. */
  private int badges() {
    int x = Sheet.columnLeft(0);
    int limit = host.residents().isEmpty() ? sheet.width() - 4 * Sheet.RIM : PILLS - GUTTER;
    List<Picture.Device> left = new ArrayList<>();
    for (Picture.Device device : host.devices()) {
      boolean drawn = placed.contains(device) || isBeside(sheet.picture.peer(device));
      if (!drawn) {
        left.add(device);
      }
    }
    for (int i = 0; i < left.size(); i++) {
      String text = badgeText(left.get(i));
      int width = Fit.mono(text) + 2 * GUTTER + (left.get(i).isLoopback() ? 20 : 0);
      int more = left.size() - i;
      if (x + width + (more > 1 ? 70 : 0) > limit) {
        out.on(SvgOut.Layer.THINGS).text("quiet", x, Sheet.BADGE_TOP + 21, sheet.say("more", more));
        return x + 70;
      }
      badge(left.get(i), text, x, width);
      x += width + GUTTER;
    }
    return x;
  }

  private String badgeText(Picture.Device device) {
    String address = device.addresses().stream().findFirst().map(a -> " " + a).orElse("");
    String shown = device.isLoopback() ? address.replaceAll("/8$", "") : address;
    String master = device.master().map(m -> " \u2192 " + m).orElse("");
    String lower = sheet.picture.lower(device).map(l -> "@" + l.name()).orElse("");
    return device.name() + lower + device.carried() + shown + master + (device.up() ? "" : " DOWN");
  }

  private void badge(Picture.Device device, String text, int x, int width) {
    out.on(SvgOut.Layer.THINGS);
    if (device.network().isPresent()) {
      out.beginBridge(device.id(), device, sheet.hue(device));
    } else {
      out.begin(device, sheet.hue(device));
    }
    out.rect(device.isBridge() ? "bridge" : "badge", x, Sheet.BADGE_TOP, width, 30, 6);
    int at = x + GUTTER;
    if (device.isLoopback()) {
      BoxDrawer.loop(out, at + 7, Sheet.BADGE_TOP + 15);
      at += 20;
    }
    out.text("mono", at, Sheet.BADGE_TOP + 21, text).end();
    Socket below = new Socket(x + width / 2, Sheet.BADGE_TOP + 30, Side.BOTTOM);
    sheet.sockets.put(device.id(), below);
    sheet.feet.put(device.id(), below);
  }

  /** The containers in the host's own stack. */
  private void pills(int from) {
    if (host.residents().isEmpty()) {
      return;
    }
    out.on(SvgOut.Layer.THINGS).text("mono strong", from, Sheet.BADGE_TOP + 21, HOST_MODE);
    int x = from + Fit.mono(HOST_MODE) + GUTTER;
    int right = sheet.width() - 4 * Sheet.RIM;
    for (int i = 0; i < host.residents().size(); i++) {
      Picture.Resident resident = host.residents().get(i);
      int width = Math.min(200, Fit.bold(resident.name()) + 24);
      int more = host.residents().size() - i;
      if (x + width + (more > 1 ? 70 : 0) > right) {
        out.text("quiet", x, Sheet.BADGE_TOP + 21, sheet.say("more", more));
        return;
      }
      BoxDrawer.pill(sheet, resident, x, Sheet.BADGE_TOP + 2, width);
      x += width + GUTTER;
    }
  }
}

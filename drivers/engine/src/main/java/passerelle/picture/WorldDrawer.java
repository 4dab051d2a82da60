package passerelle.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.lab.LabTopology;
import passerelle.picture.Sheet.Side;
import passerelle.picture.Sheet.Socket;

/** Draws the machines around the host, side by side at the top. */
final class WorldDrawer {
  private static final int TOP = Sheet.TOP;
  private static final int SIDE_WIDTH = 284;
  private static final int ROUTER_LEFT = 382;
  private static final int ROUTER_WIDTH = 516;
  private static final int PAD = 16;
  private static final int FIRST_LINE = 48;
  private static final int LEADING = 19;
  private static final int LINES = 3;
  private static final int BRIDGE_LEFT = 612;
  private static final int BRIDGE_HEIGHT = 54;

  private final Sheet sheet;
  private final SvgOut out;

  WorldDrawer(Sheet sheet) {
    this.sheet = sheet;
    out = sheet.out;
  }

  void draw() {
    draw(LabTopology.INTERNET, Sheet.MARGIN, SIDE_WIDTH, Side.RIGHT);
    draw(LabTopology.ROUTER, ROUTER_LEFT, ROUTER_WIDTH, Side.LEFT);
    draw(LabTopology.LAPTOP, 2 * Sheet.MIDDLE - Sheet.MARGIN - SIDE_WIDTH, SIDE_WIDTH, Side.LEFT);
  }

  private void draw(String name, int x, int width, Side side) {
    sheet.picture.stack(name).ifPresent(stack -> machine(stack, x, width, side));
  }

  private void machine(Picture.Stack stack, int x, int width, Side side) {
    out.on(SvgOut.Layer.HOST)
        .begin(
            stack.id(),
            "machine",
            stack.name(),
            "",
            sheet.say("machine", stack.name()),
            "netns",
            stack.netns())
        .rect("stack", x, TOP, width, Sheet.WORLD_HEIGHT, 10)
        .text("name", x + PAD, TOP + 25, stack.name())
        .end();
    nat(stack, x + PAD + Fit.bold(stack.name()) + 2 * PAD);
    // Where there is no room for a box of its own a bridge is a line among the devices.
    Optional<Picture.Device> bridge =
        stack.devices().stream().filter(d -> d.isBridge() && width == ROUTER_WIDTH).findFirst();
    int room = (bridge.isPresent() ? BRIDGE_LEFT - x : width) - 2 * PAD;
    int line = 0;
    List<Picture.Device> devices = listed(stack, bridge.isPresent());
    for (Picture.Device device : devices) {
      if (line == LINES) {
        break;
      }
      int y = TOP + FIRST_LINE - 5 + line * LEADING;
      line = device(device, x + PAD, line, room, devices.size() == 1);
      if (sheet.picture.cable(device).isPresent()) {
        if (toMachine(device)) {
          plug(device, side == Side.LEFT ? x : x + width, y, side);
        } else {
          plug(device, x + width - 24, TOP + Sheet.WORLD_HEIGHT, Side.BOTTOM);
        }
      }
    }
    bridge.ifPresent(b -> bridge(stack, b, x + width));
  }

  private boolean toMachine(Picture.Device device) {
    return sheet
        .picture
        .peer(device)
        .flatMap(peer -> sheet.picture.stack(peer.netns()))
        .filter(stack -> stack.kind() == Picture.Kind.MACHINE)
        .isPresent();
  }

  private boolean isInnerPort(Picture.Device device) {
    return device.master().isPresent() && !toMachine(device);
  }

  private void nat(Picture.Stack stack, int x) {
    if (!stack.translations().isEmpty()) {
      Picture.Translation rule = stack.translations().get(0);
      String text = rule.target() + (stack.translations().size() > 1 ? " \u2026" : "");
      out.on(SvgOut.Layer.THINGS)
          .begin(rule.id(), "rule", rule.target(), "", rule.rule().line(), "netns", stack.netns())
          .text("quiet", x, TOP + 25, text)
          .end();
    }
  }

  /**
   * What has a cable first, loopback last.
   *
   * @param apart bridges and their ports are drawn apart
   */
  private List<Picture.Device> listed(Picture.Stack stack, boolean apart) {
    List<Picture.Device> out = new ArrayList<>(stack.devices());
    out.removeIf(d -> apart ? d.isBridge() || d.master().isPresent() : isInnerPort(d));
    out.sort(
        Comparator.comparing(Picture.Device::isLoopback)
            .thenComparing(d -> sheet.picture.cable(d).isEmpty()));
    return out;
  }

  /** The number of the line behind it. */
  private int device(Picture.Device device, int x, int line, int room, boolean alone) {
    int y = TOP + FIRST_LINE + line * LEADING;
    out.on(SvgOut.Layer.THINGS).begin(device, "");
    out.text("mono strong", x, y, device.name());
    int at = x + Fit.mono(device.name() + " ");
    int most = device.isLoopback() && !alone ? 1 : Math.min(2, LINES - line);
    List<String> addresses = device.addresses();
    int n = Math.min(most, addresses.size());
    for (int i = 0; i < n; i++) {
      boolean last = i == n - 1;
      int left = addresses.size() - n;
      String more = last && left > 0 ? " " + sheet.say("more", left) : "";
      String tunnel = last ? device.carried().replaceAll(" \u21e2.*", "") : "";
      String text = addresses.get(i).replaceAll("/32$|/8$", "") + more + tunnel;
      out.text("mono", at, y + i * LEADING, Fit.monoIn(text, room - at + x));
    }
    if (!device.up()) {
      String before = n > 0 ? addresses.get(n - 1) + " " : "";
      out.text("mono strong", at + Fit.mono(before), y + Math.max(0, n - 1) * LEADING, "DOWN");
    }
    out.end();
    return line + Math.max(1, n);
  }

  private void bridge(Picture.Stack stack, Picture.Device bridge, int right) {
    int y = TOP + Sheet.WORLD_HEIGHT - BRIDGE_HEIGHT - 8;
    int edge = right - 8;
    out.on(SvgOut.Layer.HOST)
        .beginBridge(bridge.id(), bridge, sheet.hue(bridge))
        .rect("bridge", BRIDGE_LEFT, y, edge - BRIDGE_LEFT, BRIDGE_HEIGHT, 6)
        .text("mono strong", BRIDGE_LEFT + 12, y + 20, bridge.name())
        .text(
            "mono",
            BRIDGE_LEFT + 12 + Fit.mono(bridge.name() + " "),
            y + 20,
            String.join(" ", bridge.addresses().stream().limit(1).toList())
                + (bridge.up() ? "" : " DOWN"))
        .end();
    int below = 0;
    int beside = 0;
    for (Picture.Device port : stack.devices()) {
      if (port.master().filter(bridge.name()::equals).isEmpty()) {
        continue;
      }
      boolean toLaptop =
          sheet.picture.peer(port).filter(p -> p.netns().equals(LabTopology.LAPTOP)).isPresent();
      if (toLaptop) {
        port(port, edge, TOP + FIRST_LINE - 5 + beside++ * LEADING, Side.RIGHT);
      } else {
        port(port, Sheet.MIDDLE + below++ * 80, y + BRIDGE_HEIGHT, Side.BOTTOM);
      }
    }
  }

  private void port(Picture.Device port, int x, int y, Side side) {
    String text = port.name() + (port.up() ? "" : " DOWN");
    out.on(SvgOut.Layer.THINGS).begin(port, "").rect("port", x - 5, y - 5, 10, 10, 2);
    if (side == Side.RIGHT) {
      out.textTo("mono", x - 12, y + 6, text);
    } else {
      out.text("mono", x + 12, y - 8, text);
    }
    out.end();
    sheet.sockets.put(port.id(), new Socket(x, y, side));
  }

  private void plug(Picture.Device device, int x, int y, Side side) {
    out.on(SvgOut.Layer.THINGS).rect("port", x - 5, y - 5, 10, 10, 2);
    sheet.sockets.put(device.id(), new Socket(x, y, side));
  }
}

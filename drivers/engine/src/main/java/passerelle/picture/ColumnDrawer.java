package passerelle.picture;

import java.util.Optional;
import passerelle.lab.LabTopology;
import passerelle.picture.Arrangement.Column;
import passerelle.picture.Arrangement.Head;
import passerelle.picture.Arrangement.Row;
import passerelle.picture.Sheet.Side;
import passerelle.picture.Sheet.Socket;

/** Draws a column: its head, the ports below it, the boxes beside them. */
record ColumnDrawer(Sheet sheet, Column column, int index, SvgOut out, int x) {
  private static final int PAD = 12;

  /** By what name people ask for it. */
  private static final String NO_NETWORK = "none";

  ColumnDrawer(Sheet sheet, Column column, int index) {
    this(sheet, column, index, sheet.out, Sheet.columnLeft(index));
  }

  /** Where the ports of a bridge end. */
  static int panelBottom(int depth) {
    return Sheet.gap(depth - 1) + 9;
  }

  void draw() {
    switch (column.head()) {
      case BRIDGE -> bridge(column.bridge().orElseThrow());
      case DEVICES -> devices();
      case WIRE -> wire();
      case NONE -> loose();
    }
    for (int r = 0; r < column.rows().size(); r++) {
      Row row = column.rows().get(r);
      Optional<Picture.Cable> own = sheet.ownCable(column, row);
      new BoxDrawer(sheet, row, x + sheet.boxLeft(column), Sheet.rowTop(r)).draw(own);
      if (column.head() != Head.WIRE) {
        own.ifPresent(cable -> port(row, cable));
      }
    }
  }

  private void devices() {
    out.on(SvgOut.Layer.HOST)
        .rect("stack-head", x, Sheet.HEAD_TOP, Sheet.HEAD_WIDTH, Sheet.HEAD_HEIGHT, 6)
        .text("strong", x + PAD, Sheet.HEAD_TOP + 21, sheet.say("devices"))
        .text("quiet", x + PAD, Sheet.HEAD_TOP + 43, sheet.say("devices.more"));
  }

  /**
   * A network on the wire of one of the host's devices, beside the host's stack: it does not pass
   * there.
   */
  private void wire() {
    Optional<Picture.NetworkFacts> network = column.network();
    Picture.Device parent = column.bridge().orElse(null);
    String on = network.flatMap(Picture.NetworkFacts::wire).map(Picture.Wire::parent).orElse("");
    String name = network.map(Picture.NetworkFacts::name).orElse(parent == null ? "" : kind());
    String title = network.map(n -> sheet.say("network", name)).orElse(name);
    String more = column.leg() > 0 ? " " + sheet.say("continued") : "";
    String device = "parent " + (parent == null ? on : parent.name());
    int right = x + Sheet.HEAD_WIDTH - PAD;
    int room = Sheet.HEAD_WIDTH - 3 * PAD;
    String driver =
        network
            .map(n -> sheet.say("wire", n.driver(), n.wire().orElseThrow().mode()))
            .orElse(sheet.say("wire.by.hand"));
    out.on(SvgOut.Layer.HOST)
        .begin(
            id(parent),
            "network",
            name,
            Sheet.hue(network),
            title + ", " + device,
            "netns",
            LabTopology.HOST,
            "device",
            parent == null ? on : parent.name(),
            "network",
            network.map(Picture.NetworkFacts::name).orElse(""))
        .rect("bridge wire", x, Sheet.HEAD_TOP, Sheet.HEAD_WIDTH, Sheet.HEAD_HEIGHT, 26)
        .text(
            "strong",
            x + PAD + 8,
            Sheet.HEAD_TOP + 21,
            Fit.boldIn(title + more, room - Fit.mono(device)))
        .textTo("mono", right - 8, Sheet.HEAD_TOP + 21, device)
        .text("", x + PAD + 8, Sheet.HEAD_TOP + 43, driver)
        .textTo(
            "mono",
            right - 8,
            Sheet.HEAD_TOP + 43,
            network.map(Picture.NetworkFacts::subnet).orElse(""))
        .end();
  }

  private String id(Picture.Device parent) {
    String id =
        column.network().map(Picture.NetworkFacts::id).orElseGet(() -> "wire." + parent.id());
    return column.leg() > 0 ? id + "." + column.leg() : id;
  }

  /** The kind of what stands there. */
  private String kind() {
    return column.rows().stream()
        .flatMap(row -> row.first().devices().stream())
        .filter(d -> sheet.picture.stand(d).isPresent())
        .map(Picture.Device::kind)
        .findFirst()
        .orElse("");
  }

  /** A region of its own, beside the host's stack. */
  private void loose() {
    int bottom = Sheet.gap(column.rows().size() - 1) + 9;
    int left = x + Sheet.RIM;
    out.on(SvgOut.Layer.FRAME)
        .rect(
            "loose",
            left,
            Sheet.HEAD_TOP,
            Sheet.HEAD_WIDTH - 2 * Sheet.RIM,
            bottom - Sheet.HEAD_TOP,
            8)
        .text("strong", left + PAD, Sheet.HEAD_TOP + 21, loose(column))
        .text("quiet", left + PAD, Sheet.HEAD_TOP + 43, sheet.say("none.more"));
  }

  /** The network by name, where those in it have chosen it. */
  private String loose(Column column) {
    boolean chosen =
        column.rows().stream()
            .flatMap(row -> row.stacks().stream())
            .allMatch(s -> s.residents().stream().anyMatch(r -> r.mode().equals(NO_NETWORK)));
    return chosen ? sheet.say("network", NO_NETWORK) : sheet.say("none");
  }

  private void bridge(Picture.Device bridge) {
    Optional<Picture.NetworkFacts> network = bridge.network();
    String id = bridge.id();
    String name = network.map(Picture.NetworkFacts::name).orElse(bridge.name());
    String more = column.leg() > 0 ? " " + sheet.say("continued") : "";
    String title = network.map(n -> sheet.say("network", name)).orElse(name);
    int right = x + Sheet.HEAD_WIDTH - PAD;
    // Where it goes on, that says so: what the bridge is called stands where it begins.
    String device = network.isPresent() && more.isEmpty() ? bridge.name() : "";
    int room = Sheet.HEAD_WIDTH - 3 * PAD - Fit.mono(device) - Fit.bold(more);
    String shown = Fit.boldIn(title, room) + more;
    boolean internal = network.filter(Picture.NetworkFacts::internal).isPresent();
    String address = bridge.addresses().stream().findFirst().orElse("");
    String state = bridge.up() ? address : (address + " DOWN").strip();
    out.on(SvgOut.Layer.HOST)
        .beginBridge(column.leg() > 0 ? id + "." + column.leg() : id, bridge, sheet.hue(bridge))
        .path("bridge", outline())
        .text("strong", x + PAD, Sheet.HEAD_TOP + 21, shown)
        .textTo("mono", right, Sheet.HEAD_TOP + 21, device)
        .text("", x + PAD + (internal ? 22 : 0), Sheet.HEAD_TOP + 43, driver(network))
        .textTo("mono", right, Sheet.HEAD_TOP + 43, state);
    if (internal) {
      noEntry(x + PAD + 8, Sheet.HEAD_TOP + 38);
    }
    out.end();
  }

  /** The mark of a network without a way out: a circle that is crossed out. */
  private void noEntry(int centre, int y) {
    out.path(
        "mark",
        "M%s,%sa7,7 0 1 0 14,0a7,7 0 1 0 -14,0M%s,%sl10,-10"
            .formatted(centre - 7, y, centre - 5, y + 5));
  }

  private String driver(Optional<Picture.NetworkFacts> network) {
    return network
        .map(
            n ->
                n.internal()
                    ? n.driver() + ", " + sheet.say("internal")
                    : sheet.say("driver", n.driver()))
        .orElse(sheet.say("by.hand"));
  }

  /** A head, and the strip of ports below it. */
  private String outline() {
    int bottom = Sheet.HEAD_TOP + Sheet.HEAD_HEIGHT;
    int depth = sheet.depth(index);
    Outline outline = new Outline(x, Sheet.HEAD_TOP, x + Sheet.HEAD_WIDTH);
    if (depth > 0) {
      outline.down(x, bottom, panelBottom(depth));
      outline.down(x + Sheet.PANEL, panelBottom(depth), bottom);
    }
    return outline.close(bottom);
  }

  /** The host's end of a box's cable. */
  private void port(Row row, Picture.Cable cable) {
    Picture.Device port = sheet.hostEnd(cable);
    Picture.Device inside = cable.otherEnd(port).orElseThrow();
    Socket box = sheet.sockets.get(inside.id());
    int edge = x + Sheet.PANEL;
    String text = row.isGroup() ? sheet.say("ports", row.stacks().size()) : port.name();
    String address = port.addresses().stream().findFirst().orElse("");
    String above = (address + (port.up() ? "" : " DOWN")).strip();
    out.on(SvgOut.Layer.THINGS)
        .begin(port, sheet.hue(cable))
        .rect("port", edge - 5, box.y() - 5, 10, 10, 2)
        .textTo(
            row.isGroup() ? "" : "mono",
            edge - 10,
            box.y() + 6,
            Fit.monoIn(text, Sheet.PANEL - 14));
    if (!above.isEmpty()) {
      out.textTo("mono", edge - 10, box.y() - 14, Fit.monoIn(above, Sheet.PANEL - 14));
    }
    out.end();
    sheet.sockets.put(port.id(), new Socket(edge, box.y(), Side.RIGHT));
    for (int i = 1; i < row.stacks().size(); i++) {
      row.stacks().get(i).devices().stream()
          .flatMap(d -> sheet.picture.peer(d).stream())
          .forEach(p -> sheet.sockets.put(p.id(), sheet.sockets.get(port.id())));
    }
  }
}

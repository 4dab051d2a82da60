package passerelle.picture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.lab.LabTopology;
import passerelle.picture.Arrangement.Column;
import passerelle.picture.Arrangement.Row;
import passerelle.picture.Sheet.Side;
import passerelle.picture.Sheet.Socket;

/** Draws the cables between what is drawn. */
final class CableDrawer {
  private static final int LANE = 14;

  /** Between two cables below the same row. */
  private static final int STEP = 5;

  /** From the lowest card of a group to where cables run below it. */
  private static final int GROUP = 8;

  private final Sheet sheet;
  private final SvgOut out;
  private final Map<String, Row> rows;
  private final Set<String> drawn = new HashSet<>();
  private final Map<Integer, Integer> far = new HashMap<>();
  private int lanes;

  CableDrawer(Sheet sheet) {
    this.sheet = sheet;
    out = sheet.out;
    rows = sheet.arrangement.rows();
  }

  void draw() {
    for (Picture.Cable cable : sheet.picture.cables()) {
      Picture.Device host = sheet.hostEnd(cable);
      Picture.Device guest = cable.otherEnd(host).orElseThrow();
      Socket at = sheet.sockets.get(guest.id());
      Socket from = sheet.sockets.get(host.id());
      if (at == null) {
        continue;
      }
      if (from == null) {
        far(cable, host, guest, at);
      } else if (bothBeside(host, guest)) {
        loop(cable, from, at);
      } else {
        straight(cable, from, at);
      }
    }
  }

  private boolean bothBeside(Picture.Device one, Picture.Device other) {
    return rows.containsKey(one.netns()) && rows.containsKey(other.netns());
  }

  private void straight(Picture.Cable cable, Socket from, Socket at) {
    Row row = rows.getOrDefault(cable.other().netns(), rows.get(cable.one().netns()));
    boolean group = row != null && row.isGroup();
    if (group && !drawn.add(row.id())) {
      return;
    }
    boolean behind = row != null && !sheet.hostEnd(cable).netns().equals(LabTopology.HOST);
    out.on(behind ? SvgOut.Layer.FAR_CABLES : SvgOut.Layer.CABLES);
    String line = "M" + from.x() + "," + from.y() + turn(from, at) + "L" + at.x() + "," + at.y();
    if (group) {
      int y = from.y();
      String side = "H" + at.x();
      line += "M" + from.x() + "," + (y - 4) + side + "M" + from.x() + "," + (y + 4) + side;
    }
    cable(cable, line);
  }

  /** A corner, where the ends are not opposite each other. */
  private static String turn(Socket from, Socket at) {
    if (from.side() == Side.BOTTOM && at.side() == Side.BOTTOM && from.y() == at.y()) {
      return "v5H" + at.x();
    }
    boolean aligned = from.x() == at.x() || from.y() == at.y();
    if (aligned) {
      return "";
    }
    boolean upright = from.side() == Side.TOP || from.side() == Side.BOTTOM;
    int middle = upright ? (from.y() + at.y()) / 2 : (from.x() + at.x()) / 2;
    return upright ? "V" + middle + "H" + at.x() : "H" + middle + "V" + at.y();
  }

  /** From the lower edge of a box, between the rows and behind what is there, to another bridge. */
  private void far(Picture.Cable cable, Picture.Device port, Picture.Device guest, Socket at) {
    int column = sheet.columnOf(port);
    if (column < 0) {
      return;
    }
    Row box = rows.get(guest.netns());
    if (box == null || box.isGroup() && !drawn.add(box.id() + " " + column)) {
      return;
    }
    int row = rowOf(box);
    boolean rightward = Sheet.columnLeft(column) > at.x();
    int edge = Sheet.columnLeft(column) + (rightward ? 0 : Sheet.PANEL);
    int y = Sheet.gap(row) - 2 + STEP * ((far.merge(row, 1, Integer::sum) - 1) % 2);
    out.on(SvgOut.Layer.FAR_CABLES);
    int below = box.isGroup() ? at.x() + 24 : at.x();
    int bottom = box.isGroup() ? y - GROUP : at.y();
    cable(cable, "M" + edge + "," + y + "H" + below + "V" + bottom);
    String said = port.name() + (port.up() ? "" : " DOWN");
    String whole = box.isGroup() ? sheet.say("ports", box.stacks().size()) : said;
    String text = Fit.monoIn(whole, Sheet.PANEL - 14);
    out.on(SvgOut.Layer.THINGS)
        .begin(port, sheet.hue(cable))
        .rect("port", edge - 5, y - 5, 10, 10, 2);
    if (rightward) {
      out.text("mono", edge + 10, y + 5, text);
    } else {
      out.textTo("mono", edge - 10, y + 5, text);
    }
    out.end();
    sheet.sockets.put(port.id(), new Socket(edge, y, rightward ? Side.LEFT : Side.RIGHT));
  }

  private int rowOf(Row wanted) {
    for (Column column : sheet.arrangement.columns()) {
      List<Row> here = column.rows();
      for (int r = 0; r < here.size(); r++) {
        if (here.get(r) == wanted) {
          return r;
        }
      }
    }
    return 0;
  }

  /** Between two boxes: out below one, along the left, in below the other. */
  private void loop(Picture.Cable cable, Socket one, Socket other) {
    int lane = Math.min(one.x(), other.x()) - 40 - LANE * lanes++ % 84;
    out.on(SvgOut.Layer.FAR_CABLES);
    cable(
        cable, "M%s,%sv6H%sV%sH%sv-6".formatted(one.x(), one.y(), lane, other.y() + 6, other.x()));
  }

  private static String end(Picture.Device device) {
    return device.netns() + "/" + device.name();
  }

  private void cable(Picture.Cable cable, String line) {
    Picture.Device host = sheet.hostEnd(cable);
    Picture.Device guest = cable.otherEnd(host).orElseThrow();
    String ends = host.id() + " " + guest.id();
    out.begin(
            cable.id(),
            "cable",
            ends,
            sheet.hue(cable) + (cable.up() ? "" : " down"),
            Titles.cable(cable),
            "one",
            end(host),
            "other",
            end(guest))
        .path("line", line)
        .end();
  }
}

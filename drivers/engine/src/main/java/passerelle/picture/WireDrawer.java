package passerelle.picture;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.picture.Arrangement.Column;
import passerelle.picture.Arrangement.Head;
import passerelle.picture.Arrangement.Row;
import passerelle.picture.Sheet.Side;
import passerelle.picture.Sheet.Socket;

/**
 * Draws how boxes hang on the wire of one of the host's devices: from that device down to the head
 * of their network, along a trunk, to each box.
 */
final class WireDrawer {
  /** The trunk, from the left of the column. */
  private static final int TRUNK = 20;

  /** Where the wire comes in, from the right of the head. */
  private static final int RISER = 60;

  private static final int NOTE = 10;
  private static final int LANE = 3;
  private static final String SHARES_MAC = "ipvlan";

  private final Sheet sheet;
  private final SvgOut out;
  private final Map<String, Row> rows;
  private final Set<String> drawn = new HashSet<>();

  WireDrawer(Sheet sheet) {
    this.sheet = sheet;
    out = sheet.out;
    rows = sheet.arrangement.rows();
  }

  void draw() {
    for (Column column : sheet.arrangement.columns()) {
      if (column.head() == Head.WIRE) {
        out.on(SvgOut.Layer.CABLES)
            .path("line riser " + Sheet.hue(column.network()), riser(column));
      }
    }
    for (Picture.Cable stand : sheet.picture.stands()) {
      Row row = rows.get(stand.other().netns());
      Socket at = sheet.sockets.get(stand.other().id());
      Optional<Column> head = sheet.columnOf(stand);
      if (row != null && at != null && head.isPresent() && drawn.add(row.id() + stand.one().id())) {
        stand(stand, row, at, head.get());
      }
    }
  }

  private void stand(Picture.Cable stand, Row row, Socket at, Column head) {
    Column own = columnOf(row);
    boolean here = at.side() == Side.LEFT;
    Column along = here ? own : head;
    int trunk = left(along) + TRUNK;
    String down = riser(along) + "M" + trunk + "," + (Sheet.HEAD_TOP + Sheet.HEAD_HEIGHT);
    int under = Sheet.gap(own.rows().indexOf(row)) - 2;
    String end = here ? "V" + at.y() + "H" + at.x() : "V" + under + "H" + at.x() + "V" + at.y();
    out.on(here ? SvgOut.Layer.CABLES : SvgOut.Layer.FAR_CABLES)
        .begin(
            stand.id(),
            "cable",
            stand.one().id() + " " + stand.other().id(),
            Sheet.hue(head.network()) + (stand.up() ? "" : " down"),
            Titles.cable(stand),
            "one",
            stand.one().netns() + "/" + stand.one().name(),
            "other",
            stand.other().netns() + "/" + stand.other().name())
        .path("line", down + end)
        .end();
    if (here) {
      note(stand, trunk, at);
    }
  }

  /** What tells macvlan and ipvlan apart. */
  private void note(Picture.Cable stand, int trunk, Socket at) {
    String said = sheet.say(stand.other().kind().equals(SHARES_MAC) ? "mac.shared" : "mac.own");
    int room = at.x() - trunk - NOTE;
    out.on(SvgOut.Layer.THINGS).text("quiet", trunk + NOTE, at.y() - 7, Fit.boldIn(said, room));
  }

  private Column columnOf(Row row) {
    return sheet.arrangement.columns().stream()
        .filter(c -> c.rows().contains(row))
        .findFirst()
        .orElseThrow();
  }

  private int left(Column column) {
    return Sheet.columnLeft(sheet.arrangement.columns().indexOf(column));
  }

  /** From the device down to the head; wires of different devices have lanes of their own. */
  private String riser(Column column) {
    Optional<Socket> foot = column.bridge().map(d -> sheet.feet.get(d.id()));
    if (foot.isEmpty()) {
      return "";
    }
    int x = left(column) + Sheet.HEAD_WIDTH - RISER;
    return "M%s,%sv%sH%sV%s"
        .formatted(foot.get().x(), foot.get().y(), lane(column), x, Sheet.HEAD_TOP);
  }

  private int lane(Column column) {
    long before =
        sheet.arrangement.columns().stream()
            .takeWhile(c -> !c.bridge().equals(column.bridge()))
            .filter(c -> c.head() == Head.WIRE)
            .map(Column::bridge)
            .distinct()
            .count();
    return before % 2 == 0 ? LANE : 2 * LANE;
  }
}

package passerelle.picture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.lab.LabTopology;
import passerelle.picture.Arrangement.Column;
import passerelle.picture.Arrangement.Head;
import passerelle.picture.Arrangement.Row;
import passerelle.text.Messages;

/** The sheet that is drawn on: what goes where, in units of which 1280 make its usual width. */
final class Sheet {
  static final int MARGIN = 12;
  static final int TOP = 7;
  static final int WORLD_HEIGHT = 94;
  static final int MIDDLE = 640;

  static final int FRAME_TOP = 136;
  static final int STACK_TOP = 143;
  static final int EDGE_TOP = 152;
  static final int BADGE_TOP = 220;
  static final int HEAD_TOP = 266;
  static final int HEAD_HEIGHT = 52;

  /** Lower edge of the host's stack where nothing stands below it. */
  static final int BASE_BOTTOM = 258;

  /** Lower edge of the host's stack below the head of a column. */
  static final int STACK_BOTTOM = 324;

  static final int COLUMN = 408;
  static final int HEAD_WIDTH = 400;
  static final int PANEL = 132;

  /** How far the host's stack goes beyond its bridges. */
  static final int RIM = 8;

  static final int BOX_LEFT = 168;
  static final int BOX_WIDTH = 224;
  static final int BOX_HEIGHT = 62;
  private static final int ROWS_TOP = 330;
  private static final int ROW = 74;

  /** Where a cable runs below a box. */
  private static final int GAP = 67;

  /** A side of a box. */
  enum Side {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM
  }

  /** Where a cable is plugged in. */
  record Socket(int x, int y, Side side) {}

  final Picture picture;
  final Arrangement arrangement;
  final Messages messages;
  final SvgOut out = new SvgOut();

  /** By the ids of devices. */
  final Map<String, Socket> sockets = new HashMap<>();

  /** By the ids of devices, where hangs what stands on them. */
  final Map<String, Socket> feet = new HashMap<>();

  Sheet(Picture picture, Messages messages) {
    this.picture = picture;
    this.messages = messages;
    arrangement = new Arrangement(picture);
  }

  String say(String key, Object... arguments) {
    return messages.get(key, arguments);
  }

  int width() {
    int more = Math.max(0, arrangement.columns().size() - Arrangement.COLUMNS);
    return 2 * MIDDLE + more * COLUMN;
  }

  /** Lower edge of the host's frame. */
  int bottom() {
    int rows = 0;
    for (int i = 0; i < arrangement.columns().size(); i++) {
      rows = Math.max(rows, depth(i));
    }
    return rows == 0 ? STACK_BOTTOM + RIM + 2 : ColumnDrawer.panelBottom(rows) + RIM + 3;
  }

  static int columnLeft(int column) {
    return 4 * RIM + column * COLUMN;
  }

  /** How far the boxes of a column are from its left edge. */
  int boxLeft(Column column) {
    boolean wired =
        column.rows().stream()
            .flatMap(row -> row.first().devices().stream())
            .anyMatch(device -> picture.line(device).isPresent());
    if (column.head() != Head.NONE) {
      return BOX_LEFT;
    }
    return wired ? BOX_LEFT - 2 * RIM : 2 * RIM + MARGIN;
  }

  static int rowTop(int row) {
    return ROWS_TOP + row * ROW;
  }

  static int gap(int row) {
    return rowTop(row) + GAP;
  }

  /** Rows that a column's panel reaches down to, those of cables from other columns included. */
  int depth(int column) {
    Column here = arrangement.columns().get(column);
    int rows = here.rows().size();
    if (!here.head().isInStack() || here.leg() > 0) {
      return rows;
    }
    for (Column other : arrangement.columns()) {
      for (int r = 0; other != here && r < other.rows().size(); r++) {
        boolean plugged =
            other.rows().get(r).first().devices().stream()
                .skip(1)
                .flatMap(d -> picture.peer(d).stream())
                .anyMatch(peer -> belongs(peer, here) && !sameHead(other, here));
        rows = plugged ? Math.max(rows, r + 1) : rows;
      }
    }
    return rows;
  }

  private static boolean sameHead(Column one, Column other) {
    return one.head() == other.head()
        && one.bridge().equals(other.bridge())
        && one.network().equals(other.network());
  }

  /** Whether a device of the host is a port of that column's head. */
  static boolean belongs(Picture.Device peer, Column column) {
    if (!peer.netns().equals(LabTopology.HOST)) {
      return false;
    }
    return switch (column.head()) {
      case BRIDGE -> peer.master().equals(column.bridge().map(Picture.Device::name));
      case DEVICES -> peer.master().isEmpty();
      case WIRE, NONE -> false;
    };
  }

  /** The column, of several with the same head the first, that a device of the host belongs to. */
  int columnOf(Picture.Device port) {
    List<Column> columns = arrangement.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).leg() == 0 && belongs(port, columns.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The device of a box that is plugged into its own column, with the other end. */
  Optional<Picture.Cable> ownCable(Column column, Row row) {
    if (column.head() == Head.WIRE) {
      return row.first().devices().stream()
          .flatMap(d -> picture.stand(d).stream())
          .filter(s -> columnOf(s).filter(c -> sameHead(c, column)).isPresent())
          .findFirst();
    }
    return row.first().devices().stream()
        .flatMap(d -> picture.cable(d).stream())
        .filter(c -> belongs(hostEnd(c), column))
        .findFirst();
  }

  /** The column, of several with the same head the first, of what stands on a device. */
  Optional<Column> columnOf(Picture.Cable stand) {
    return arrangement.columns().stream()
        .filter(c -> c.head() == Head.WIRE && c.bridge().filter(stand.one()::equals).isPresent())
        .filter(c -> c.network().equals(picture.wire(stand)))
        .findFirst();
  }

  /** The end of a cable that is at the host; the first where none is. */
  Picture.Device hostEnd(Picture.Cable cable) {
    return cable.other().netns().equals(LabTopology.HOST) ? cable.other() : cable.one();
  }

  /** The class that gives a device's bridge its colour. */
  String hue(Picture.Device bridge) {
    return hue(bridge.network());
  }

  /** The class that gives a network its colour. */
  static String hue(Optional<Picture.NetworkFacts> network) {
    return "h" + network.map(Picture.NetworkFacts::hue).orElse(Hues.COUNT);
  }

  /** The class that gives a cable its bridge's colour. */
  String hue(Picture.Cable cable) {
    Picture.Device end = hostEnd(cable);
    return picture
        .stack(end.netns())
        .flatMap(s -> end.master().flatMap(s::device))
        .map(this::hue)
        .orElse("h" + Hues.COUNT);
  }
}

package passerelle.picture;

import java.util.ArrayList;
import java.util.List;

/** The outline of a shape with a straight upper edge and a lower edge in steps, rounded. */
final class Outline {
  private static final int RADIUS = 6;

  /** A corner. */
  private record Corner(int x, int y) {}

  private final List<Corner> lower = new ArrayList<>();
  private final int left;
  private final int top;
  private final int right;

  Outline(int left, int top, int right) {
    this.left = left;
    this.top = top;
    this.right = right;
  }

  /** A step of the lower edge, which goes from left to right. */
  void down(int x, int from, int to) {
    lower.add(new Corner(x, from));
    lower.add(new Corner(x, to));
  }

  /**
   * The path.
   *
   * @param bottom of the lower edge at both ends
   */
  String close(int bottom) {
    List<Corner> all = new ArrayList<>(List.of(new Corner(left, bottom)));
    all.addAll(lower);
    all.add(new Corner(right, bottom));
    all.add(new Corner(right, top));
    all.add(new Corner(left, top));
    return path(turning(all));
  }

  /** Corners where the line turns; those that it passes, or comes back to, are left out. */
  private static List<Corner> turning(List<Corner> all) {
    List<Corner> out = new ArrayList<>(all);
    for (int i = 0; i < out.size() && out.size() > 2; ) {
      Corner before = out.get((i + out.size() - 1) % out.size());
      Corner here = out.get(i);
      Corner after = out.get((i + 1) % out.size());
      boolean straight =
          before.x() == here.x() && here.x() == after.x()
              || before.y() == here.y() && here.y() == after.y();
      if (straight) {
        out.remove(i);
        i = Math.max(0, i - 1);
      } else {
        i++;
      }
    }
    return out;
  }

  private static String path(List<Corner> corners) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < corners.size(); i++) {
      Corner here = corners.get(i);
      Corner in = toward(here, corners.get((i + corners.size() - 1) % corners.size()));
      Corner out = toward(here, corners.get((i + 1) % corners.size()));
      d.append(i == 0 ? "M" : "L").append(in.x() + "," + in.y());
      d.append("Q" + here.x() + "," + here.y() + " " + out.x() + "," + out.y());
    }
    return d.append("Z").toString();
  }

  /** A point near a corner in the direction of another one. */
  private static Corner toward(Corner from, Corner to) {
    int dx = Integer.signum(to.x() - from.x()) * Math.min(RADIUS, Math.abs(to.x() - from.x()) / 2);
    int dy = Integer.signum(to.y() - from.y()) * Math.min(RADIUS, Math.abs(to.y() - from.y()) / 2);
    return new Corner(from.x() + dx, from.y() + dy);
  }
}

package passerelle.sim.userland.http;

import java.util.function.Consumer;

/** A dot for each KiB, ten in a cluster, fifty in a row; a row ends with its rate. */
final class WgetDots implements WgetMeter {
  private static final int DOT = 1024;
  private static final int CLUSTER = 10;
  private static final int ROW = 50;
  private final Consumer<String> out;
  private final long total;
  private long rows;
  private int dots;
  private long accumulated;
  private double rowStart;

  /**
   * Nothing has come.
   *
   * @param total octets that will come; 0 when nobody knows
   */
  WgetDots(Consumer<String> out, long total) {
    this.out = out;
    this.total = total;
  }

  @Override
  public void start() {
    // The first row begins with its first dot.
  }

  @Override
  public void add(int octets, double seconds) {
    accumulated += octets;
    while (accumulated >= DOT) {
      accumulated -= DOT;
      begin();
      out.accept((dots % CLUSTER == 0 ? " " : "") + ".");
      dots++;
      if (dots == ROW) {
        rows++;
        dots = 0;
        rowEnd(seconds, ROW * DOT, rows * ROW * DOT);
        long shown = rows * ROW * DOT;
        if (total > 0) {
          double left = seconds * (total - shown) / shown;
          out.accept(" " + WgetAmounts.remaining((int) (left + 0.5), true));
        }
      }
    }
  }

  private void begin() {
    if (dots == 0) {
      out.accept(String.format("\n%6dK", rows * ROW * DOT / 1024));
    }
  }

  private void rowEnd(double seconds, long octets, long shown) {
    if (total > 0) {
      out.accept(String.format("%3d%%", (int) (100.0 * shown / total)));
    }
    out.accept(" " + WgetAmounts.shortRate(octets, seconds - rowStart));
    rowStart = seconds;
  }

  @Override
  public void finish(double seconds) {
    begin();
    for (int i = dots; i < ROW; i++) {
      out.accept(i % CLUSTER == 0 ? "  " : " ");
    }
    long rest = (long) dots * DOT + accumulated;
    rowEnd(seconds, rest, rows * ROW * DOT + rest);
    out.accept("=" + WgetAmounts.took(seconds, true) + "\n\n");
  }
}

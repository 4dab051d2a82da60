package passerelle.sim.userland.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The bar of a terminal, drawn anew five times a second at most. */
final class WgetBar implements WgetMeter {
  private static final double REFRESH = 0.2;

  /** How long a sample of the rate is at least, in seconds, and how many are kept. */
  private static final double SAMPLE = 0.15;

  private static final int SAMPLES = 20;

  /** Share, brackets, size, rate, time. */
  private static final int OTHER_COLUMNS = 39;

  private static final int TIME_COLUMNS = 15;

  private record Sample(long octets, double seconds) {}

  private final Consumer<String> out;
  private final String name;
  private final long total;
  private final int width;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long count;
  private long recent;
  private double recentStart;
  private double drawn;
  private int tick;

  /**
   * Nothing has come.
   *
   * @param total octets that will come; 0 when nobody knows
   * @param columns those of the terminal
   */
  WgetBar(Consumer<String> out, String name, long total, int columns) {
    this.out = out;
    this.name = name;
    this.total = total;
    width = Math.max(columns, 45) - 1;
  }

  @Override
  public void start() {
    out.accept("\n");
    draw(0, false);
  }

  @Override
  public void add(int octets, double seconds) {
    count += octets;
    recent += octets;
    if (seconds - recentStart >= SAMPLE) {
      samples.add(new Sample(recent, seconds - recentStart));
      if (samples.size() > SAMPLES) {
        samples.remove();
      }
      recent = 0;
      recentStart = seconds;
    }
    if (seconds - drawn >= REFRESH) {
      draw(seconds, false);
      drawn = seconds;
    }
  }

  @Override
  public void finish(double seconds) {
    draw(seconds, true);
    out.accept("\n\n");
  }

  private void draw(double seconds, boolean done) {
    int names = width / 4;
    String shown = name.length() > names ? name.substring(0, names) : name;
    int length = Math.max(1, width - names - 1 - OTHER_COLUMNS);
    String share = total > 0 ? String.format("%3d%%", 100 * count / total) : "    ";
    out.accept(
        String.format(
            "\r%-" + (names + 1) + "s%s[%-" + length + "s] %7s  %s%-" + TIME_COLUMNS + "s",
            shown,
            share,
            total > 0 ? arrow(length) : shuttle(length),
            WgetAmounts.size(count, 1000, 2),
            rate(seconds),
            done ? "    in " + WgetAmounts.took(seconds, false) : left(seconds)));
    tick++;
  }

  private String arrow(int length) {
    int filled = (int) (length * count / total);
    return filled == 0 ? "" : "=".repeat(filled - 1) + ">";
  }

  /** Goes to and fro as long as nobody knows how much will come. */
  private String shuttle(int length) {
    int step = tick % (length * 2 - 6);
    int at = step < length - 2 ? step + 1 : length - (step - length + 5);
    return " ".repeat(Math.max(0, at - 1)) + "<=>";
  }

  private String rate(double seconds) {
    if (samples.isEmpty()) {
      return "--.-KB/s";
    }
    long octets = samples.stream().mapToLong(Sample::octets).sum() + recent;
    double time = samples.stream().mapToDouble(Sample::seconds).sum() + seconds - recentStart;
    return WgetAmounts.barRate(octets, time);
  }

  /** Nothing is foretold in the first three seconds. */
  private String left(double seconds) {
    if (total == 0 || count == 0 || seconds <= 3) {
      return "";
    }
    int eta = (int) (seconds * (total - count) / count + 0.5);
    return "    eta " + WgetAmounts.remaining(eta, false);
  }
}

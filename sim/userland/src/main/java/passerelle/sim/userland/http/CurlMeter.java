package passerelle.sim.userland.http;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;

/** Curl's progress meter on standard error (lib/progress.c). */
final class CurlMeter {
  private static final String TITLE =
      "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
          + "                                 Dload  Upload   Total   Spent    Left  Speed\n";

  /** What a transfer comes to, one after the other. */
  enum Stage {
    NAME,
    CONNECTED,
    SECURED,
    ASKED,
    ANSWERED
  }

  private final Map<Stage, Long> reached = new EnumMap<>(Stage.class);
  private final Process self;
  private final boolean shown;
  private final long start;
  private boolean begun;

  CurlMeter(Process self, boolean shown) {
    this.self = self;
    this.shown = shown;
    start = self.now();
  }

  /** The line of a transfer that has not received anything. */
  void begin() {
    if (shown && !begun) {
      begun = true;
      self.stderr().print(TITLE);
      line(0, -1);
    }
  }

  /** The line of now; {@code total} is negative when it is not known. */
  void line(long received, long total) {
    if (!shown) {
      return;
    }
    long micros = Math.max(1, (self.now() - start) / 1000);
    long speed = received * 1_000_000L / micros;
    int percent = total > 0 && received > 0 ? (int) (100 * received / total) : 0;
    self.stderr()
        .print(
            "\r%3s %5s  %3s %5s    0     0 %6s      0 --:--:-- %s --:--:-- %5s"
                .formatted(
                    percent,
                    total > 0 ? total : received,
                    percent,
                    received,
                    speed,
                    spent(micros / 1_000_000L),
                    speed));
  }

  private static String spent(long seconds) {
    return seconds == 0
        ? "--:--:--"
        : String.format(
            Locale.ROOT, "%2d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** The last line of a transfer that has received nothing. */
  void stop() {
    line(0, -1);
    end();
  }

  void end() {
    if (shown) {
      self.stderr().print("\n");
    }
  }

  long start() {
    return start;
  }

  /** Milliseconds since the transfer began. */
  long elapsedMillis() {
    return (self.now() - start) / EventLoop.MILLISECOND;
  }

  /** Nanoseconds left until the first of some limits, counted from the start; negative for none. */
  long left(long... limits) {
    long left = -1;
    for (long limit : limits) {
      long rest = Math.max(0, start + limit - self.now());
      left = limit <= 0 ? left : left < 0 ? rest : Math.min(left, rest);
    }
    return left;
  }

  /** A stage is reached, which counts once for a transfer. */
  void reached(Stage stage) {
    reached.putIfAbsent(stage, self.now() - start);
  }

  /** Nanoseconds from the start until a stage was reached; 0 if it was not. */
  long until(Stage stage) {
    return reached.getOrDefault(stage, 0L);
  }
}

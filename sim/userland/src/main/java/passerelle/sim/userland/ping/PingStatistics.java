package passerelle.sim.userland.ping;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.Locale;

/** What ping counts, in microseconds (ping_common.c:gather_statistics, finish). */
final class PingStatistics {
  private final BitSet seen = new BitSet();
  private long transmitted;
  private long received;
  private long repeats;
  private long errors;
  private int acknowledged;
  private long min = Long.MAX_VALUE;
  private long max;
  private long sum;
  private double squares;
  private double weighted;
  private int pipe;
  private boolean timing;

  /** A probe leaves; that its number was answered an age ago says nothing any more. */
  void transmitted(int sequence) {
    transmitted++;
    seen.clear(sequence);
  }

  /** Whether the last probe has been answered, in the order in which they were sent. */
  boolean isLastAnswered() {
    return seen.get((int) transmitted & 0xffff);
  }

  long count() {
    return transmitted;
  }

  long received() {
    return received;
  }

  long errors() {
    return errors;
  }

  void error() {
    errors++;
  }

  long max() {
    return max;
  }

  /** How many probes were on their way when one was answered ({@code acknowledge}). */
  void acknowledge(int sequence) {
    int distance = (int) transmitted - sequence & 0xffff;
    if (distance <= 0x7fff) {
      pipe = Math.max(pipe, distance + 1);
      if ((short) (sequence - acknowledged) > 0) {
        acknowledged = sequence;
      }
    }
  }

  /** Whether a later probe than the last one answered is on its way ({@code in_flight}). */
  boolean isInFlight() {
    return ((int) transmitted - acknowledged & 0xffff) != 0;
  }

  /**
   * A reply.
   *
   * @param micros its round trip; negative when it was not measured
   * @return false when it came before
   */
  boolean reply(int sequence, long micros) {
    acknowledge(sequence);
    boolean first = !seen.get(sequence);
    seen.set(sequence);
    if (micros >= 0) {
      timing = true;
      min = Math.min(min, micros);
      max = Math.max(max, micros);
      sum += micros;
      squares += (double) micros * micros;
      weighted = weighted == 0 ? micros * 8.0 : weighted + micros - weighted / 8;
    }
    if (first) {
      received++;
    } else {
      repeats++;
    }
    return first;
  }

  /** The summary of iputils' ping. */
  String iputils(String target, long millis, boolean rate) {
    StringBuilder out = new StringBuilder("\n--- " + target + " ping statistics ---\n");
    out.append(transmitted).append(" packets transmitted, ").append(received).append(" received");
    if (repeats > 0) {
      out.append(", +").append(repeats).append(" duplicates");
    }
    if (errors > 0) {
      out.append(", +").append(errors).append(" errors");
    }
    if (transmitted > 0) {
      out.append(", ").append(loss()).append("% packet loss, time ").append(millis).append("ms");
    }
    out.append('\n');
    String comma = "";
    if (received > 0 && timing) {
      long all = received + repeats;
      double mean = (double) sum / all;
      long deviation = (long) Math.sqrt(Math.max(0, squares / all - mean * mean));
      out.append("rtt min/avg/max/mdev = ")
          .append(millis(min))
          .append('/')
          .append(millis(sum / all))
          .append('/')
          .append(millis(max))
          .append('/')
          .append(millis(deviation))
          .append(" ms");
      comma = ", ";
    }
    if (pipe > 1) {
      out.append(comma).append("pipe ").append(pipe);
      comma = ", ";
    }
    if (received > 0 && rate && transmitted > 1) {
      long gap = millis * 1000 / (transmitted - 1);
      out.append(comma).append("ipg/ewma ").append(millis(gap)).append('/');
      out.append(millis((long) (weighted / 8))).append(" ms");
    }
    return out.append('\n').toString();
  }

  /** What iputils' ping tells of itself on SIGQUIT ({@code status}). */
  String meanwhile() {
    long lost = transmitted == 0 ? 0 : (transmitted - received) * 100 / transmitted;
    StringBuilder out = new StringBuilder("\r" + received + "/" + transmitted + " packets, ");
    out.append(lost).append("% loss");
    if (received > 0 && timing) {
      out.append(", min/avg/ewma/max = ")
          .append(millis(min))
          .append('/')
          .append(millis(sum / (received + repeats)))
          .append('/')
          .append(millis((long) (weighted / 8)))
          .append('/')
          .append(millis(max))
          .append(" ms");
    }
    return out.append('\n').toString();
  }

  /** As {@code %g} prints it. */
  private String loss() {
    BigDecimal percent =
        BigDecimal.valueOf((transmitted - received) * 100)
            .divide(BigDecimal.valueOf(transmitted), new MathContext(6, RoundingMode.HALF_EVEN));
    return percent.stripTrailingZeros().toPlainString();
  }

  static String millis(long micros) {
    return String.format(Locale.ROOT, "%d.%03d", micros / 1000, micros % 1000);
  }

  /** Three digits are enough ({@code gather_statistics}). */
  static String roundTrip(long micros) {
    if (micros >= 100_000 - 50) {
      return String.valueOf((micros + 500) / 1000);
    }
    if (micros >= 10_000 - 5) {
      long tenths = (micros + 50) / 100;
      return tenths / 10 + "." + tenths % 10;
    }
    if (micros >= 1000) {
      long hundredths = (micros + 5) / 10;
      return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }
    return millis(micros);
  }

  /** The summary of BusyBox's ping. */
  String busybox(String target) {
    StringBuilder out = new StringBuilder("\n--- " + target + " ping statistics ---\n");
    out.append(transmitted)
        .append(" packets transmitted, ")
        .append(received)
        .append(" packets received, ");
    if (repeats > 0) {
      out.append(repeats).append(" duplicates, ");
    }
    long lost = transmitted == 0 ? 0 : (transmitted - received) * 100 / transmitted;
    out.append(lost).append("% packet loss\n");
    if (received > 0 && timing) {
      out.append("round-trip min/avg/max = ")
          .append(millis(min))
          .append('/')
          .append(millis(sum / (received + repeats)))
          .append('/')
          .append(millis(max))
          .append(" ms\n");
    }
    return out.toString();
  }

  /** The summary of inetutils' ping ({@code echo_finish}). */
  String inetutils(String target) {
    StringBuilder out = new StringBuilder("--- " + target + " ping statistics ---\n");
    out.append(transmitted).append(" packets transmitted, ");
    out.append(received).append(" packets received");
    if (repeats > 0) {
      out.append(", +").append(repeats).append(" duplicates");
    }
    if (transmitted > 0) {
      long lost = (transmitted - received) * 100 / transmitted;
      out.append(", ").append(lost).append("% packet loss");
    }
    out.append('\n');
    if (received > 0 && timing) {
      long all = received + repeats;
      double mean = (double) sum / all / 1000;
      double variance = squares / all / 1_000_000 - mean * mean;
      // Smaller ones than this it takes for none (nsqrt).
      long deviation = variance < 0.0005 ? 0 : Math.round(Math.sqrt(variance) * 1000);
      out.append("round-trip min/avg/max/stddev = ")
          .append(millis(min))
          .append('/')
          .append(millis(Math.round(mean * 1000)))
          .append('/')
          .append(millis(max))
          .append('/')
          .append(millis(deviation))
          .append(" ms\n");
    }
    return out.toString();
  }
}

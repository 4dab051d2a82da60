package passerelle.sim.userland.ss;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.TcpInfo;
import passerelle.text.CNumber;

/**
 * The inside of a connection in {@code ss}'s words (misc/ss.c:tcp_stats_print). What the simulated
 * TCP does not know is left out: {@code delivery_rate}, {@code app_limited}, {@code rcv_rtt},
 * {@code rcv_space}.
 */
final class ConnectionText {
  private static final long MICROSECOND = 1000;

  /** A jiffy: times that the kernel keeps in ticks are multiples of it. */
  private static final long TICK = 4 * EventLoop.MILLISECOND;

  /** From here on there is no threshold. */
  private static final int NO_THRESHOLD = 0xffff;

  private final StringBuilder out = new StringBuilder();
  private final boolean numeric;

  private ConnectionText(boolean numeric) {
    this.numeric = numeric;
  }

  /**
   * What {@code -i} says, each word with a blank before it.
   *
   * @param algorithm name of the congestion control
   * @param options with those that the handshake agreed upon
   * @param numeric rates in bits a second, not shortened
   */
  static String of(TcpInfo info, String algorithm, boolean options, boolean numeric) {
    ConnectionText text = new ConnectionText(numeric);
    text.agreed(info, algorithm, options);
    text.times(info.times());
    text.sizes(info.sizes());
    text.counts(info.counts());
    text.rates(info);
    text.queue(info);
    text.windows(info);
    return text.out.toString();
  }

  /** What {@code -o} says: {@code timer:(on,200ms,0)}. */
  static String timer(TcpInfo.Timer timer) {
    return " timer:(" + timer.name() + "," + left(timer.left()) + "," + timer.count() + ")";
  }

  /** {@code print_ms_timer}. */
  private static String left(long nanos) {
    long all = ticks(Math.max(0, nanos));
    long minutes = all / 60_000;
    long seconds = all / 1000 % 60;
    long milliseconds = all % 1000;
    StringBuilder text = new StringBuilder();
    if (minutes > 0) {
      text.append(minutes).append("min");
      milliseconds = 0;
      seconds = minutes > 9 ? 0 : seconds;
    }
    if (seconds > 0) {
      milliseconds = seconds > 9 ? 0 : milliseconds;
      text.append(seconds).append(milliseconds > 0 ? "." : "sec");
    }
    if (milliseconds > 0) {
      text.append(String.format(Locale.ROOT, "%03d%s", milliseconds, seconds > 0 ? "sec" : "ms"));
    }
    return text.toString();
  }

  private static long ticks(long nanos) {
    return nanos / TICK * TICK / EventLoop.MILLISECOND;
  }

  private void word(String text) {
    out.append(' ').append(text);
  }

  private void unlessZero(String name, long value) {
    if (value != 0) {
      word(name + ":" + value);
    }
  }

  private void agreed(TcpInfo info, String algorithm, boolean options) {
    boolean known = info.options().isPresent();
    if (options && known && info.options().get().timestamps()) {
      word("ts");
    }
    if (options && known && info.options().get().sack()) {
      word("sack");
    }
    word(algorithm);
    if (known && info.options().get().sendScale() >= 0) {
      word(
          "wscale:" + info.options().get().sendScale() + "," + info.options().get().receiveScale());
    }
  }

  private void times(TcpInfo.Times times) {
    word("rto:" + times.retransmission() / EventLoop.MILLISECOND);
    unlessZero("backoff", times.backoff());
    if (times.roundTrip() > 0) {
      word("rtt:" + milliseconds(times.roundTrip()) + "/" + milliseconds(times.variation()));
    }
    unlessZero("ato", times.acknowledgment() / EventLoop.MILLISECOND);
  }

  /** As {@code %g} prints it, exact to a microsecond. */
  private static String milliseconds(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos / MICROSECOND, 3);
    return exact.round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  private void sizes(TcpInfo.Sizes sizes) {
    word("mss:" + sizes.segment());
    unlessZero("pmtu", sizes.pathMtu());
    word("rcvmss:" + sizes.received());
    word("advmss:" + sizes.advertised());
    word("cwnd:" + sizes.congestionWindow());
    if (sizes.slowStartThreshold() < NO_THRESHOLD) {
      word("ssthresh:" + sizes.slowStartThreshold());
    }
  }

  private void counts(TcpInfo.Counts counts) {
    unlessZero("bytes_sent", counts.bytesSent());
    unlessZero("bytes_retrans", counts.bytesRetransmitted());
    unlessZero("bytes_acked", counts.bytesAcknowledged());
    unlessZero("bytes_received", counts.bytesReceived());
    unlessZero("segs_out", counts.segmentsOut());
    unlessZero("segs_in", counts.segmentsIn());
    unlessZero("data_segs_out", counts.dataSegmentsOut());
    unlessZero("data_segs_in", counts.dataSegmentsIn());
  }

  private void rates(TcpInfo info) {
    long roundTrip = info.times().roundTrip() / MICROSECOND;
    double window = 8e6 * info.sizes().congestionWindow() * info.sizes().segment();
    if (roundTrip > 0) {
      word("send " + rate(window / roundTrip));
    }
    unlessZero("lastsnd", ticks(info.times().sinceSent()));
    unlessZero("lastrcv", ticks(info.times().sinceReceived()));
    unlessZero("lastack", ticks(info.times().sinceAcknowledged()));
    if (roundTrip > 0) {
      word("pacing_rate " + rate(8 * pacing(info, roundTrip)));
    }
    unlessZero("delivered", info.counts().delivered());
    if (ticks(info.times().busy()) > 0) {
      word("busy:" + ticks(info.times().busy()) + "ms");
    }
  }

  /** Octets a second: the double of the rate so far, or in the end 1.2 times it. */
  private static long pacing(TcpInfo info, long roundTrip) {
    int window = info.sizes().congestionWindow();
    int percent = window < info.sizes().slowStartThreshold() / 2 ? 200 : 120;
    int segments = Math.max(window, info.queue().segments());
    return (long) info.sizes().segment() * 10_000 * percent * segments / roundTrip;
  }

  /** {@code sprint_bw}. */
  private String rate(double bits) {
    if (numeric) {
      return CNumber.fixed(bits, 0) + "bps";
    }
    String[] units = {"T", "G", "M", "k"};
    double unit = 1e12;
    for (String name : units) {
      if (bits > unit) {
        return three(bits / unit) + name + "bps";
      }
      unit /= 1000;
    }
    return three(bits) + "bps";
  }

  private static String three(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private void queue(TcpInfo info) {
    TcpInfo.Queue queue = info.queue();
    unlessZero("unacked", queue.segments());
    if (info.counts().retransmitted() > 0) {
      word("retrans:" + queue.retransmitted() + "/" + info.counts().retransmitted());
    }
    unlessZero("lost", queue.lost());
    unlessZero("sacked", queue.sacked());
  }

  private void windows(TcpInfo info) {
    unlessZero("rcv_ssthresh", info.sizes().receiveThreshold());
    unlessZero("notsent", info.queue().unsent());
    if (info.times().leastRoundTrip() > 0) {
      word("minrtt:" + milliseconds(info.times().leastRoundTrip()));
    }
    unlessZero("snd_wnd", info.sizes().sendWindow());
    unlessZero("rcv_wnd", info.sizes().receiveWindow());
    unlessZero("rehash", info.counts().rehashes());
  }
}

package passerelle.sim.userland.tc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The words behind {@code tbf}, and how they are printed (tc/q_tbf.c). */
final class TokenBucketWords {
  /** Nanoseconds of the ticks in which the kernel is told times. */
  private static final int TICK = 64;

  private static final double SECOND = 1e9;
  private final Words words;
  private long rate;
  private long burst;
  private long limit;
  private long latency;
  private long peakRate;
  private long mtu;

  private TokenBucketWords(Words words) {
    this.words = words;
  }

  /** Reads the words to their end. */
  static QdiscSettings.TokenBucket parse(Words words) throws ToolFailure {
    TokenBucketWords tbf = new TokenBucketWords(words);
    while (words.hasNext()) {
      tbf.take(words.next());
    }
    tbf.check();
    long limit = tbf.limit;
    if (limit == 0) {
      double most = tbf.rate * tbf.latency / SECOND + tbf.burst;
      if (tbf.peakRate != 0) {
        most = Math.min(most, tbf.peakRate * tbf.latency / SECOND + tbf.mtu);
      }
      limit = (long) most;
    }
    return new QdiscSettings.TokenBucket(tbf.rate, tbf.burst, limit, tbf.peakRate, tbf.mtu);
  }

  private void take(String word) throws ToolFailure {
    if (Words.matches(word, "limit")) {
      once("limit", limit);
      bothLimits();
      limit = number("limit", TcUnits::size);
    } else if (Words.matches(word, "latency")) {
      once("latency", latency);
      bothLimits();
      latency = number("latency", TcUnits::time);
    } else if (Words.matches(word, "burst") || word.equals("buffer") || word.equals("maxburst")) {
      once("buffer/burst/maxburst", burst);
      burst = number(word, TokenBucketWords::cells);
    } else if (word.equals("mtu") || word.equals("minburst")) {
      once("mtu/minburst", mtu);
      mtu = number(word, TokenBucketWords::cells);
    } else if (word.equals("rate")) {
      once("rate", rate);
      rate = number("rate", TcUnits::rate);
    } else if (Words.matches(word, "peakrate")) {
      once("peakrate", peakRate);
      peakRate = number("peakrate", TcUnits::rate);
    } else if (word.equals("mpu") || word.equals("overhead") || word.equals("linklayer")) {
      throw ToolFailure.notModelled("tc", "tbf's " + word);
    } else if (word.equals("help")) {
      throw new ToolFailure(1, TcTool.text("tbf"));
    } else {
      throw new ToolFailure(1, "tbf: unknown parameter \"" + word + "\"\n" + TcTool.text("tbf"));
    }
  }

  /** A size, perhaps with that of cells behind a slash. */
  private static OptionalLong cells(String text) {
    return TcUnits.size(text.replaceFirst("/[0-9]+$", ""));
  }

  private void bothLimits() throws ToolFailure {
    if (limit != 0 || latency != 0) {
      throw new ToolFailure(1, "tbf: specifying both \"latency\" and \"limit\" is not allowed\n");
    }
  }

  private static void once(String what, long before) throws ToolFailure {
    if (before != 0) {
      throw new ToolFailure(1, "tbf: duplicate \"" + what + "\" specification\n");
    }
  }

  private long number(String what, Function<String, OptionalLong> reader) throws ToolFailure {
    String text = words.argument();
    return reader
        .apply(text)
        .orElseThrow(
            () ->
                new ToolFailure(1, "tbf: illegal value for \"" + what + "\": \"" + text + "\"\n"));
  }

  private void check() throws ToolFailure {
    StringBuilder wrong = new StringBuilder();
    wrong.append(rate == 0 ? "tbf: the \"rate\" parameter is mandatory.\n" : "");
    wrong.append(burst == 0 ? "tbf: the \"burst\" parameter is mandatory.\n" : "");
    if (peakRate != 0 && mtu == 0) {
      wrong.append("tbf: when \"peakrate\" is specified, \"mtu\" must also be specified.\n");
    }
    if (limit == 0 && latency == 0) {
      wrong.append("tbf: either \"limit\" or \"latency\" is required.\n");
    }
    if (wrong.length() > 0) {
      throw new ToolFailure(1, wrong + TcTool.text("tbf"));
    }
  }

  /** Prints how it is set ({@code tbf_print_opt}). */
  static void print(Printer out, QdiscSettings.TokenBucket bucket, boolean details) {
    long buffer = bucket.buffer() / TICK * TICK;
    long peakBuffer = bucket.peakBuffer() / TICK * TICK;
    long burst = octets(bucket.rate(), buffer);
    out.any("rate", bucket.rate(), "rate %s ", TcUnits.rate(bucket.rate()));
    out.json("burst", burst);
    out.text("burst %s", TcUnits.size(burst));
    out.text(details ? "/1 mpu 0b " : " ");
    if (bucket.peakRate() != 0) {
      long mtu = octets(bucket.peakRate(), peakBuffer);
      out.any("peakrate", bucket.peakRate(), "peakrate %s ", TcUnits.rate(bucket.peakRate()));
      out.json(details ? "mtu" : "minburst", mtu);
      String size = TcUnits.size(mtu);
      out.text(details ? "mtu " + size + "/1 mpu 0b " : "minburst " + size + " ");
    }
    double latency = 1e6 * bucket.limit() / bucket.rate() - buffer / 1000.0;
    if (bucket.peakRate() != 0) {
      latency = Math.max(latency, 1e6 * bucket.limit() / bucket.peakRate() - peakBuffer / 1000.0);
    }
    Optional<Long> lat = latency >= 0 ? Optional.of((long) latency) : Optional.empty();
    if (lat.isPresent()) {
      out.any("lat", lat.get(), "lat %s ", TcUnits.microseconds(lat.get()));
    } else {
      out.any("limit", bucket.limit(), "limit %s ", TcUnits.size(bucket.limit()));
    }
    out.text(details ? "linklayer ethernet " : "");
  }

  private static long octets(long rate, long nanoseconds) {
    return (long) (rate * (nanoseconds / 1000.0) / 1e6);
  }
}

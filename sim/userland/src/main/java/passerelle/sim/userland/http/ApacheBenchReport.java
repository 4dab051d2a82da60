package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import passerelle.sim.core.EventLoop;
import passerelle.sim.userland.net.Getopt;
import passerelle.text.CNumber;

/** What ab has counted and timed (support/ab.c:output_results). */
final class ApacheBenchReport {
  private static final int[] SHARES = {50, 66, 75, 80, 90, 95, 98, 99, 100};
  private final List<Times> times = new ArrayList<>();
  private String software = "";
  private int length = -1;
  private int unlike;
  private int others;
  private int kept;
  private long octets;
  private long body;
  private boolean anyLength;

  /** Of one request, in nanoseconds: up to the connection, up to the first answer, in all. */
  private record Times(long connect, long waiting, long total) {
    long processing() {
      return total - connect;
    }
  }

  int done() {
    return times.size();
  }

  void add(HttpReply reply, boolean keeps, long start, long connected, long heard, long end) {
    if (length < 0) {
      length = reply.bodyReceived();
      software = reply.field("server").orElse("").replaceFirst(" .*", "");
    }
    unlike += reply.bodyReceived() == length ? 0 : 1;
    others += reply.status() / 100 == 2 ? 0 : 1;
    kept += keeps ? 1 : 0;
    octets += reply.received();
    body += reply.bodyReceived();
    times.add(new Times(connected - start, heard - connected, end - start));
  }

  /** Whether pages of any length are welcome. */
  void length(boolean any) {
    anyLength = any;
  }

  /**
   * The report.
   *
   * @param place host and port
   * @param nanos how long it took
   */
  String text(Getopt getopt, String place, String path, int several, long nanos) {
    double seconds = Math.max(1, nanos) / (double) EventLoop.SECOND;
    StringBuilder out = new StringBuilder("\n\n");
    out.append("Server Software:        ").append(software);
    out.append("\nServer Hostname:        ").append(place);
    out.append("\n\nDocument Path:          ").append(path);
    out.append("\nDocument Length:        ");
    out.append(anyLength ? "Variable" : Math.max(0, length) + " bytes");
    out.append("\n\nConcurrency Level:      ").append(several);
    out.append("\nTime taken for tests:   ").append(CNumber.fixed(seconds, 3)).append(" seconds");
    out.append("\nComplete requests:      ").append(done());
    int failed = anyLength ? 0 : unlike;
    out.append("\nFailed requests:        ").append(failed).append('\n');
    if (failed > 0) {
      out.append("   (Connect: 0, Receive: 0, Length: " + failed + ", Exceptions: 0)\n");
    }
    out.append(others > 0 ? "Non-2xx responses:      " + others + "\n" : "");
    out.append(getopt.has("k") ? "Keep-Alive requests:    " + kept + "\n" : "");
    out.append("Total transferred:      ").append(octets).append(" bytes\n");
    out.append("HTML transferred:       ").append(body).append(" bytes\n");
    if (done() > 0) {
      double each = seconds * 1000 / done();
      out.append("Requests per second:    " + CNumber.fixed(done() / seconds, 2));
      out.append(" [#/sec] (mean)\nTime per request:       " + CNumber.fixed(each * several, 3));
      out.append(" [ms] (mean)\nTime per request:       " + CNumber.fixed(each, 3));
      out.append(" [ms] (mean, across all concurrent requests)\nTransfer rate:          ");
      out.append(CNumber.fixed(octets / 1024.0 / seconds, 2) + " [Kbytes/sec] received\n");
      timesOf(out, !getopt.has("S"));
      shares(out, !getopt.has("d"));
    }
    return out.toString();
  }

  private void timesOf(StringBuilder out, boolean confident) {
    out.append("\nConnection Times (ms)\n");
    out.append(
        confident
            ? "              min  mean[+/-sd] median   max\n"
            : "              min   avg   max\n");
    StringBuilder doubts = new StringBuilder();
    row(out, doubts, "Connect:   ", "the initial connection time", Times::connect, confident);
    row(out, doubts, "Processing:", "the processing time", Times::processing, confident);
    row(out, doubts, "Waiting:   ", "the waiting time", Times::waiting, confident);
    row(out, doubts, "Total:     ", "the total time", Times::total, confident);
    out.append(doubts);
  }

  private void row(
      StringBuilder out,
      StringBuilder doubts,
      String name,
      String meaning,
      ToLongFunction<Times> which,
      boolean confident) {
    long[] sorted = times.stream().mapToLong(which).map(n -> n / 1000).sorted().toArray();
    int n = sorted.length;
    long sum = 0;
    for (long one : sorted) {
      sum += one;
    }
    long mean = sum / n;
    double squares = 0;
    for (long one : sorted) {
      squares += (double) (one - mean) * (one - mean);
    }
    double deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
    long median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2] + sorted[n / 2 - 1]) / 2;
    long least = rounded(sorted[0]);
    long most = rounded(sorted[n - 1]);
    out.append(name);
    if (!confident) {
      out.append(" %5s %5s%5s\n".formatted(least, rounded(mean), most));
      return;
    }
    out.append(" %5s %4s ".formatted(least, rounded(mean)));
    out.append("%5s".formatted(CNumber.fixed(deviation / 1000, 1)));
    out.append(" %6s %7s\n".formatted(rounded(median), most));
    long apart = Math.abs(mean - median);
    if (apart > 2 * deviation) {
      doubts.append("ERROR: The median and mean for ").append(meaning);
      doubts.append(" are more than twice the standard\n");
      doubts.append("       deviation apart. These results are NOT reliable.\n");
    } else if (apart > deviation) {
      doubts.append("WARNING: The median and mean for ").append(meaning);
      doubts.append(" are not within a normal deviation\n");
      doubts.append("        These results are probably not that reliable.\n");
    }
  }

  private static long rounded(long micros) {
    return (micros + 500) / 1000;
  }

  private void shares(StringBuilder out, boolean wanted) {
    if (!wanted || done() < 2) {
      return;
    }
    long[] sorted = times.stream().mapToLong(Times::total).map(n -> n / 1000).sorted().toArray();
    out.append("\nPercentage of the requests served within a certain time (ms)\n");
    for (int share : SHARES) {
      int at = Math.min(sorted.length - 1, sorted.length * share / 100);
      out.append(" %3s%%  %5s".formatted(share, rounded(sorted[at])));
      out.append(share == 100 ? " (longest request)\n" : "\n");
    }
  }
}

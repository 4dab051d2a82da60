package passerelle.sim.userland.iperf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.kernel.KernelException;
import passerelle.sim.socket.TcpSocket;
import passerelle.text.CNumber;

/** The streams of one end, of which each has its share of what the way carries. */
final class Iperf3Streams {
  private static final int FIRST = 5;
  private static final String NOTHING = " ".repeat(18);

  private final Iperf3Report report;
  private final boolean sends;
  private final int step;
  private final List<Stream> streams = new ArrayList<>();
  private int seconds;

  /** One of them, with what it has carried and how often it sent again. */
  private static final class Stream {
    private final String id;
    private final TcpSocket socket;
    private double bits;
    private double last;
    private int again;
    private int before;

    Stream(String id, TcpSocket socket) {
      this.id = id;
      this.socket = socket;
    }
  }

  /** A burst over a stream: bits a second, empty at its end. */
  @FunctionalInterface
  interface Measure {
    Optional<Double> of(TcpSocket socket) throws KernelException;
  }

  /**
   * None yet.
   *
   * @param step from the number of one to that of the next
   */
  Iperf3Streams(Iperf3Report report, boolean sends, int step) {
    this.report = report;
    this.sends = sends;
    this.step = step;
  }

  void add(TcpSocket socket) {
    Stream added = new Stream(Integer.toString(FIRST + step * streams.size()), socket);
    streams.add(added);
    report.connected(added.id, socket.local(), socket.remote());
  }

  int seconds() {
    return seconds;
  }

  /** What they carry in the next second; false at their end. */
  boolean measure(Measure measure) throws KernelException {
    for (Stream stream : streams) {
      Optional<Double> rate = measure.of(stream.socket);
      if (rate.isEmpty()) {
        return false;
      }
      stream.last = rate.get() / streams.size();
      stream.bits += stream.last;
      stream.before = stream.again;
      stream.again = Burst.info(stream.socket).counts().retransmitted();
    }
    seconds++;
    return true;
  }

  /** The lines of the last second. */
  void tell() {
    if (seconds > 1 && streams.size() > 1) {
      report.rule();
    }
    int again = 0;
    for (Stream stream : streams) {
      int more = stream.again - stream.before;
      again += more;
      String rest = sends ? Iperf3Report.sent(stream.socket, more) : NOTHING;
      report.line(stream.id, seconds - 1.0, seconds, stream.last, rest);
    }
    if (streams.size() > 1) {
      double all = streams.stream().mapToDouble(stream -> stream.last).sum();
      String rest = sends ? "  %3s             ".formatted(again) : NOTHING;
      report.line("SUM", seconds - 1.0, seconds, all, rest);
    }
  }

  /** What the other end is told: of each how often it sent again, and bits a second. */
  String result() {
    return streams.stream()
        .map(stream -> stream.again + " " + CNumber.fixed(mean(stream), 1))
        .collect(Collectors.joining(" "));
  }

  private double mean(Stream stream) {
    return seconds == 0 ? 0 : stream.bits / seconds;
  }

  /** The lines of both ends, or of this one where nobody tells of the other. */
  void summary(String theirs) {
    String[] words = theirs.split(" ");
    double sent = 0;
    double received = 0;
    int again = 0;
    boolean both = words.length == 2 * streams.size();
    for (int i = 0; i < streams.size(); i++) {
      Stream stream = streams.get(i);
      double other = both ? Double.parseDouble(words[2 * i + 1]) : mean(stream);
      int count = both && !sends ? Integer.parseInt(words[2 * i]) : stream.again;
      ends(stream.id, both, sends ? mean(stream) : other, count, sends ? other : mean(stream));
      sent += sends ? mean(stream) : other;
      received += sends ? other : mean(stream);
      again += count;
    }
    if (streams.size() > 1) {
      ends("SUM", both, sent, again, received);
    }
  }

  private void ends(String id, boolean both, double sent, int again, double received) {
    if (both || sends) {
      String blanks = " ".repeat(id.equals("SUM") ? 13 : 12);
      report.line(id, 0, seconds, sent, "  %3s".formatted(again) + blanks + "sender");
    }
    if (both || !sends) {
      report.line(id, 0, seconds, received, NOTHING + "receiver");
    }
  }

  void shutdown() throws KernelException {
    for (Stream stream : streams) {
      stream.socket.shutdownWrite();
    }
  }

  void close() {
    streams.forEach(stream -> stream.socket.close());
  }
}

package passerelle.sim.userland.iperf;

import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.UdpSocket;
import passerelle.text.CNumber;

/** Datagrams at a rate, with the time at which each was sent. */
final class Datagrams {
  static final int LENGTH = 1448;
  private final Process self;
  private final long gap;

  /**
   * What arrived.
   *
   * @param received how many
   * @param jitter nanoseconds (RFC 3550 section 6.4.1)
   */
  record Result(int received, long jitter) {
    static Optional<Result> parse(String line) {
      String[] words = line.split(" ");
      return words.length == 2 && line.matches("[0-9]{1,9} [0-9]{1,15}")
          ? Optional.of(new Result(Integer.parseInt(words[0]), Long.parseLong(words[1])))
          : Optional.empty();
    }

    /** Jitter and losses among {@code total}, as columns. */
    String columns(int total) {
      int lost = Math.max(0, total - received);
      double percent = 100.0 * lost / Math.max(1, total);
      String share = percent == 0 ? "0" : CNumber.format(percent, 'g', 2);
      return "  %5s ms  %s/%s (%s%%)  "
          .formatted(CNumber.fixed(jitter / 1e6, 3), lost, total, share);
    }
  }

  Datagrams(Process self, long rate) {
    this.self = self;
    gap = Math.max(1, 8L * LENGTH * EventLoop.SECOND / rate);
  }

  /** Sends for a second; how many. */
  int send(UdpSocket socket) {
    long begin = self.now();
    int sent = 0;
    long last = begin + EventLoop.SECOND;
    while (begin + sent * gap < last) {
      self.sleep(Math.max(0, begin + sent * gap - self.now()));
      byte[] data = new byte[LENGTH];
      long now = self.now();
      for (int i = 0; i < Long.BYTES; i++) {
        data[i] = (byte) (now >>> 56 - 8 * i);
      }
      try {
        socket.send(Payload.of(data));
      } catch (KernelException refused) {
        socket.takeError();
      }
      sent++;
    }
    self.sleep(Math.max(0, last - self.now()));
    return sent;
  }

  /** Counts what comes until somebody says that it is over. */
  static final class Counter {
    private int received;
    private long transit;
    private long jitter;
    private Optional<SocketAddress> peer = Optional.empty();

    /** Takes what waits. */
    void take(UdpSocket socket) {
      Optional<ReceivedDatagram> next = socket.receive();
      while (next.isPresent()) {
        Payload data = next.get().payload();
        peer = Optional.of(next.get().source());
        if (data.length() >= Long.BYTES) {
          long sent = 0;
          for (int i = 0; i < Long.BYTES; i++) {
            sent = sent << 8 | data.at(i);
          }
          long now = next.get().time() - sent;
          jitter += received == 0 ? 0 : (Math.abs(now - transit) - jitter) / 16;
          transit = now;
          received++;
        }
        next = socket.receive();
      }
    }

    Optional<SocketAddress> peer() {
      return peer;
    }

    Result result() {
      return new Result(received, jitter);
    }
  }
}

package passerelle.sim.userland.socat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.userland.nc.Wire;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.tool.ToolFailure;

/** Copies between two ends until both, or one for half a second, have ended (xio-loop: socat()). */
final class Transfer {
  private static final int BUFFER = 8192;
  private final Process self;
  private final SocatLog log;
  private final boolean verbose;
  private long closeWait;
  private final Direction there;
  private final Direction back;
  private List<Direction> directions;

  /**
   * A transfer between two ends.
   *
   * @param verbose whether what is copied is shown on standard error ({@code -v})
   */
  Transfer(Process self, SocatLog log, End left, End right, boolean verbose) {
    this.self = self;
    this.log = log;
    this.verbose = verbose;
    there = new Direction('>', left, right);
    back = new Direction('<', right, left);
    directions = List.of(there, back);
  }

  /** Which ways are gone: {@code -u} and {@code -U} leave one. */
  Transfer ways(boolean toTheRight, boolean toTheLeft) {
    directions = Stream.of(there, back).filter(d -> d == there ? toTheRight : toTheLeft).toList();
    return this;
  }

  /** How long the other direction may go on after one has ended, in nanoseconds ({@code -t}). */
  Transfer closeWait(long nanos) {
    closeWait = nanos;
    return this;
  }

  void run() throws ToolFailure {
    Net net = new Net(self);
    while (directions.stream().anyMatch(d -> !d.over)) {
      boolean closing = directions.stream().anyMatch(d -> d.over);
      boolean ready =
          net.await(
              () -> directions.stream().anyMatch(Direction::isReady), closing ? closeWait : -1);
      if (!ready) {
        return;
      }
      for (Direction direction : directions) {
        direction.step();
      }
    }
  }

  /** One of the two ways. */
  private final class Direction {
    private final char arrow;
    private final End reads;
    private final End writes;
    private final Wire from;
    private final Wire to;
    private Payload pending = Payload.EMPTY;
    private long copied;
    private boolean over;

    Direction(char arrow, End from, End to) {
      this.arrow = arrow;
      reads = from;
      writes = to;
      this.from = from.wire();
      this.to = to.wire();
    }

    boolean isReady() {
      if (over) {
        return false;
      }
      return pending.length() > 0 ? to.isWritable() : from.isReadable() || from.atEnd();
    }

    void step() throws ToolFailure {
      if (!isReady()) {
        return;
      }
      if (pending.length() == 0 && !from.atEnd()) {
        pending = from.read();
        show(pending);
      }
      write();
      if (pending.length() == 0 && from.atEnd()) {
        checkRead();
        int number = this == there ? 1 : 2;
        log.notice("socket %d (fd %d) is at EOF".formatted(number, reads.reading()));
        over = true;
        to.finish();
      }
    }

    private void write() throws ToolFailure {
      try {
        if (pending.length() > 0) {
          pending = pending.slice(to.write(pending), pending.length());
        }
      } catch (KernelException refused) {
        String call = to instanceof Wire.Udp ? "sendto" : "write";
        throw broken(
            call, writes.writing(), pending.length(), self.place().libc().strerror(refused));
      }
    }

    /** UDP ends with the error that an ICMP message brought, and by nothing else. */
    private void checkRead() throws ToolFailure {
      if (from instanceof Wire.Udp udp) {
        Optional<Errno> error = udp.socket().takeError();
        if (error.isPresent()) {
          throw broken("read", reads.reading(), BUFFER, self.place().libc().strerror(error.get()));
        }
      }
    }

    private ToolFailure broken(String call, int descriptor, int length, String why) {
      return log.error("%s(%d, 0x55d0c0ffe000, %d): %s".formatted(call, descriptor, length, why));
    }

    private void show(Payload data) {
      if (!verbose || data.length() == 0) {
        return;
      }
      long last = copied + data.length() - 1;
      long micros = self.now() / 1000 % 1_000_000;
      StringBuilder out = new StringBuilder();
      out.append(arrow).append(' ').append(log.date());
      out.append(String.format(Locale.ROOT, ".%09d  length=%d", micros, data.length()));
      out.append(" from=").append(copied).append(" to=").append(last).append('\n');
      for (byte octet : data.toBytes()) {
        out.append(shown((char) (octet & 255)));
      }
      self.stderr().print(out.toString());
      copied = last + 1;
    }

    private static String shown(char octet) {
      return switch (octet) {
        case '\r' -> "\\r";
        case '\\' -> "\\\\";
        case '\n', '\t' -> String.valueOf(octet);
        default -> octet < ' ' || octet > '~' ? "." : String.valueOf(octet);
      };
    }
  }
}

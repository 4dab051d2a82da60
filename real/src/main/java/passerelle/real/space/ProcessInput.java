package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The writing end of a process's standard input: never blocks who writes, and loses what nobody
 * reads any more.
 */
final class ProcessInput {
  private final Reactor reactor;
  private final int fd;
  private final boolean terminal;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private boolean ending;
  private boolean closed;

  /** Of a pipe or a terminal's master; both are non-blocking, and a pipe is closed by this. */
  ProcessInput(Reactor reactor, int fd, boolean terminal) {
    this.reactor = reactor;
    this.fd = fd;
    this.terminal = terminal;
  }

  synchronized void write(byte[] bytes) {
    if (!closed && !ending) {
      waiting.add(bytes);
      flush();
    }
  }

  /** What was written before is read first; a terminal tells the end as Ctrl-D does. */
  synchronized void end() {
    if (closed || ending) {
      return;
    } else if (terminal) {
      write(new byte[] {4});
    }
    ending = true;
    flush();
  }

  private synchronized void flush() {
    try {
      while (!closed && !waiting.isEmpty()) {
        byte[] next = waiting.peek();
        int written = Descriptors.write(fd, next);
        if (written < 0) {
          // The reactor writes what is left; a terminal's descriptor is watched for reading.
          reactor.writable(fd, this::flush);
          return;
        }
        waiting.poll();
        if (written < next.length) {
          waiting.push(Arrays.copyOfRange(next, written, next.length));
        }
      }
    } catch (LastErrorException nobodyReads) {
      waiting.clear();
    }
    if (ending && !terminal) {
      close();
    }
  }

  /** Its process has ended. */
  synchronized void close() {
    if (!closed && !terminal) {
      reactor.forget(fd);
      Descriptors.close(fd);
    }
    closed = true;
  }
}

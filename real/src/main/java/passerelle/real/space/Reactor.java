package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Libc;

/**
 * One thread that waits for all descriptors of a lab's processes at once (poll(2)): what they
 * print, their end, and room for what they are to read.
 */
final class Reactor implements AutoCloseable {
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;

  /** Size of struct pollfd, and where its answer is. */
  private static final int POLLFD = 8;

  private static final int REVENTS = 6;

  private final Map<Integer, Runnable> readers = new LinkedHashMap<>();
  private final Map<Integer, Runnable> writers = new LinkedHashMap<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final Descriptors.PipeEnds wake;
  private boolean closed;

  /** A descriptor that is polled, and what to do when poll(2) speaks of it. */
  private record Awaited(int fd, short events, Runnable ready) {}

  Reactor() throws KernelException {
    wake = Descriptors.pipe();
    Descriptors.nonBlocking(wake.reading());
    Descriptors.nonBlocking(wake.writing());
    Daemon.start("lab processes", this::loop);
  }

  /**
   * Calls {@code ready} on the reactor's thread whenever there is something to read, or the end.
   */
  synchronized void readable(int fd, Runnable ready) {
    readers.put(fd, ready);
    wakeUp();
  }

  /** Calls {@code ready} once, on the reactor's thread, when there is room to write. */
  synchronized void writable(int fd, Runnable ready) {
    writers.put(fd, ready);
    wakeUp();
  }

  /** Runs something on the reactor's thread, where no descriptor is being read. */
  synchronized void execute(Runnable task) {
    tasks.add(task);
    wakeUp();
  }

  /** Forgets a descriptor, which may be closed then. */
  synchronized void forget(int fd) {
    readers.remove(fd);
    writers.remove(fd);
    wakeUp();
  }

  private void wakeUp() {
    if (!closed) {
      Descriptors.write(wake.writing(), new byte[1]);
    }
  }

  private void loop() {
    List<Awaited> awaited = awaited();
    while (!awaited.isEmpty()) {
      ByteBuffer table =
          ByteBuffer.allocate(awaited.size() * POLLFD).order(ByteOrder.nativeOrder());
      awaited.forEach(a -> table.putInt(a.fd()).putShort(a.events()).putShort((short) 0));
      try {
        Libc.poll(table.array(), awaited.size(), -1);
      } catch (LastErrorException interrupted) {
        continue;
      }
      for (int i = 0; i < awaited.size(); i++) {
        if (table.getShort(i * POLLFD + REVENTS) != 0) {
          serve(awaited.get(i));
        }
      }
      awaited = awaited();
    }
  }

  /** All that is awaited now; nothing once the reactor is closed. */
  private synchronized List<Awaited> awaited() {
    List<Awaited> all = new ArrayList<>();
    if (closed) {
      Descriptors.close(wake.reading());
      Descriptors.close(wake.writing());
      return all;
    }
    all.add(new Awaited(wake.reading(), POLLIN, this::drain));
    readers.forEach((fd, ready) -> all.add(new Awaited(fd, POLLIN, ready)));
    writers.forEach((fd, ready) -> all.add(new Awaited(fd, POLLOUT, ready)));
    return all;
  }

  private void drain() {
    Descriptors.read(wake.reading(), new byte[512]);
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(tasks);
      tasks.clear();
    }
    due.forEach(Reactor::guarded);
  }

  private void serve(Awaited awaited) {
    synchronized (this) {
      boolean writing = awaited.events() == POLLOUT;
      Map<Integer, Runnable> current = writing ? writers : readers;
      if (awaited.fd() != wake.reading() && current.get(awaited.fd()) != awaited.ready()) {
        return; // Something that came before it in the table has forgotten it.
      }
      if (writing) {
        writers.remove(awaited.fd());
      }
    }
    guarded(awaited.ready());
  }

  /** A listener that fails is told of, and keeps nobody else from being served. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /** Ends the thread; the descriptors stay with their owners. */
  @Override
  public synchronized void close() {
    if (!closed) {
      wakeUp();
      closed = true;
    }
  }
}

package passerelle.real.net;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;
import passerelle.service.ServiceProcess;

/**
 * The thread that waits for all sockets and timers of a lab's services (epoll(7)). Everything that
 * touches them holds this object's monitor, so that a socket which another thread closes is closed
 * at once, and never while it is being used. Who holds the monitor must not wait for the lab's
 * clock: who holds the clock's lock may wait for the monitor.
 */
final class Poller implements AutoCloseable {
  /** Octets that are read at a time; no datagram is longer. */
  static final int BUFFER_SIZE = 1 << 16;

  private static final int EVENTS = 256;

  /** {@code struct epoll_event} is packed on x86-64 alone (bits/epoll.h). */
  private static final int EVENT_SIZE = System.getProperty("os.arch").equals("amd64") ? 12 : 16;

  private final RealClock clock;
  private final int epoll;
  private final int wakeup;
  private final Map<Long, ServiceSocket> watched = new HashMap<>();
  private final PriorityQueue<Due> timers = new PriorityQueue<>();
  private final List<Runnable> next = new ArrayList<>();
  private final Memory buffer = new Memory(BUFFER_SIZE);
  private final Thread thread;
  private long sequence;
  private boolean closed;

  /** Something that is to happen; the order in which they were asked for decides between equals. */
  private record Due(long time, long sequence, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  Poller(RealClock clock) throws KernelException {
    this.clock = clock;
    epoll = SystemCall.check(() -> SocketCalls.epoll_create1(SocketCalls.EPOLL_CLOEXEC));
    int flags = SocketCalls.EFD_CLOEXEC | SocketCalls.EFD_NONBLOCK;
    wakeup = SystemCall.check(() -> SocketCalls.eventfd(0, flags));
    control(SocketCalls.EPOLL_CTL_ADD, wakeup, SocketCalls.EPOLLIN, 0);
    thread = Daemon.thread("lab services", this::loop);
  }

  void start() {
    thread.start();
  }

  /** Where data is read to; it belongs to who holds the monitor. */
  Memory buffer() {
    return buffer;
  }

  /** A number by which events find a socket; it is never used again, unlike a descriptor. */
  synchronized long newId() {
    return ++sequence;
  }

  /**
   * Watches a socket for events, or for others than before.
   *
   * @param events EPOLLIN, EPOLLOUT; EPOLLERR and EPOLLHUP are always among them
   */
  synchronized void watch(ServiceSocket socket, int events) {
    if (closed) {
      return;
    }
    boolean first = watched.put(socket.id(), socket) == null;
    int operation = first ? SocketCalls.EPOLL_CTL_ADD : SocketCalls.EPOLL_CTL_MOD;
    control(operation, socket.fd(), events, socket.id());
  }

  /** No longer tells a socket anything. */
  synchronized void ignore(ServiceSocket socket) {
    if (watched.remove(socket.id()) != null && !closed) {
      control(SocketCalls.EPOLL_CTL_DEL, socket.fd(), 0, 0);
    }
  }

  private void control(int operation, int fd, int events, long id) {
    ByteBuffer event = ByteBuffer.allocate(EVENT_SIZE).order(ByteOrder.nativeOrder());
    event.putInt(0, events).putLong(EVENT_SIZE - Long.BYTES, id);
    try {
      SocketCalls.epoll_ctl(epoll, operation, fd, event.array());
    } catch (LastErrorException e) {
      throw new IllegalStateException("epoll_ctl of descriptor " + fd + ": " + e.getMessage(), e);
    }
  }

  /** Calls {@code action} once, {@code nanos} nanoseconds from now, holding the monitor. */
  synchronized ServiceProcess.Timer after(long nanos, Runnable action) {
    Due due = new Due(clock.now() + nanos, ++sequence, action);
    timers.add(due);
    if (timers.peek() == due) {
      wakeUpUnlessHere();
    }
    return () -> cancel(due);
  }

  /** Calls {@code action} once the events that are there already have been told. */
  synchronized void later(Runnable action) {
    next.add(action);
    wakeUpUnlessHere();
  }

  private synchronized void cancel(Due due) {
    timers.remove(due);
  }

  private void wakeUpUnlessHere() {
    if (Thread.currentThread() != thread) {
      wakeUp();
    }
  }

  private void wakeUp() {
    ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, 1);
    Libc.write(wakeup, one.array(), Long.BYTES);
  }

  private void loop() {
    byte[] events = new byte[EVENTS * EVENT_SIZE];
    ByteBuffer view = ByteBuffer.wrap(events).order(ByteOrder.nativeOrder());
    int timeout = 0;
    while (timeout >= -1) {
      int count = await(events, timeout);
      timeout = handle(view, count);
    }
    Libc.close(wakeup);
    Libc.close(epoll);
  }

  private int await(byte[] events, int timeout) {
    try {
      return SocketCalls.epoll_wait(epoll, events, EVENTS, timeout);
    } catch (LastErrorException e) {
      if (SystemCall.errno(e.getErrorCode()).equals(Optional.of(Errno.EINTR))) {
        return 0;
      }
      throw e;
    }
  }

  /** Tells what has come; gives how many milliseconds to wait next, -1 for ever, -2 for never. */
  private synchronized int handle(ByteBuffer events, int count) {
    List<Runnable> work = List.copyOf(next);
    next.clear();
    for (int i = 0; i < count && !closed; i++) {
      int at = i * EVENT_SIZE;
      long id = events.getLong(at + EVENT_SIZE - Long.BYTES);
      int what = events.getInt(at);
      if (id == 0) {
        Libc.read(wakeup, new byte[Long.BYTES], Long.BYTES);
      } else {
        Optional.ofNullable(watched.get(id)).ifPresent(s -> protect(() -> s.ready(what)));
      }
    }
    work.forEach(this::protect);
    while (!closed && !timers.isEmpty() && timers.peek().time() <= clock.now()) {
      protect(timers.poll().action());
    }
    if (closed) {
      return -2;
    }
    if (!next.isEmpty()) {
      return 0;
    }
    return timers.isEmpty() ? -1 : millisUntil(timers.peek().time());
  }

  private int millisUntil(long time) {
    long nanos = Math.max(0, time - clock.now());
    return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
  }

  /** A mistake in one service must not end all others. */
  private void protect(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException mistake) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, mistake);
    }
  }

  /** Ends the thread; the sockets are closed by then. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      wakeUp();
    }
    Daemon.await(thread);
  }
}

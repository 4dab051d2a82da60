package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.real.sys.SystemCall;

/**
 * A process that the JVM is the parent of. What it prints and its end are told holding the lab's
 * clock, the end last.
 */
final class RealProcess implements KernelProcess {
  /** How long the output of a process that has ended is awaited while others may still write it. */
  private static final long GRACE = 200_000_000L;

  /** How many bytes a pipe holds (pipe(7)), and a terminal at most. */
  private static final int PIPE = 65_536;

  private final ProcessTable table;
  private final int pid;
  private final int pidfd;
  private final List<Printing> printing = new ArrayList<>();
  private final ProcessInput input;
  private final List<IntConsumer> listeners = new ArrayList<>();
  private final byte[] buffer = new byte[16384];
  private Runnable lastly = () -> {};
  private Optional<IntConsumer> others = Optional.empty();
  private boolean reaped;
  private boolean finished;
  private int ended;
  private volatile OptionalInt status = OptionalInt.empty();

  /**
   * Takes a child over.
   *
   * @param channel whose descriptors this closes
   * @param screen takes what it prints, and nothing (no bytes) at its end
   * @param errors the same for its standard error
   */
  RealProcess(
      ProcessTable table,
      int pid,
      Channel channel,
      Consumer<byte[]> screen,
      Consumer<byte[]> errors)
      throws KernelException {
    this.table = table;
    this.pid = pid;
    printing.add(new Printing(channel.output(), screen));
    channel.errors().ifPresent(fd -> printing.add(new Printing(fd, errors)));
    boolean terminal = channel.input() == channel.output();
    input = new ProcessInput(table.reactor(), channel.input(), terminal);
    pidfd = (int) (long) SystemCall.check(() -> Calls.syscall(Calls.SYS_PIDFD_OPEN, pid, 0, 0, 0));
    table.add(this);
  }

  /**
   * Begins to listen to it.
   *
   * @param atEnd done holding the clock when it has ended, before its listeners hear of it
   */
  void watch(Runnable atEnd) {
    lastly = atEnd;
    printing.forEach(Printing::watch);
    table.reactor().readable(pidfd, this::reap);
  }

  /** A stream that it prints on, and who takes it. */
  private final class Printing {
    private final int fd;
    private final Consumer<byte[]> taker;
    private boolean ended;

    private Printing(int fd, Consumer<byte[]> taker) {
      this.fd = fd;
      this.taker = taker;
    }

    private void watch() {
      table.reactor().readable(fd, this::ready);
    }

    /**
     * What it has printed on an earlier stream is older, even where poll(2) looked at that stream
     * before it came.
     */
    private void ready() {
      printing.stream().takeWhile(stream -> stream != this).forEach(Printing::readAll);
      read();
      if (reaped && printing.stream().allMatch(stream -> stream.ended)) {
        finish();
      }
    }

    /** How many bytes came. */
    private int read() {
      int count = Descriptors.read(fd, buffer);
      if (count > 0 && !table.isClosed()) {
        byte[] bytes = Arrays.copyOf(buffer, count);
        table.clock().run(() -> taker.accept(bytes));
      } else if (count == 0) {
        table.reactor().forget(fd);
        ended = true;
      }
      return Math.max(0, count);
    }

    /** Reads what is there; no more than that of one who never stops printing. */
    private void readAll() {
      int left = PIPE;
      int count = 1;
      while (count > 0 && left > 0 && !ended && !table.isClosed()) {
        count = read();
        left -= count;
      }
    }
  }

  private void awaitOutput() {
    try {
      table.clock().after(GRACE, () -> table.reactor().execute(this::finish));
    } catch (RejectedExecutionException closedClock) {
      finish();
    }
  }

  private void reap() {
    int[] waited = new int[1];
    Calls.waitpid(pid, waited, 0);
    synchronized (this) {
      reaped = true;
      table.reactor().forget(pidfd);
      Descriptors.close(pidfd);
    }
    input.close();
    ended = Signals.exitStatus(waited[0]);
    if (printing.stream().allMatch(stream -> stream.ended) || table.isClosed()) {
      finish();
    } else {
      awaitOutput();
    }
  }

  /** On the reactor's thread, like all that precedes it. */
  private void finish() {
    if (finished) {
      return;
    }
    finished = true;
    // Others may still write; what is there already counts, however late this thread comes to it.
    printing.forEach(Printing::readAll);
    printing.forEach(stream -> table.reactor().forget(stream.fd));
    table.clock().run(this::tell);
  }

  private void tell() {
    printing.forEach(stream -> Descriptors.close(stream.fd));
    lastly.run();
    status = OptionalInt.of(ended);
    table.remove(this);
    if (!table.isClosed()) {
      printing.forEach(stream -> stream.taker.accept(new byte[0]));
      List.copyOf(listeners).forEach(listener -> listener.accept(ended));
    }
  }

  @Override
  public int pid() {
    return pid;
  }

  @Override
  public OptionalInt exitStatus() {
    return status;
  }

  @Override
  public void onExit(IntConsumer listener) {
    table
        .clock()
        .run(
            () -> {
              if (status.isPresent()) {
                listener.accept(status.getAsInt());
              } else {
                listeners.add(listener);
              }
            });
  }

  /** As {@link #onExit} for who has just started it; does not wait for the clock. */
  void onEnd(IntConsumer listener) {
    table.reactor().execute(() -> onExit(listener));
  }

  @Override
  public void signal(String signal) {
    Signals.number(signal)
        .ifPresent(
            number -> {
              if (others.isPresent() && (number == Signals.STOP || number == Signals.CONT)) {
                others.get().accept(number);
              } else {
                send(number);
              }
            });
  }

  /** STOP and CONT go to this signaller of it and all others of its container instead. */
  void freezesBy(IntConsumer signaller) {
    others = Optional.of(signaller);
  }

  /** Sends a signal by its number; nothing happens once the process has ended. */
  synchronized void send(int number) {
    if (reaped) {
      return;
    }
    try {
      Calls.syscall(Calls.SYS_PIDFD_SEND_SIGNAL, pidfd, number, 0, 0);
    } catch (LastErrorException ending) {
      return; // It has ended, and is about to be waited for.
    }
  }

  @Override
  public void input(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) {
    input.write(bytes);
  }

  @Override
  public void endInput() {
    input.end();
  }
}

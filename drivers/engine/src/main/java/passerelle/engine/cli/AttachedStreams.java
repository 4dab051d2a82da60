package passerelle.engine.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import passerelle.engine.ContainerLog.Stream;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;

/**
 * The streams of a command that is attached to a process of a container (docker/cli
 * container/hijack.go): what the process prints comes out here, what is typed goes to it. Output
 * comes while the process runs; the command itself prints it, when it is its turn, since only the
 * command may wait for whoever reads, and end when nobody does.
 */
public final class AttachedStreams implements ProcessOutput, AutoCloseable {
  public static final long FOREVER = Long.MAX_VALUE / 4;

  /** The engine closes the connection so long after the process has ended. */
  private static final long CLOSING_NANOS = 1_000_000;

  private final Invocation call;
  private final Interruption interruption;
  private final Deque<Piece> pending = new ArrayDeque<>();
  private Optional<KernelProcess> reader = Optional.empty();
  private Optional<DetachKeys> keys = Optional.empty();
  private boolean closesInput;
  private boolean raw;

  /** The terminal is to be raw once the command is in the foreground; it waits for that. */
  private boolean waitsForTerminal;

  private Optional<KernelProcess> relayed = Optional.empty();
  private boolean inputEnded;
  private int columns;
  private int rows;
  private Optional<KernelProcess> window = Optional.empty();
  private boolean closed;

  /** How an attachment ends. */
  public enum End {
    /** The process has ended, or whatever else was waited for has come. */
    DONE,
    /** The detach keys have been typed. */
    DETACHED,
    /** A signal has ended the command. */
    INTERRUPTED
  }

  /** The command's own streams. */
  private final ProcessOutput printer =
      new ProcessOutput() {
        @Override
        public void out(String text) {
          call.io().out(text);
        }

        @Override
        public void err(String text) {
          call.io().err(text);
        }
      };

  private record Piece(Stream stream, String text) {}

  /**
   * Nothing is attached yet.
   *
   * @param interruption what signals do
   */
  public AttachedStreams(Invocation call, Interruption interruption) {
    this.call = call;
    this.interruption = interruption;
  }

  @Override
  public void out(String text) {
    add(Stream.STDOUT, text);
  }

  @Override
  public void err(String text) {
    add(Stream.STDERR, text);
  }

  /** Something is to be printed. */
  public void add(Stream stream, String text) {
    if (!closed) {
      pending.add(new Piece(stream, text));
    }
  }

  /**
   * What is typed goes to a process from now on. Where the process has a terminal of its own, that
   * one makes lines and signals of the keys, and the command's own terminal does not meanwhile.
   *
   * @param terminal whether it has
   * @param detach the keys that end it
   * @param closes the end of what is typed, and of this command, ends the process's input
   */
  public void feed(KernelProcess process, boolean terminal, DetachKeys detach, boolean closes) {
    reader = Optional.of(process);
    closesInput = closes && !terminal;
    if (terminal) {
      keys = Optional.of(detach);
      relayed = Optional.of(process);
      takeTerminal();
    }
  }

  /** Makes the command's terminal raw, before the other end of it is there. */
  public void takeTerminal() {
    waitsForTerminal = !call.io().ownsTerminal();
    if (waitsForTerminal) {
      return;
    }
    if (!raw) {
      raw = true;
      call.io().setRaw(true);
    }
    relayed.ifPresent(inner -> call.io().relayTo(inner, keys.orElseThrow().keys()));
  }

  /** The window of a process's terminal has the size of the command's, and follows it. */
  public void showIn(KernelProcess process) {
    window = Optional.of(process);
    columns = call.io().columns();
    rows = call.io().rows();
    if (columns > 0) {
      process.resize(rows, columns);
    }
  }

  /**
   * Prints and reads until the condition holds, or something else ends it.
   *
   * @throws CliException when nobody reads what is printed, or the user has had enough
   */
  public End until(BooleanSupplier done) throws CliException {
    Kernel.Clock clock = call.engine().kernel().clock();
    while (true) {
      boolean more = clock.advanceUntil(() -> isBusy() || done.getAsBoolean(), FOREVER);
      if (waitsForTerminal && call.io().ownsTerminal()) {
        takeTerminal();
      }
      print();
      if (interruption.isHeard()) {
        return End.INTERRUPTED;
      }
      if (!waitsForTerminal) {
        readInput();
      }
      if (keys.filter(DetachKeys::isComplete).isPresent()) {
        return End.DETACHED;
      }
      followWindow();
      if ((done.getAsBoolean() || !more) && (pending.isEmpty() || waitsForTerminal)) {
        // Till then the terminal stays raw, for others who print there, too.
        if (raw) {
          clock.work(CLOSING_NANOS);
        }
        return End.DONE;
      }
    }
  }

  private boolean isBusy() {
    DockerIo io = call.io();
    boolean moved =
        waitsForTerminal ? io.ownsTerminal() : !pending.isEmpty() || canRead() || isResized();
    return moved || io.hasSignal() || io.isBroken();
  }

  private boolean canRead() {
    return reader.isPresent() && !inputEnded && call.io().isInputReady();
  }

  private void readInput() {
    if (!canRead()) {
      return;
    }
    String typed = call.io().takeInput();
    if (typed.isEmpty()) {
      inputEnded = true;
      endInput();
    } else {
      reader.get().input(keys.map(k -> k.pass(typed)).orElse(typed));
    }
  }

  private void endInput() {
    if (closesInput) {
      reader.ifPresent(KernelProcess::endInput);
    }
  }

  private boolean isResized() {
    return window.isPresent()
        && call.io().columns() > 0
        && (call.io().columns() != columns || call.io().rows() != rows);
  }

  private void followWindow() {
    if (isResized()) {
      showIn(window.get());
    }
  }

  /** Prints what has come, but that a signal does not wait for the end of what never ends. */
  private void print() throws CliException {
    while (!waitsForTerminal
        && !pending.isEmpty()
        && !call.io().isBroken()
        && !call.io().hasSignal()) {
      Piece piece = pending.removeFirst();
      piece.stream().print(printer, piece.text());
    }
    if (call.io().isBroken()) {
      throw new CliException("write /dev/stdout: broken pipe\n", 1);
    }
  }

  /** Nothing is printed or read any more, and the terminal is what it was. */
  @Override
  public void close() {
    closed = true;
    pending.clear();
    endInput();
    if (raw) {
      call.io().setRaw(false);
    }
  }
}

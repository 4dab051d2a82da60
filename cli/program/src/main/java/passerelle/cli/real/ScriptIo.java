package passerelle.cli.real;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import passerelle.engine.Container;
import passerelle.engine.cli.Detachment;
import passerelle.engine.cli.DockerIo;
import passerelle.kernel.KernelProcess;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Daemon;

/**
 * The standard streams of a docker script. The engine works holding the lab's clock and must wait
 * for no reader of its output, since that may need the clock: so a thread writes it.
 */
final class ScriptIo implements DockerIo, AutoCloseable {
  private static final int BLOCK = 1 << 16;
  private static final int TICK = 50;
  private static final long FOREVER = Long.MAX_VALUE / 4;
  private static final Piece LAST = new Piece(-1, new byte[0]);

  private final RealClock clock;
  private final int pid;
  private final ScriptFiles files;
  private final DockerGate.Attacher attacher;
  private final Runnable catcher;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final Thread writer;
  private Optional<Thread> reader = Optional.empty();
  private final Deque<String> signals = new ArrayDeque<>();
  private Optional<byte[]> modes = Optional.empty();
  private Optional<String> input = Optional.empty();
  private volatile boolean interrupted;
  private volatile boolean unheard;
  private volatile boolean lost;
  private boolean catching;
  private volatile boolean closed;

  /** Bytes for one of the files. */
  private record Piece(int file, byte[] bytes) {}

  /** Ends a docker command whose container goes on, as the detach keys do. */
  static final class Detached extends RuntimeException {}

  /**
   * The streams of a script, until they are closed by this.
   *
   * @param pid of the script
   * @param catcher has the script hand on all signals
   */
  ScriptIo(
      RealClock clock, int pid, ScriptFiles files, DockerGate.Attacher attacher, Runnable catcher) {
    this.pid = pid;
    this.catcher = catcher;
    this.clock = clock;
    this.files = files;
    this.attacher = attacher;
    writer = Daemon.start("docker output", this::write);
  }

  private void write() {
    try {
      Piece piece = pieces.poll(TICK, TimeUnit.MILLISECONDS);
      while (piece != LAST) {
        if (piece != null && !unheard) {
          write(piece);
        }
        if (!lost && (unheard || files.isEnded())) {
          unheard = true;
          lose();
        }
        piece = pieces.poll(TICK, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Piece piece) {
    byte[] left = piece.bytes();
    try {
      while (left.length > 0 && !files.isEnded()) {
        left = Arrays.copyOfRange(left, files.write(piece.file(), left, TICK), left.length);
      }
    } catch (LastErrorException nobodyReads) {
      unheard = true;
    }
  }

  /** Nobody reads what is printed, or whoever typed the command is no more. */
  private void lose() {
    lost = true;
    clock.run(
        () -> {
          if (!catching) {
            interrupted = true;
            signals.add("TERM");
          }
        });
  }

  /**
   * A signal for the command, named without SIG; that nobody reads what is printed is no news for a
   * container (cli/command/container/signals.go).
   */
  void signal(String name) {
    if (name.equals("PIPE")) {
      unheard = true;
      return;
    }
    clock.run(
        () -> {
          interrupted |= name.equals("INT") || name.equals("TERM");
          signals.add(name);
        });
  }

  @Override
  public void out(String text) {
    pieces.add(new Piece(ScriptFiles.OUTPUT, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void err(String text) {
    pieces.add(new Piece(ScriptFiles.ERRORS, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public int columns() {
    return files.columns(ScriptFiles.OUTPUT);
  }

  @Override
  public String directory() {
    return files.directory();
  }

  @Override
  public Map<String, String> variables() {
    return files.variables();
  }

  @Override
  public boolean inputIsTerminal() {
    return files.isTerminal(ScriptFiles.INPUT);
  }

  /** Input is read from the first time on that somebody asks. */
  @Override
  public boolean isInputReady() {
    if (reader.isEmpty()) {
      reader = Optional.of(Daemon.start("docker input", this::readInput));
    }
    return input.isPresent();
  }

  @Override
  public String takeInput() {
    String taken = input.orElse("");
    if (!taken.isEmpty()) {
      // The thread that reads waits for this by the clock.
      clock.run(() -> input = Optional.empty());
    }
    return taken;
  }

  /** A block at a time, the next one when that has been taken; nothing at the end. */
  private void readInput() {
    boolean more = true;
    while (more && !closed) {
      if (files.isReadable(ScriptFiles.INPUT, TICK)) {
        byte[] block = files.read(ScriptFiles.INPUT, BLOCK);
        more = block.length > 0;
        clock.run(() -> input = Optional.of(new String(block, StandardCharsets.UTF_8)));
        clock.advanceUntil(() -> input.isEmpty() || closed, FOREVER);
      }
    }
  }

  /** A line of a terminal, or the first one of what can be read elsewhere. */
  @Override
  public String inputLine() {
    clock.advanceUntil(() -> isInputReady() || interrupted, FOREVER);
    return takeInput().lines().findFirst().orElse("");
  }

  @Override
  public void setRaw(boolean raw) {
    if (raw) {
      modes = files.modes(ScriptFiles.INPUT);
      modes.ifPresent(before -> files.setModes(ScriptFiles.INPUT, RawMode.of(before)));
    } else {
      modes.ifPresent(before -> files.setModes(ScriptFiles.INPUT, before));
    }
  }

  @Override
  public void catchSignals() {
    catching = true;
    catcher.run();
  }

  @Override
  public boolean isBroken() {
    return catching && lost;
  }

  @Override
  public boolean hasSignal() {
    return !signals.isEmpty();
  }

  @Override
  public Optional<String> nextSignal() {
    return Optional.ofNullable(signals.poll());
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public boolean attach(Container container, KernelProcess process, Detachment detachment) {
    if (attacher.attach(pid, container, process, detachment)) {
      throw new Detached();
    }
    return false;
  }

  /** All that was printed has been written, or nobody reads it, when this returns. */
  @Override
  public void close() {
    clock.run(() -> closed = true);
    pieces.add(LAST);
    Daemon.await(writer);
    reader.ifPresent(Daemon::await);
  }
}

package passerelle.cli.real;

import com.sun.jna.LastErrorException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import passerelle.engine.Container;
import passerelle.engine.cli.DockerIo;
import passerelle.kernel.KernelProcess;
import passerelle.real.lab.RealClock;

/**
 * The standard streams of a docker script. The engine works holding the lab's clock and must wait
 * for no reader of its output, since that may need the clock: so a thread writes it.
 */
final class ScriptIo implements DockerIo, AutoCloseable {
  /** As much of its input as is kept for a process of a container. */
  private static final int MOST_INPUT = 1 << 24;

  private static final int BLOCK = 1 << 16;
  private static final int TICK = 50;
  private static final long FOREVER = Long.MAX_VALUE / 4;
  private static final Piece LAST = new Piece(-1, new byte[0]);

  private final RealClock clock;
  private final ScriptFiles files;
  private final DockerGate.Attacher attacher;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final Thread writer;
  private Optional<Thread> reader = Optional.empty();
  private Optional<String> input = Optional.empty();
  private volatile boolean interrupted;
  private volatile boolean unheard;
  private volatile boolean closed;

  /** Bytes for one of the files. */
  private record Piece(int file, byte[] bytes) {}

  /** Ends a docker command whose container goes on, as the detach keys do. */
  static final class Detached extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The streams of a script, until they are closed by this. */
  ScriptIo(RealClock clock, ScriptFiles files, DockerGate.Attacher attacher) {
    this.clock = clock;
    this.files = files;
    this.attacher = attacher;
    writer = daemon(this::write, "docker output");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void write() {
    try {
      Piece piece = pieces.poll(TICK, TimeUnit.MILLISECONDS);
      while (piece != LAST) {
        if (piece != null && !unheard) {
          write(piece);
        }
        if (!interrupted && (unheard || files.isEnded())) {
          unheard = true;
          interrupt();
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

  /** Ctrl-C, or the end of who typed the command. */
  void interrupt() {
    clock.run(() -> interrupted = true);
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
  public Optional<String> variable(String name) {
    return files.variable(name);
  }

  @Override
  public boolean inputIsTerminal() {
    return files.isTerminal(ScriptFiles.INPUT);
  }

  /** A line of a terminal, or a whole file. */
  @Override
  public String input() {
    if (input.isEmpty()) {
      reader = Optional.of(daemon(this::takeInput, "docker input"));
      clock.advanceUntil(() -> input.isPresent() || interrupted, FOREVER);
    }
    return input.orElse("");
  }

  private void takeInput() {
    String text = readInput();
    clock.run(() -> input = Optional.of(text));
  }

  private String readInput() {
    boolean line = inputIsTerminal();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean more = true;
    while (more && !closed && all.size() < MOST_INPUT) {
      if (files.isReadable(ScriptFiles.INPUT, TICK)) {
        byte[] block = files.read(ScriptFiles.INPUT, BLOCK);
        all.writeBytes(block);
        more = block.length > 0 && !line;
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public boolean attach(Container container, KernelProcess process) {
    if (attacher.attach(container, process)) {
      throw new Detached();
    }
    try (TypedInput typed = new TypedInput(clock, files, container, process)) {
      clock.advanceUntil(
          () -> process.exitStatus().isPresent() || interrupted || typed.isDetached(), FOREVER);
      if (typed.isDetached()) {
        throw new Detached();
      }
      return process.exitStatus().isPresent();
    }
  }

  /** All that was printed has been written, or nobody reads it, when this returns. */
  @Override
  public void close() {
    closed = true;
    pieces.add(LAST);
    await(writer);
    reader.ifPresent(ScriptIo::await);
  }

  static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package passerelle.sim.process;

import java.io.ByteArrayOutputStream;
import passerelle.kernel.Errno;
import passerelle.text.ByteText;

/**
 * Standard output or error of one process. What a process that has ended writes is lost. Writing
 * where nobody reads ends the process with SIGPIPE.
 */
public final class Output {
  /** glibc's block buffer for a pipe. */
  private static final int STDIO_BLOCK = 4096;

  private final Process process;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(0);
  private boolean buffered;
  private boolean failuresEnd = true;
  private Sink sink;

  Output(Process process, Sink sink) {
    this.process = process;
    this.sink = sink;
  }

  /** Where it goes. */
  public Sink sink() {
    return sink;
  }

  /** {@code isatty(3)}. */
  public boolean isTerminal() {
    return sink.isTerminal();
  }

  /** Columns of the terminal, 80 if it is none. */
  public int columns() {
    return sink.columns();
  }

  /**
   * Writes in blocks, as C's stdio does where the output is no terminal: errors then come before
   * the output that was printed first.
   */
  public void useStdioBuffer() {
    buffered = !sink.isTerminal();
  }

  /**
   * Lets the process go on when the disk is full, at which most programs end: it looks after {@link
   * Sink#failure} itself.
   */
  public void survivesFailures() {
    failuresEnd = false;
  }

  /** Writes the text in UTF-8. */
  public void print(String text) {
    write(ByteText.encode(text));
  }

  /** Writes the text and a newline. */
  public void println(String text) {
    print(text + "\n");
  }

  /**
   * Writes what a program says as it ends.
   *
   * @param status its exit status
   * @return the status
   */
  public int print(String text, int status) {
    print(text);
    return status;
  }

  /** The same with a newline behind. */
  public int println(String text, int status) {
    return print(text + "\n", status);
  }

  /** Writes the bytes; a straight-line program waits while the reader is far behind. */
  public void write(byte[] bytes) {
    if (!process.mayGoOn()) {
      return;
    }
    if (!buffered) {
      send(bytes);
      return;
    }
    block.writeBytes(bytes);
    if (block.size() >= STDIO_BLOCK) {
      flush();
    }
  }

  /** Another program writes from now on, and in its own way. */
  void renew() {
    flush();
    buffered = false;
    failuresEnd = true;
  }

  /** {@code fflush(3)}. */
  public void flush() {
    if (block.size() > 0) {
      byte[] bytes = block.toByteArray();
      block.reset();
      send(bytes);
    }
  }

  /** What an ending process still has in its buffer goes out, whoever reads it. */
  void flushAtExit() {
    if (block.size() > 0) {
      sink.write(block.toByteArray());
      block.reset();
    }
  }

  /** Takes the place of the previous sink ({@code dup2(2)}). */
  public void redirect(Sink other) {
    flush();
    other.retain();
    sink.release();
    sink = other;
  }

  private boolean isDiskFull() {
    return sink.failure().filter(e -> e.errno() == Errno.ENOSPC).isPresent();
  }

  private void send(byte[] bytes) {
    process.spend(1 + bytes.length / 8);
    if (!sink.write(bytes)) {
      process.signal(Signal.PIPE);
      process.mayGoOn();
    } else if (failuresEnd && process.life().isStraight() && isDiskFull()) {
      process.stderr().println(process.name() + ": write error: " + Errno.ENOSPC.text());
      throw new ExitException(1);
    } else if (sink.isFull() && process.life().isStraight() && process.scheduler().mayWait()) {
      process.awaitWoken(sink.drained(), () -> !sink.isFull());
    }
  }
}

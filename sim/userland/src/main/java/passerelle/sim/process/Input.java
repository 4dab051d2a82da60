package passerelle.sim.process;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import passerelle.text.ByteText;

/** Standard input of one process. The reading methods that wait are for straight-line programs. */
public final class Input {
  private static final int LONGEST_LINE = 32 << 20;

  private final Process process;
  private Source source;
  private boolean ended;

  Input(Process process, Source source) {
    this.process = process;
    this.source = source;
  }

  /** Where it comes from. */
  public Source source() {
    return source;
  }

  /** {@code isatty(3)}. */
  public boolean isTerminal() {
    return source.isTerminal();
  }

  /** Waits for bytes; an array of length 0 is the end. */
  public byte[] read(int max) {
    source.admit(process);
    process.awaitWoken(source.changed(), this::isReady);
    process.spend(1);
    return source.take(max);
  }

  private boolean isReady() {
    return source.admits(process) && (source.isReadable() || source.atEnd());
  }

  /** Waits for all bytes up to the end. */
  public byte[] readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] some = read(65536); some.length > 0; some = read(65536)) {
      process.allocate(some.length);
      all.writeBytes(some);
    }
    return all.toByteArray();
  }

  /**
   * Waits for a line, and takes not a byte more, as a shell's {@code read} does.
   *
   * @return the line with its newline, the last one maybe without; empty at the end
   */
  public Optional<String> readLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] one = read(1);
    while (one.length > 0) {
      line.write(one[0]);
      if (line.size() > LONGEST_LINE) {
        throw new MemoryError(line.size());
      }
      if (one[0] == '\n') {
        break;
      }
      one = read(1);
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(ByteText.decode(line.toByteArray()));
  }

  /** Takes what is there now without waiting; see {@link #atEnd} if that is nothing. */
  public byte[] take(int max) {
    ended |= source.atEnd();
    return source.take(max);
  }

  /** No byte is there and none will come; of a terminal it is told once (Ctrl-D), and kept here. */
  public boolean atEnd() {
    if (!ended && source.atEnd()) {
      take(0);
    }
    return ended && !source.isReadable();
  }

  /** Takes the place of the previous source ({@code dup2(2)}). */
  public void redirect(Source other) {
    other.retain();
    source.release();
    source = other;
    ended = false;
  }
}

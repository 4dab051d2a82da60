package passerelle.cli.cast;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;

/** Records what a terminal shows. Any thread may show something. */
public final class Recorder {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final MachineFiles.NewFile file;
  private final Stopwatch watch;
  private final Asciicast cast;

  /**
   * A recording that begins now.
   *
   * @param file where it is kept: at each mark, and at the end
   * @param title what it is of
   */
  public Recorder(MachineFiles.NewFile file, String title) {
    this.file = file;
    watch = Stopwatch.onTheWall();
    cast = new Asciicast(title);
  }

  /** From now on time passes as a clock shows it. */
  public void follow(LongSupplier clock) {
    watch.follow(clock, cast.isEmpty());
  }

  /** So many seconds pass for whoever looks on. */
  public void pass(double seconds) {
    watch.pass((long) (seconds * 1e9));
  }

  /** A terminal that is recorded. */
  public Terminal on(Terminal terminal) {
    Size size = terminal.getSize();
    cast.begin(size.getColumns(), size.getRows());
    return RecordedTerminal.of(terminal, this);
  }

  /** What goes to a stream is recorded as if a terminal of 80 columns and 24 rows showed it. */
  public PrintStream on(PrintStream stream) {
    cast.begin(COLUMNS, ROWS);
    return new PrintStream(heard(stream), true, StandardCharsets.UTF_8);
  }

  /** A stream of which is heard what goes there, whole characters at a time. */
  OutputStream heard(OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int from, int length) throws IOException {
        out.write(octets, from, length);
        shown(new String(octets, from, length, StandardCharsets.UTF_8));
      }
    };
  }

  synchronized void shown(String text) {
    cast.output(watch.getAsLong(), text);
  }

  synchronized void resized(Size size) {
    cast.resize(watch.getAsLong(), size.getColumns(), size.getRows());
  }

  /** A chapter begins; what was recorded so far is kept, as far as it can be. */
  public synchronized void mark(String label) {
    cast.mark(watch.getAsLong(), label);
    try {
      keep();
    } catch (FileRefusal later) {
      // It is said at the end.
      return;
    }
  }

  /** Writes the file. */
  public synchronized void keep() throws FileRefusal {
    file.write(cast.text().getBytes(StandardCharsets.UTF_8));
  }
}

package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import passerelle.text.Language;
import passerelle.text.Messages;

/** What a transcript's command prints, as far as it is kept. */
public final class Screen implements Consumer<byte[]> {
  /** What a transcript's command may print. */
  private static final int KIBIBYTES = 16 << 10;

  /** What somebody reads of it who looks on, before Ctrl-C. */
  private static final int READ = 32;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int kibibytes;
  private final Runnable interrupt;
  private boolean full;

  /**
   * An empty screen for a command of a transcript.
   *
   * @param interrupt presses Ctrl-C when the command has printed too much
   */
  public Screen(Runnable interrupt) {
    this(KIBIBYTES, interrupt);
  }

  /**
   * An empty screen.
   *
   * @param kibibytes how much is kept
   * @param interrupt presses Ctrl-C when the command has printed too much
   */
  public Screen(int kibibytes, Runnable interrupt) {
    this.kibibytes = kibibytes;
    this.interrupt = interrupt;
  }

  /**
   * An empty screen before which somebody sits.
   *
   * @param interrupt presses Ctrl-C when the command has printed too much
   */
  public static Screen read(Runnable interrupt) {
    return new Screen(READ, interrupt);
  }

  @Override
  public void accept(byte[] more) {
    if (bytes.size() + more.length <= kibibytes << 10) {
      bytes.writeBytes(more);
    } else {
      if (!full) {
        full = true;
        Messages messages = Messages.of(Language.EN, "passerelle/cli/messages");
        String line = messages.get("output.cut", Integer.toString(kibibytes)) + "\n";
        bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      }
      interrupt.run();
    }
  }

  /** All that is kept, lines ended by {@code \n}. */
  public String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}

package passerelle.cli.repl;

import java.io.IOException;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import passerelle.cli.real.RealLab;

/**
 * What a person types while a command runs in a real lab: each key goes to the terminal of the
 * shell there, which makes lines and signals of them, while the person's own terminal is raw.
 */
final class Typing implements AutoCloseable {
  private static final long PATIENCE = 1000;

  private final Terminal terminal;
  private final RealLab lab;
  private final Attributes before;
  private final Thread thread = new Thread(this::pass, "typing");
  private boolean closed;

  /** Begins; the terminal's modes are what they were when it is closed. */
  Typing(Terminal terminal, RealLab lab) {
    this.terminal = terminal;
    this.lab = lab;
    lab.resize(terminal.getSize().getColumns(), terminal.getSize().getRows());
    before = terminal.getAttributes();
    terminal.setAttributes(raw(before));
    thread.setDaemon(true);
    thread.start();
  }

  private static Attributes raw(Attributes modes) {
    Attributes raw = new Attributes(modes);
    raw.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    raw.setOutputFlag(OutputFlag.OPOST, false);
    raw.setControlChar(ControlChar.VMIN, 0);
    raw.setControlChar(ControlChar.VTIME, 1);
    return raw;
  }

  /** A key is taken from the terminal only when it can be passed on: the rest is for the prompt. */
  private void pass() {
    NonBlockingReader keys = terminal.reader();
    try {
      int next = keys.peek(PATIENCE);
      while (next != NonBlockingReader.EOF && take(keys, next)) {
        next = keys.peek(PATIENCE);
      }
    } catch (IOException interrupted) {
      // The command has ended.
      return;
    }
  }

  private synchronized boolean take(NonBlockingReader keys, int next) throws IOException {
    if (!closed && next >= 0) {
      lab.type(Character.toString(keys.read()).getBytes(terminal.inputEncoding()));
    }
    return !closed;
  }

  /** No key is taken from now on. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      thread.interrupt();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.setAttributes(before);
  }
}

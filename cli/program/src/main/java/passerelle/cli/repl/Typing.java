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
import passerelle.cli.lab.Lab;
import passerelle.cli.real.RealLab;

/**
 * What a person types while a command runs: each key goes to the terminal of the shell in the lab,
 * which makes lines and signals of them, while the person's own terminal is raw.
 */
final class Typing implements AutoCloseable {
  private static final long PATIENCE = 1000;
  private static final long PAUSE = 10;

  private final Terminal terminal;
  private final Lab lab;
  private final Attributes before;
  private final Thread thread = new Thread(this::pass, "typing");
  private boolean closed;

  /** Begins; the terminal's modes are what they were when it is closed. */
  Typing(Terminal terminal, Lab lab) {
    this.terminal = terminal;
    this.lab = lab;
    lab.keyboard().resize(terminal.getSize().getColumns(), terminal.getSize().getRows());
    before = terminal.getAttributes();
    terminal.setAttributes(raw(before, lab instanceof RealLab));
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The modes while keys are passed on. A simulated lab is told of Ctrl-C by the signal that the
   * terminal makes of it, which also reaches what reads no keys; a real one makes its own.
   */
  private static Attributes raw(Attributes modes, boolean real) {
    Attributes raw = new Attributes(modes);
    raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN), false);
    raw.setLocalFlag(LocalFlag.ISIG, !real);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    // What comes from a real terminal has a carriage return in each line's end already.
    raw.setOutputFlag(OutputFlag.OPOST, !real);
    raw.setControlChar(ControlChar.VMIN, 0);
    raw.setControlChar(ControlChar.VTIME, 1);
    raw.setControlChar(ControlChar.VQUIT, 0);
    raw.setControlChar(ControlChar.VSUSP, 0);
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
    } catch (IOException | InterruptedException interrupted) {
      // The command has ended.
      return;
    }
  }

  private synchronized boolean take(NonBlockingReader keys, int next)
      throws IOException, InterruptedException {
    if (!closed && next >= 0 && !lab.keyboard().isListening()) {
      wait(PAUSE);
    } else if (!closed && next >= 0) {
      lab.keyboard().type(Character.toString(keys.read()).getBytes(terminal.inputEncoding()));
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

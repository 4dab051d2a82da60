package passerelle.cli.repl;

import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import passerelle.cli.lab.Keyboard;
import passerelle.real.sys.Daemon;

/**
 * What a person types while a command runs: each key goes to the terminal of the shell in the lab,
 * which makes lines and signals of them, while the person's own terminal is raw.
 */
final class Typing implements AutoCloseable {
  /** Milliseconds until it is looked whether something listens for keys that are held. */
  private static final long MOMENT = 20;

  private static final long PATIENCE = 1000;
  private static final int MOST_HELD = 64 << 10;
  private static final int CTRL_C = 3;

  private final Terminal terminal;
  private final Supplier<Keyboard> keyboard;
  private final Attributes before;
  private final Terminal.SignalHandler interrupting;
  private final Thread thread = Daemon.thread("typing", this::pass);
  private final StringBuilder held = new StringBuilder();
  private final AtomicBoolean interrupted;
  private boolean begun;
  private boolean closed;

  /**
   * Begins; the terminal's modes are what they were when it is closed.
   *
   * @param keyboard whose keys they are, in the lab that is there then
   * @param real whether what is shown comes from real terminals
   * @param interrupted set by Ctrl-C that comes before {@link #begin}
   */
  Typing(Terminal terminal, Supplier<Keyboard> keyboard, boolean real, AtomicBoolean interrupted) {
    this.interrupted = interrupted;
    this.terminal = terminal;
    this.keyboard = keyboard;
    keyboard.get().resize(terminal.getSize().getColumns(), terminal.getSize().getRows());
    before = terminal.getAttributes();
    // Of Ctrl-C on a raw terminal JLine makes SIGINT and hands over the key all the same: once too
    // often for what runs, or, when that has ended by then, for the next line.
    interrupting = terminal.handle(Terminal.Signal.INT, signal -> interruptEarly());
    terminal.setAttributes(raw(before, real));
    thread.start();
  }

  private static Attributes raw(Attributes modes, boolean real) {
    Attributes raw = new Attributes(modes);
    raw.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    // What comes from a real terminal has a carriage return in each line's end already.
    raw.setOutputFlag(OutputFlag.OPOST, !real);
    raw.setControlChar(ControlChar.VMIN, 0);
    raw.setControlChar(ControlChar.VTIME, 1);
    return raw;
  }

  private void pass() {
    NonBlockingReader keys = terminal.reader();
    try {
      int next = keys.peek(PATIENCE);
      while (next != NonBlockingReader.EOF && take(keys, next)) {
        next = keys.peek(held.length() > 0 ? MOMENT : PATIENCE);
      }
    } catch (IOException interrupted) {
      // The command has ended.
      return;
    }
  }

  /**
   * The command is about to begin.
   *
   * @return false when Ctrl-C has come before it
   */
  synchronized boolean begin() {
    begun = true;
    return !interrupted.get();
  }

  private synchronized void interruptEarly() {
    if (!begun) {
      interrupted.set(true);
    }
  }

  /** Ctrl-C is heard at once, and what was typed before it is void (no NOFLSH). */
  private synchronized boolean take(NonBlockingReader keys, int next) throws IOException {
    if (closed) {
      return false;
    }
    if (next == CTRL_C) {
      held.setLength(0);
      int key = keys.read();
      interruptEarly();
      if (!interrupted.get()) {
        type(key);
      }
    } else if (next >= 0) {
      held.appendCodePoint(keys.read());
      held.setLength(Math.min(held.length(), MOST_HELD));
    }
    if (begun && keyboard.get().isListening()) {
      held.codePoints().forEach(this::type);
      held.setLength(0);
    }
    return true;
  }

  private void type(int key) {
    keyboard.get().type(Character.toString(key).getBytes(terminal.inputEncoding()));
  }

  /** What was typed while nothing listened: after {@link #close}, it begins the next line. */
  String held() {
    return held.toString();
  }

  /** No key is taken from now on. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      thread.interrupt();
    }
    Daemon.await(thread);
    terminal.setAttributes(before);
    terminal.handle(Terminal.Signal.INT, interrupting);
  }
}

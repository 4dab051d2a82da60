package passerelle.cli.cast;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jline.terminal.Terminal;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;

/** A terminal of which is recorded what it shows; all else it does as it would. */
final class RecordedTerminal implements InvocationHandler {
  private final Terminal terminal;
  private final Recorder recorder;
  private final PrintWriter writer;

  private RecordedTerminal(Terminal terminal, Recorder recorder) {
    this.terminal = terminal;
    this.recorder = recorder;
    writer = new PrintWriter(new Heard());
  }

  static Terminal of(Terminal terminal, Recorder recorder) {
    return (Terminal)
        Proxy.newProxyInstance(
            Terminal.class.getClassLoader(),
            new Class<?>[] {Terminal.class},
            new RecordedTerminal(terminal, recorder));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    switch (method.getName()) {
      case "writer":
        return writer;
      case "output":
        return recorder.heard(terminal.output());
      case "flush":
        writer.flush();
        break;
      case "puts":
        return puts((Capability) args[0], (Object[]) args[1]);
      case "handle":
        if (args[0] == Terminal.Signal.WINCH) {
          return terminal.handle(Terminal.Signal.WINCH, resized((Terminal.SignalHandler) args[1]));
        }
        break;
      default:
        break;
    }
    try {
      return method.invoke(terminal, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private Terminal.SignalHandler resized(Terminal.SignalHandler handler) {
    return handler == null
        ? null
        : signal -> {
          recorder.resized(terminal.getSize());
          handler.handle(signal);
        };
  }

  private boolean puts(Capability capability, Object... params) {
    String sequence = terminal.getStringCapability(capability);
    if (sequence == null) {
      return false;
    }
    StringWriter text = new StringWriter();
    Curses.tputs(text, sequence, params);
    writer.write(text.toString());
    return true;
  }

  /** Goes to the terminal, and is heard. */
  private final class Heard extends Writer {
    @Override
    public void write(char[] text, int from, int length) {
      terminal.writer().write(text, from, length);
      recorder.shown(new String(text, from, length));
    }

    @Override
    public void flush() {
      terminal.writer().flush();
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}

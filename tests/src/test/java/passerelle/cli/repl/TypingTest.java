package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.cli.lab.Keyboard;

/** Keys while a command runs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TypingTest {
  private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
  private final AtomicInteger signals = new AtomicInteger();

  private final Keyboard keyboard =
      new Keyboard() {
        @Override
        public void type(byte[] keys) {
          typed.add(keys);
        }

        @Override
        public void interrupt() {
          signals.incrementAndGet();
        }

        @Override
        public boolean isListening() {
          return true;
        }

        @Override
        public String unread() {
          return "";
        }

        @Override
        public void resize(int columns, int rows) {
          // Of no interest.
        }
      };

  /** JLine makes a signal of the key on a raw terminal, too, a moment before it hands it over. */
  @Test
  void controlCOnARawTerminalIsAKeyAndNoSignal() throws Exception {
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal(
            "test", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      terminal.handle(Terminal.Signal.INT, signal -> keyboard.interrupt());
      Typing typing = new Typing(terminal, () -> keyboard, false);
      terminal.raise(Terminal.Signal.INT);
      terminal.processInputBytes(new byte[] {3});
      assertArrayEquals(new byte[] {3}, typed.take());
      assertEquals(0, signals.get());
      typing.close();
      terminal.raise(Terminal.Signal.INT);
      assertEquals(1, signals.get());
    }
  }
}

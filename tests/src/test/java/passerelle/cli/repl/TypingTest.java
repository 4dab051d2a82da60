package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
      Typing typing = new Typing(terminal, () -> keyboard, false, new AtomicBoolean());
      typing.begin();
      terminal.raise(Terminal.Signal.INT);
      terminal.processInputBytes(new byte[] {3});
      assertArrayEquals(new byte[] {3}, typed.take());
      assertEquals(0, signals.get());
      typing.close();
      terminal.raise(Terminal.Signal.INT);
      assertEquals(1, signals.get());
    }
  }

  /** Between Enter and the program there are moments at which nothing could be sent a signal. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void controlCThatComesBeforeTheCommandGivesItUp(boolean asKey) throws Exception {
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal(
            "test", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      AtomicBoolean late = new AtomicBoolean();
      Typing typing = new Typing(terminal, () -> keyboard, false, late);
      if (asKey) {
        terminal.processInputBytes(new byte[] {3});
        while (!late.get()) {
          Thread.onSpinWait();
        }
      } else {
        terminal.raise(Terminal.Signal.INT);
      }
      assertFalse(typing.begin());
      typing.close();
      assertTrue(typed.isEmpty());
    }
  }
}

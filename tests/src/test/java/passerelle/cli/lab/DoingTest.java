package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import passerelle.cli.terminal.Keystroke;

class DoingTest {
  private static final Doing.Way TYPED =
      new Doing.Way() {
        @Override
        public OptionalInt window() {
          return OptionalInt.empty();
        }

        @Override
        public List<Keystroke> pressed() {
          return List.of();
        }

        @Override
        public Deed.Course course(List<Keystroke> pressed, boolean ended, int during) {
          return new Deed.Course(
              OptionalInt.empty(), pressed, ended, during, () -> 0, lab -> {}, lab -> {});
        }
      };

  /** A state of a lab of a hundred containers is megabytes; a history has a thousand commands. */
  @Test
  void whatHasEndedKeepsNoStateThatItWasComparedWith() {
    byte[] state = new byte[1 << 20];
    WeakReference<byte[]> kept = new WeakReference<>(state);
    Doing doing = comparedWith(state);
    state = null;
    System.gc();
    assertTrue(kept.get() != null, "while it goes on, it is compared");
    assertFalse(doing.end(() -> 0, 1));
    System.gc();
    assertTrue(kept.get() == null, "afterwards the answer is enough");
    assertFalse(doing.deed(0).effect().changes());
  }

  private static Doing comparedWith(byte[] state) {
    Deed.Typed typed = new Deed.Typed("host$ ", "docker ps", true);
    return new Doing(0, 0, typed, TYPED, new Printed(bytes -> true), true, () -> state[0] != 0);
  }
}

package passerelle.sim.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalHandlersTest {
  @Test
  void anotherProgramTakesOverWhatIsIgnoredAndNoHandler() {
    SignalHandlers handlers = new SignalHandlers(Set.of(Signal.HUP));
    handlers.set(Signal.TERM, () -> {});
    handlers.flush();
    assertTrue(handlers.has(Signal.HUP));
    assertFalse(handlers.has(Signal.TERM));
  }

  @Test
  void childrenInheritWhatIsIgnoredUntilItIsReset() {
    SignalHandlers handlers = new SignalHandlers(Set.of());
    handlers.ignore(Signal.INT);
    handlers.set(Signal.TERM, () -> {});
    assertEquals(Set.of(Signal.INT), handlers.ignored());
    handlers.reset(Signal.INT);
    assertEquals(Set.of(), handlers.ignored());
  }
}

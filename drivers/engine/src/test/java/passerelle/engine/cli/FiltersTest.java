package passerelle.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineException;

class FiltersTest {
  @Test
  void keysAreReadInSmallLettersAndBlanksDoNotCount() throws EngineException {
    Filters filters = new Filters(List.of(" Label = a=1", "label=b"), Set.of("label"));
    assertTrue(filters.label(Map.of("a", "1", "b", "")));
    assertFalse(filters.label(Map.of("a", "2", "b", "")));
  }

  @Test
  void anUnknownKeyIsRefusedAsItWasReadWithoutItsValue() {
    EngineException refused =
        assertThrows(
            EngineException.class, () -> new Filters(List.of("label!=x"), Set.of("label")));
    assertEquals("invalid filter 'label!'", refused.getMessage());
  }

  @Test
  void yesOrNoIsOneOfBoth() throws EngineException {
    assertEquals(Optional.of(true), yesOrNo("dangling=1", "dangling=true"));
    assertEquals(Optional.empty(), yesOrNo());
    EngineException both =
        assertThrows(EngineException.class, () -> yesOrNo("dangling=true", "dangling=0"));
    assertEquals("invalid filter 'dangling=[true 0]'", both.getMessage());
  }

  private static Optional<Boolean> yesOrNo(String... typed) throws EngineException {
    return new Filters(List.of(typed)).yesOrNo("dangling");
  }
}

package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number of things is said in the singular or the plural as the language has it. */
class PluralTest {
  @ParameterizedTest
  @CsvSource({
    "EN, 0, 0 packets captured",
    "EN, 1, 1 packet captured",
    "EN, 2, 2 packets captured",
    "FR, 0, 0 paquet capturé",
    "FR, 1, 1 paquet capturé",
    "FR, 2, 2 paquets capturés"
  })
  void captureCountsItsPackets(Language language, int count, String said) {
    Messages messages = Messages.of(language, "passerelle/cli/messages");
    assertEquals(said, messages.get("capture.stopped", count));
  }
}

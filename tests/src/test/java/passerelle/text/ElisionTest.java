package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** {@code de} and {@code que} in front of what a message is told. */
class ElisionTest {
  private final Messages messages = Messages.of(Language.FR, "passerelle/cli/why/wording/messages");

  @Test
  void aVowelTakesTheLastLetterAway() {
    assertEquals(
        "L'interface eth0 d'alpine est désactivée\u00a0: rien n'y passe.",
        messages.get("why.device-down", "alpine", "eth0"));
    assertEquals(
        "L'interface eth0 de web est désactivée\u00a0: rien n'y passe.",
        messages.get("why.device-down", "web", "eth0"));
  }

  @Test
  void anAddressAndAHostKeepIt() {
    assertEquals(
        "L'interface lo de host est désactivée\u00a0: rien n'y passe.",
        messages.get("why.device-down", "host", "lo"));
  }
}

package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.text.Language;

/** What Passerelle says is shown in colours where there are some, and a page at a time. */
class PagesTest {
  private static final Size PROJECTOR = Size.of(80, 24);
  private static final String TRACE = "trace full laptop 192.0.2.10 icmp\r";
  private static final String VERDICT = "=> Delivered at host/eth0, and answered.";
  private static final String MORE = "-- more";

  private static SeatedPerson person(String kind) throws Exception {
    return new SeatedPerson(kind, PROJECTOR, Map.of(), Language.EN);
  }

  @Test
  void aLongAnswerComesPageByPage() throws Exception {
    try (SeatedPerson person = person("xterm")) {
      person.await("host$");
      person.type(TRACE);
      String first = person.await(MORE);
      assertTrue(first.contains("sent by trace"), first);
      assertFalse(first.contains(VERDICT), first);
      person.type("\r");
      String line = person.await(MORE);
      assertTrue(line.strip().lines().count() <= 3, line);
      person.type(" ");
      person.await(MORE);
      person.type("G");
      person.await(VERDICT);
      person.await("host$");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"q", "\u0003", "\u001b"})
  void aReaderWhoHasSeenEnoughLeaves(String key) throws Exception {
    try (SeatedPerson person = person("xterm")) {
      person.await("host$");
      person.type(TRACE);
      person.await(MORE);
      person.type(key);
      String rest = person.await("host$");
      assertFalse(rest.contains(VERDICT), rest);
      person.type("echo still here\r");
      person.await("\nstill here\n");
    }
  }

  @Test
  void whoeverTypesTheNextCommandLeavesWithIt() throws Exception {
    try (SeatedPerson person = person("xterm")) {
      person.await("host$");
      person.type(TRACE);
      person.await(MORE);
      person.type("hostname\r");
      person.await("\nhost\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"dumb, 24", "xterm, 200"})
  void whatNeedsNoPagesOrCannotHaveThemComesAtOnce(String kind, int rows) throws Exception {
    Size size = Size.of(80, rows);
    try (SeatedPerson person = new SeatedPerson(kind, size, Map.of(), Language.EN)) {
      person.await("host$");
      person.type(TRACE);
      assertFalse(person.await(VERDICT).contains(MORE));
    }
  }

  @Test
  void whatIsPastedIsNotHeldUp() throws Exception {
    try (SeatedPerson person = person("xterm")) {
      person.await("host$");
      person.type(TRACE + "echo pasted\r");
      String shown = person.await("\npasted\n");
      assertTrue(shown.contains(VERDICT), shown);
      assertFalse(shown.contains(MORE), shown);
    }
  }

  @Test
  void whatDockerAndLinuxPrintIsNeitherPagedNorColoured() throws Exception {
    try (SeatedPerson person = person("xterm-256color")) {
      person.await("host$");
      person.type("seq 1 100\r");
      String shown = person.await("\n100\n");
      assertFalse(shown.contains(MORE), shown);
      assertTrue(person.raw().replace("\r", "").contains("\n99\n100\n"), person.raw());
    }
  }

  @Test
  void dropsAndDeliveriesHaveColoursWhereTheTerminalHas() throws Exception {
    try (SeatedPerson person = person("xterm-256color")) {
      person.await("host$");
      person.type("trace laptop 192.0.2.10:9/tcp\r");
      person.await("=> Refused");
      assertTrue(person.raw().contains("\u001b[31;1mDROPPED"), person.raw());
    }
  }

  @Test
  void withNoColorThereIsNone() throws Exception {
    Map<String, String> environment = Map.of("NO_COLOR", "1");
    try (SeatedPerson person =
        new SeatedPerson("xterm-256color", PROJECTOR, environment, Language.EN)) {
      person.await("host$");
      person.type("trace laptop 192.0.2.10:9/tcp\r");
      person.await("=> Refused");
      assertFalse(person.raw().matches("(?s).*\u001b\\[[0-9;]*[0-9]m.*"), person.raw());
    }
  }

  @Test
  void withNoColorWordsThatFitHaveNoneEither() throws Exception {
    Map<String, String> environment = Map.of("NO_COLOR", "1");
    try (SeatedPerson person =
        new SeatedPerson("xterm-256color", PROJECTOR, environment, Language.EN)) {
      person.await("host$");
      person.type("tr\t");
      person.await("ceroute");
      assertFalse(person.raw().matches("(?s).*\u001b\\[[0-9;]*3[0-9]m.*"), person.raw());
    }
  }

  @Test
  void aDumbTerminalIsToldNothingButText() throws Exception {
    try (SeatedPerson person = person("dumb")) {
      person.await("host$");
      person.type("trace laptop 192.0.2.10:9/tcp\r");
      person.await("=> Refused");
      assertFalse(person.raw().contains("\u001b"), person.raw());
    }
  }

  @Test
  void anotherWidthIsFollowedAtOnce() throws Exception {
    Size narrow = Size.of(60, 40);
    try (SeatedPerson person = new SeatedPerson("dumb", narrow, Map.of(), Language.EN)) {
      person.await("host$");
      person.type("trace laptop 192.0.2.10:9/tcp\r");
      String shown = person.await("=> Refused by host: nothing listens on that port.\n");
      List<String> wide = shown.lines().filter(line -> line.length() > 60).toList();
      assertTrue(wide.isEmpty(), String.join("\n", wide));
    }
  }
}

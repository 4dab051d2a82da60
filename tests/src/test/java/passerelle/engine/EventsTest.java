package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker events}: what is told, and in which order, as recorded of real engines. */
class EventsTest {
  private static final String ACTIONS =
      "events --since 1h --until=-1s --format '{{.Type}} {{.Action}}'";

  static Stream<Arguments> deeds() {
    String lifeInForeground =
        "container create, container attach, network connect, container start,"
            + " network disconnect, container die, container destroy";
    return Stream.of(
        Arguments.of("run --rm alpine true", lifeInForeground),
        Arguments.of(
            "run -d --name c1 nginx", "container create, network connect, container start"),
        Arguments.of(
            "exec web true",
            "container exec_create: true , container exec_start: true , container exec_die"),
        Arguments.of("pause web", "container pause"),
        Arguments.of("rename web w2", "container rename"),
        Arguments.of("update --restart always web", "container update"),
        Arguments.of("kill web", "container kill, network disconnect, container die"),
        Arguments.of(
            "stop -t 1 web",
            "container kill, container kill, network disconnect, container stop, container die"),
        Arguments.of(
            "restart -t 0 web",
            "container kill, container kill, network disconnect, container stop, container die,"
                + " network connect, container start, container restart"),
        Arguments.of("network create n1", "network create"),
        Arguments.of("network prune -f", "network prune"),
        Arguments.of("container prune -f", "container prune"),
        Arguments.of(
            "rm -f web", "container kill, network disconnect, container die, container destroy"));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void everyStepIsToldInOrder(String deed, String expected) {
    for (String engine : EngineVersion.labels()) {
      Session session = new Session(engine);
      session.run("run -d --name web nginx");
      int before = session.run(ACTIONS).lines().toList().size();
      session.run(deed);
      List<String> told = session.run(ACTIONS).lines().toList();
      assertEquals(expected, String.join(", ", told.subList(before, told.size())), engine);
    }
  }

  /** Of the asking itself only 26.1 tells: once more, and of a container that does not run, too. */
  @ParameterizedTest
  @CsvSource({"26.1, 2, 1", "28.5, 1, 0", "29.1, 1, 0"})
  void disconnectingIsToldByTheNetworkThatIsLeft(String engine, int running, int created) {
    Session session = new Session(engine);
    session.run("network create net1");
    session.run("run -d --name web nginx");
    session.run("create --name idle nginx");
    assertEquals(running, disconnections(session, "network disconnect bridge web"), engine);
    assertEquals(created, disconnections(session, "network disconnect bridge idle"), engine);
  }

  private static int disconnections(Session session, String deed) {
    int before = session.run(ACTIONS).lines().toList().size();
    assertEquals("", session.run(deed));
    List<String> told = session.run(ACTIONS).lines().toList();
    List<String> fresh = told.subList(before, told.size());
    assertTrue(fresh.stream().allMatch("network disconnect"::equals), fresh.toString());
    return fresh.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void aProgramThatIsNotThereHasJoinedItsNetworksFirstOnTheOldEngineOnly(String engine) {
    Session session = new Session(engine);
    session.run("run --rm alpine nosuch");
    String joined = engine.equals("26.1") ? "network connect\n" : "";
    assertEquals(
        "container create\ncontainer attach\n" + joined + "network disconnect\ncontainer destroy\n",
        session.run(ACTIONS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void anEventIsALineWithItsAttributesInOrder(String engine) {
    Session session = new Session(engine);
    String id = session.run("run -d --name web --label tier=front nginx").strip();
    session.run("kill web");
    assertEquals(
        "container die "
            + id
            + " (execDuration=0, exitCode=137, image=nginx, name=web, tier=front)",
        session.run("events --since 1h --until=-1s --filter event=die").strip().substring(31));
    assertEquals(
        "1 web\n",
        session.run(
            "events --since 1h --until=-1s --filter event=start --filter label=tier=front"
                + " --format '1 {{.Actor.Attributes.name}}'"));
  }

  @Test
  void aDurationMeansWholeSecondsOfTheClock() {
    Session session = new Session("29.1");
    session.run("run --rm alpine true");
    String die = " --since 1h --filter event=die --format die";
    assertEquals("", session.run("events --until 0s" + die));
    assertEquals("die\n", session.run("events --until=-1s" + die));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void whatCannotBeReadIsRefused(String engine) {
    Session session = new Session(engine);
    assertEquals(
        "failed to parse value as time or duration: \"soon\"\n[1]\n",
        session.run("events --until soon"));
    assertEquals(
        "Error parsing format: template: :1:2: executing \"\" at <.Nosuch>: can't evaluate field"
            + " Nosuch in type *events.Message\n[64]\n",
        session.run("events --format '{{.Nosuch}}'"));
  }
}

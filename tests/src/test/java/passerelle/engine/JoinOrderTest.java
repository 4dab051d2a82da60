package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which interface of a container is whose, when it starts with several networks: Engines 28 and 29
 * name interfaces as they join, Engine 26 as they would give the default route (seen of 26.1 and
 * 28.5, in most of twelve starts each; what is left is the chance of a map).
 */
class JoinOrderTest {
  @ParameterizedTest
  @CsvSource({
    "26.1, zeta=eth1 inner=eth2 alpha=eth0",
    "28.5, zeta=eth0 inner=eth1 alpha=eth2",
    "29.1, zeta=eth0 inner=eth1 alpha=eth2"
  })
  void networksThatItWasConnectedToOneByOne(String engine, String expected) throws Exception {
    Session session = session(engine);
    session.run("create --name web --network zeta nginx");
    session.run("network connect inner web");
    session.run("network connect alpha web");
    session.run("start web");
    assertEquals(expected, devices(session));
  }

  @ParameterizedTest
  @CsvSource({
    "26.1, bridge=eth0 zeta=eth1",
    "28.5, zeta=eth0 bridge=eth1",
    "29.1, zeta=eth0 bridge=eth1"
  })
  void onlyEngine26JoinsTheDefaultBridgeFirst(String engine, String expected) throws Exception {
    Session session = session(engine);
    session.run("run -d --name web --network zeta nginx");
    session.run("network connect bridge web");
    session.run("restart -t 0 web");
    assertEquals(expected, devices(session));
  }

  @ParameterizedTest
  @CsvSource({
    "26.1, alpha=eth0 inner=eth2 zeta=eth1",
    "28.5, alpha=eth0 inner=eth1 zeta=eth2",
    "29.1, alpha=eth0 inner=eth1 zeta=eth2"
  })
  void networksOfOneCommandComeByName(String engine, String expected) throws Exception {
    Session session = session(engine);
    session.run("run -d --name web --network zeta --network inner --network alpha nginx");
    assertEquals(expected, devices(session));
  }

  private static Session session(String engine) {
    Session session = new Session(engine);
    session.run("network create zeta");
    session.run("network create --internal inner");
    session.run("network create alpha");
    return session;
  }

  /** In the order in which they were made. */
  private static String devices(Session session) throws EngineException {
    return session.engine.container("web").sandbox().orElseThrow().endpoints().stream()
        .map(e -> e.network().name() + "=" + e.device())
        .collect(Collectors.joining(" "));
  }
}

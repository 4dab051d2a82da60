package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and names in the list of containers, as dockerd 26.1 and 28.5 told them. */
class ContainerListTest {
  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void argumentsWithBlanksStandInQuotes(String engine) {
    Session session = new Session(engine);
    session.run(List.of("run", "alpine", "echo", "a\"b c", "tab\tx", ""));
    assertEquals(
        "\"echo 'a\\\"b c' tab\\tx \"\n",
        session.run(List.of("ps", "-a", "--no-trunc", "--format", "{{.Command}}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void theNameThatALinkGaveIsGoneWithItsContainer(String engine) {
    Session session = new Session(engine);
    session.run("run -d --name db redis");
    session.run("run -d --name app --link db:store nginx");
    assertEquals("app/store\n", session.run("rm --link app/store"));
    session.run("run -d --name app2 --link db:store nginx");
    session.run("rm -f db");
    assertEquals(
        "Error response from daemon: No such container: app2/store\n[1]\n",
        session.run("rm --link app2/store"));
  }
}

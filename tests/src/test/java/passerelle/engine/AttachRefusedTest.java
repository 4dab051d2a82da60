package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docker attach says of a container that does not run, in the words of each version. */
class AttachRefusedTest {
  @ParameterizedTest
  @CsvSource({
    "26.1, You cannot attach to a",
    "28.5, You cannot attach to a",
    "29.1, cannot attach to a"
  })
  void namesWhatIsToBeDone(String engine, String words) {
    Session session = new Session(engine);
    session.run("run -d --name web nginx");
    session.run("pause web");
    assertEquals(words + " paused container, unpause it first\n[1]\n", session.run("attach web"));
    session.run("unpause web");
    session.run("kill web");
    assertEquals(words + " stopped container, start it first\n[1]\n", session.run("attach web"));
    assertEquals(
        "Error response from daemon: No such container: nosuch\n[1]\n",
        session.run("attach nosuch"));
  }
}

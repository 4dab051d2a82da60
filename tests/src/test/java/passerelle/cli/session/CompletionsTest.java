package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.text.Language;

/** What Tab offers comes from the lab as it is at that moment. */
class CompletionsTest {
  private final Session session = new Session(Labs.commands(Language.EN));
  private final Completions completions = new Completions(session);

  @AfterEach
  void close() {
    session.lab().close();
  }

  private List<String> after(String words, String word) {
    return completions.of(words.isEmpty() ? List.of() : List.of(words.split(" ")), word);
  }

  private void run(String line) {
    session.run(line, bytes -> true);
  }

  @Test
  void theEngineHasVersionsARestartAndTheOptionsThatDockerdHas() {
    assertEquals(List.of("26.1", "28.5", "29.1"), after("engine", "2"));
    assertEquals(List.of("restart"), after("engine", "re"));
    assertEquals(List.of("--icc=false"), after("engine restart", "--ic"));
    assertEquals(List.of("--default-address-pool"), after("engine 28.5", "--default-a"));
  }

  @Test
  void theFirstWordIsAToolALabCommandOrAPlace() {
    assertEquals(List.of("docker"), after("", "docke"));
    assertEquals(
        List.of("trace", "tracepath", "tracepath6", "traceroute", "traceroute6"),
        after("", "trac"));
    assertEquals(List.of("laptop"), after("", "lapt"));
  }

  @Test
  void dockerCommandsAndTheirOptionsAreKnownFromTheirHelp() {
    assertEquals(List.of("network"), after("docker", "net"));
    assertEquals(List.of("inspect"), after("docker network", "ins"));
    assertEquals(List.of("--publish", "--publish-all"), after("docker run -d", "--publ"));
  }

  @Test
  void containersAppearAndDisappearWithTheLab() {
    assertEquals(List.of(), after("docker stop", "we"));
    run("docker run -d --name web nginx");
    assertEquals(List.of("web"), after("docker stop", "we"));
    assertEquals(List.of("container:web"), after("docker run --net", "container:"));
    assertEquals(List.of("web"), after("trace", "we"));
    assertEquals(List.of("web/eth0", "web/lo"), after("capture", "web/"));
    run("docker rm -f web");
    assertEquals(List.of(), after("docker stop", "we"));
  }

  @Test
  void networksAndImagesAreOfferedWhereTheyFit() {
    run("docker network create backend");
    assertEquals(List.of("backend"), after("docker run --network", "back"));
    assertEquals(List.of("backend"), after("docker network rm", "back"));
    assertTrue(after("docker run -d", "").contains("nginx"));
  }

  @Test
  void devicesAreThoseOfThePlaceOneIsAt() {
    assertEquals(List.of("docker0"), after("ip addr show dev", "doc"));
    run("laptop");
    assertEquals(List.of(), after("ip addr show dev", "doc"));
    assertEquals(List.of("eth0"), after("tcpdump -i", "e"));
  }

  @Test
  void filesAreOfferedByDirectory() {
    assertEquals(List.of("/etc/hostname", "/etc/hosts"), after("cat", "/etc/host"));
  }

  @Test
  void aWordIsKnownWhenACommandMayBeginWithIt() {
    assertTrue(completions.knows("docker"));
    assertTrue(completions.knows("for"));
    assertTrue(completions.knows("X=1"));
    assertFalse(completions.knows("dokcer"));
  }
}

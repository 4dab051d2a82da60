package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed, docker answers; and everything that was made can be removed again. */
class RandomCommandsTest {
  private static final List<String> WORDS =
      List.of(
          "run",
          "create",
          "ps",
          "rm",
          "-f",
          "-d",
          "--name",
          "a",
          "b",
          "nginx",
          "alpine",
          "sh",
          "-p",
          "8080:80",
          "8080-8082:80",
          "127.0.0.1:80:80",
          "-P",
          "--network",
          "app",
          "host",
          "none",
          "container:ca",
          "bridge",
          "network",
          "connect",
          "disconnect",
          "ls",
          "inspect",
          "--format",
          "{{.Nope",
          "{{json .}}",
          "stop",
          "start",
          "-t",
          "0",
          "x",
          "port",
          "logs",
          "exec",
          "echo",
          "--ip",
          "10.0.0.5",
          "--subnet",
          "10.0.0.0/24",
          "10.0.0.0/99",
          "restart",
          "kill",
          "-s",
          "HUP",
          "pause",
          "unpause",
          "rename",
          "--filter",
          "name=[",
          "status=y",
          "-x",
          "--",
          "-",
          "",
          "--link",
          "ca:cb",
          "--restart",
          "always",
          "images",
          "pull",
          "version",
          "info",
          "--help",
          "help",
          "wait",
          "prune",
          "--label",
          "k=v",
          "name=app,ip=1.2.3.4",
          "--dns",
          "1.1.1.1",
          "--add-host",
          "h:1.2.3.4",
          "--mac-address",
          "02:42:ac:11:00:09",
          "99999:1",
          "\u0000",
          "é");

  @Provide
  Arbitrary<List<String>> commandLines() {
    return Arbitraries.of(WORDS).list().ofMinSize(0).ofMaxSize(9);
  }

  @Property(tries = 1500, seed = "2")
  void noCommandLineThrows(@ForAll("commandLines") List<String> words) {
    assertNotNull(SESSION.run(words));
  }

  private static final Session SESSION = new Session("28.5");

  @Property(tries = 60, seed = "3")
  void afterRemovingEverythingTheHostIsAsAtTheBeginning(
      @ForAll("lives") List<List<String>> commands) {
    Session session = new Session(commands.size() % 2 == 0 ? "26.1" : "28.5");
    List<String> before = session.kernel.rules("host", "filter", "FORWARD");
    List<String> start = List.copyOf(before);
    commands.forEach(session::run);
    for (Container container : session.engine.containers()) {
      session.run("rm -f " + container.id());
    }
    session.run("network prune -f");
    assertEquals(start, session.kernel.rules("host", "filter", "FORWARD"));
    assertEquals(List.of(), session.kernel.rules("host", "raw", "PREROUTING"));
    assertEquals(3, session.engine.networks().size());
  }

  @Provide
  Arbitrary<List<List<String>>> lives() {
    return Arbitraries.of(
            "run -d --name ca -p 8080:80 nginx",
            "run -d --name cb --network app -P nginx",
            "run -d --name cc --network container:ca alpine sh",
            "network create app",
            "network create --internal vault",
            "network connect app ca",
            "network connect vault cb",
            "network disconnect bridge ca",
            "network disconnect app cb",
            "stop -t 0 ca",
            "start ca",
            "restart -t 0 cb",
            "rm -f ca",
            "rm cc",
            "network rm app",
            "pause cb",
            "unpause cb")
        .map(line -> List.of(line.split(" ")))
        .list()
        .ofMinSize(5)
        .ofMaxSize(25);
  }
}

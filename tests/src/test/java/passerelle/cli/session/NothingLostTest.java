package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Folded;
import passerelle.cli.Labs;
import passerelle.cli.lab.Deed;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.text.Language;

/** What goes is said, and comes back: undo, engine, reset. */
class NothingLostTest {
  private final Session session = new Session(Labs.commands(Language.EN));

  @AfterEach
  void close() {
    session.lab().close();
  }

  private String run(String line) {
    return Labs.run(session, line);
  }

  private boolean changes(String line) {
    run(line);
    Deed last = session.lab().history().get(session.lab().history().size() - 1);
    assertEquals(line, last.typed().line());
    return last.effect().changes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker ps",
        "docker inspect web",
        "docker run --rm alpine ip addr",
        "docker exec web ip addr",
        "docker logs web",
        "ping -c 2 router",
        "curl -s http://192.0.2.10:8080/",
        "ip -d link show",
        "iptables -t nat -nvL",
        "sysctl -a",
        "conntrack -L",
        "ip neigh flush dev eth0",
        "sleep 5",
        "cat /etc/hosts",
        "echo hello",
        "docker stop nobody",
        "ip link add br0 type nothing",
        "tcpdump -c 1 -ni eth0 & ping -c 1 router; wait"
      })
  void whatOnlyLooksIsNoChange(String line) {
    run("docker run -d --name web -p 8080:80 nginx");
    run("curl -s http://192.0.2.10:8080/");
    assertFalse(changes(line), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker run -d alpine sleep 1000",
        "docker rename web other",
        "docker stop -t 0 web",
        "docker pause web",
        "docker network create app",
        "docker network connect app2 web",
        "docker update --restart always web",
        "docker exec web touch /tmp/x",
        "docker exec -d web sleep 100",
        "ip link add br0 type bridge",
        "ip link set eth0 mtu 1400",
        "ip link set eth0 promisc on",
        "ip addr add 192.0.2.99/24 dev eth0",
        "ip route add 203.0.113.0/24 via 192.0.2.1",
        "ip rule add from 192.0.2.99 table 7",
        "ip neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev eth0",
        "ip netns add red",
        "iptables -A FORWARD -s 10.0.0.0/8 -j DROP",
        "sysctl -w net.ipv4.ip_forward=0",
        "sysctl -w net.core.somaxconn=77",
        "hostname other",
        "echo x > /tmp/f",
        "mkdir /tmp/d",
        "X=5",
        "cd /tmp",
        "sleep 1000 &",
        "kill %1"
      })
  void whatLastsIsAChange(String line) {
    run("docker run -d --name web -p 8080:80 nginx");
    run("docker network create app2");
    run("sleep 2000 &");
    assertTrue(changes(line), line);
  }

  @Test
  void undoTakesBackWhatChangedSomethingAndSaysWhich() {
    run("docker run -d --name web nginx");
    run("docker network create app");
    run("docker ps");
    run("ping -c 1 router");
    assertEquals("taken back: host$ docker network create app\n", run("undo"));
    assertEquals("web\n", run("docker ps --format '{{.Names}}'"));
    assertEquals("", run("docker network ls -q -f name=app"));
    assertEquals("taken back: host$ docker run -d --name web nginx\n", run("undo"));
    assertEquals("undo: there is nothing to undo\n", run("undo"));
  }

  @Test
  void thatSomethingEndsAtAnotherWindowIsNoChange() {
    run("docker network create app");
    Window other = session.lab().windows().orElseThrow().desk(Person.FIRST).open("laptop");
    other.line("sleep 1");
    session.lab().settle();
    assertTrue(other.prompt().isEmpty());
    assertFalse(changes("sleep 2"));
    assertTrue(other.prompt().isPresent());
    assertEquals("taken back: host$ docker network create app\n", run("undo"));
  }

  @Test
  void undoOfSeveralTakesThatManyChangesBack() {
    run("docker run -d --name web nginx");
    String before = run("docker inspect web");
    run("ip link add br0 type bridge");
    run("ip link show br0");
    run("laptop$ cd /tmp");
    run("docker network create app");
    assertEquals(
        "taken back: host$ docker network create app\n"
            + "taken back: laptop$ cd /tmp\n"
            + "taken back: host$ ip link add br0 type bridge\n",
        run("undo 3"));
    assertEquals(before, run("docker inspect web"));
    assertTrue(run("undo 0").startsWith("undo: usage: undo [N]"));
    assertEquals("taken back: host$ docker run -d --name web nginx\n", run("undo 9"));
  }

  @Test
  void resetSaysWhatGoesAndIsUndone() {
    run("docker run -d --name web nginx");
    run("docker network create app");
    run("laptop$ ls");
    String before = run("docker inspect web");
    assertEquals(
        "A fresh lab.\n"
            + "Gone: container web; network app; what was done on the machines."
            + " \"undo\" brings it back.\n",
        Folded.undo(run("reset")));
    assertEquals("A fresh lab.\n", run("reset"));
    run("docker ps");
    assertEquals("taken back: lab> reset\n", run("undo"));
    assertEquals(before, run("docker inspect web"));
    assertEquals("taken back: host$ docker network create app\n", run("undo"));
  }

  @Test
  void anotherEngineSaysWhatGoesAndIsUndone() {
    run("ip link add br-lab type bridge");
    run("docker run -d --name web nginx");
    String before = run("docker inspect web");
    assertEquals("Gone: container web. \"undo\" brings it back.\n", run("engine 26.1"));
    assertTrue(run("ip link show br-lab").contains("br-lab"));
    run("docker run -d --name other nginx");
    assertEquals(
        "taken back: host$ docker run -d --name other nginx\ntaken back: lab> engine 26.1\n",
        run("undo 2"));
    assertEquals("Docker Engine 28.5.2, default options\n", run("engine"));
    assertEquals(before, run("docker inspect web"));
  }

  @Test
  void aTracedCommandIsUndoneAndAProbeIsNoChange() {
    run("docker run -d --name web -p 8080:80 nginx");
    run("trace laptop 192.0.2.10:8080/tcp");
    run("trace host -- ip link add br0 type bridge");
    run("trace host -- ip link show");
    assertEquals("taken back: lab> trace host -- ip link add br0 type bridge\n", run("undo"));
    assertTrue(run("ip link show br0").contains("does not exist"));
  }

  @Test
  void oneComesBackToTheShellInWhichWasTyped() {
    run("docker run -d --name web nginx");
    run("docker exec -ti web sh");
    run("cd /tmp");
    run("exit");
    assertEquals("taken back: web# exit\n", run("undo"));
    assertEquals("web# ", session.prompt());
    assertEquals("/tmp\n", run("pwd"));
    run("undo");
    assertEquals("/\n", run("pwd"));
  }

  @Test
  void whatWasTracedIsDoneAgainAtItsTime() {
    run("trace laptop 192.0.2.10");
    run("trace laptop 192.0.2.1 | tail -1");
    run("docker run -d --name web nginx");
    String before = run("docker inspect web");
    run("docker network create app");
    run("undo");
    assertEquals(before, run("docker inspect web"));
  }
}

package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Folded;
import passerelle.cli.Labs;
import passerelle.cli.terminal.Person;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;

/** What a line means at a prompt, and where it leads. */
class SessionTest {
  private final Session session = new Session(Labs.commands(Language.EN));

  @AfterEach
  void close() {
    session.lab().close();
  }

  private String run(String line) {
    return Labs.run(session, line);
  }

  @Test
  void aMachinesNameAloneGoesThere() {
    assertEquals("host$ ", session.prompt());
    run("laptop");
    assertEquals("laptop$ ", session.prompt());
    assertEquals("laptop\n", run("hostname"));
    run("host$");
    assertEquals("host$ ", session.prompt());
  }

  @Test
  void aPastedPromptRunsItsLineThereOnce() {
    assertEquals("laptop\n", run("laptop$ hostname"));
    assertEquals("host$ ", session.prompt());
    assertEquals(
        "there is no machine or container lapdog; \"places\" lists them\n", run("lapdog$ ls"));
    assertEquals(2, session.status());
  }

  @Test
  void controlCThatComesBeforeItsLineHasBegunGivesItUp() {
    session.sitDown(Holder.LINES);
    run("true");
    session.lab().interrupt();
    run("sleep 1000; echo over");
    assertEquals(130, session.status());
    assertEquals("next\n", run("echo next"));
  }

  @Test
  void aTerminalThatHasBecomeLargerAtThePromptIsSoInAContainerToo() {
    session.sitDown(Holder.LINES);
    run("docker run -d --name web nginx");
    run("docker exec -ti web bash");
    session.lab().keyboard(Person.FIRST).resize(120, 40);
    assertEquals("40 120\n", run("stty size"));
  }

  @Test
  void placesTellsTheFirstOfManyAddresses() {
    run("laptop$ for i in 1 2 3 4 5 6; do ip addr add 203.0.113.$i/32 dev lo; done");
    String places = Folded.undo(run("places"));
    assertTrue(places.contains("laptop$    eth0 192.0.2.20/24, lo 203.0.113.1/32, lo"), places);
    assertTrue(places.contains("lo 203.0.113.4/32, and 2 more on lo\n"), places);
  }

  @Test
  void whyRepeatsWhatAProgramSaidAndNotWhereItsHelpIs() {
    run("docker ru");
    String why = Folded.undo(run("why"));
    assertTrue(why.contains("(docker: unknown command: docker ru)"), why);
  }

  @Test
  void thePromptsOfACoursesHostAreTheHosts() {
    for (String prompt : List.of("node1$ ", "H# ", "docker-host# ", "ubuntu$ ", "host# ")) {
      assertEquals("host\n", run(prompt + "hostname"));
    }
    assertTrue(run("node2$ hostname").startsWith("there is no machine"));
    assertEquals(
        "host\n",
        run(
            "[node1] (local) root@192.168.0.28 ~\n"
                + "$ hostname\n"
                + "node1\n"
                + "[node1] (local) root@192.168.0.28 ~"));
  }

  @Test
  void aPastedBlockIsRunCommandByCommandAndWhatItPrintedIsNot() {
    assertEquals(
        "host$ docker run -d --name web --hostname web nginx | wc -c\n65\n"
            + "laptop$ hostname\nlaptop\nweb# hostname\nweb\n",
        run(
            "$ docker run -d --name web --hostname web nginx | wc -c\n65\n"
                + "laptop$ hostname\nhost > /tmp/never\nweb# hostname\nweb"));
    assertEquals("1\n", run("ls /tmp/never >/dev/null 2>&1 || echo 1"));
  }

  @Test
  void whatFollowsDockerRunTiInABlockIsTypedIntoItsShell() {
    String pasted =
        "$ docker run -ti --name box --hostname box alpine\n"
            + "/ # hostname\n"
            + "xyz\n"
            + "/ # exit\n"
            + "$ hostname\n";
    assertTrue(run(pasted).endsWith("box# hostname\nbox\nbox# exit\nhost$ hostname\nhost\n"));
    assertTrue(
        run("docker run -ti --rm --hostname again alpine\nhostname\nexit\nhostname")
            .contains("hostname\nagain\n"));
    assertEquals("host$ ", session.prompt());
  }

  @Test
  void aPromptOfAContainerIsThatOfTheShellOpenedLast() {
    assertEquals(
        "no shell in a container is open; docker run -ti or docker exec -ti opens one\n",
        run("/ # hostname"));
    run("docker run -ti --hostname one alpine");
    run("host$");
    run("docker run -ti --hostname two alpine");
    run("host$");
    assertEquals("two\n", run("root@1f2e3d4c5b6a:/# hostname"));
    assertEquals("one\n", run("root@one:/# hostname"));
    assertEquals("host\n", run("root@host:~# hostname"));
    assertEquals("host\n", run("me@vm:~$ hostname"));
    assertEquals("host$ ", session.prompt());
  }

  @Test
  void aHashBeforeACommandIsAPromptAndBeforeAnythingElseAComment() {
    assertEquals("host\n", run("# hostname"));
    assertEquals("", run("# nothing is called so"));
    assertEquals("hostname\n", run("# hostname says who one is\necho hostname"));
  }

  @Test
  void dockerExecEntersAContainerAndExitLeavesIt() {
    run("docker run -d --name web --hostname web nginx");
    run("docker exec -ti web sh");
    assertEquals("web# ", session.prompt());
    assertEquals("web\n", run("hostname"));
    run("X=5");
    assertEquals("5\n", run("echo $X"));
    run("exit 3");
    assertEquals("host$ ", session.prompt());
    assertEquals(3, session.status());
    assertFalse(session.isLeft());
  }

  @Test
  void dockerRunTiEntersANewContainerThatEndsWithItsShell() {
    run("docker run -ti --name box alpine");
    assertEquals("box# ", session.prompt());
    assertEquals("/tmp\n", run("cd /tmp && pwd"));
    session.endOfInput(bytes -> true);
    assertEquals("host$ ", session.prompt());
    assertEquals("Exited (0)", run("docker ps -a --format '{{.Status}}'").substring(0, 10));
  }

  @Test
  void aContainerThatIsStoppedFromElsewhereIsLeft() {
    run("docker run -d --name web nginx");
    run("web");
    assertEquals("web# ", session.prompt());
    run("host$ docker rm -f web");
    assertEquals("host$ ", session.prompt());
  }

  @Test
  void labCommandsAreUnderstoodEverywhereAndWhatCommandNamesIsTheShells() {
    assertTrue(run("help").startsWith("Passerelle"));
    run("laptop");
    assertTrue(run("places").contains("internet$"));
    assertTrue(run("command trace").contains("trace: command not found"));
    assertEquals(127, session.status());
  }

  @Test
  void undoTakesTheLastCommandBackAndComesBackToItsPlace() {
    run("docker run -d --name web nginx");
    String before = run("docker inspect web");
    run("docker exec -ti web sh");
    run("touch /tmp/x");
    run("exit");
    assertEquals("taken back: web# exit\n", run("undo"));
    assertEquals("web# ", session.prompt());
    assertEquals("/tmp/x\n", run("ls /tmp/x"));
    run("undo 2");
    assertEquals("host$ ", session.prompt());
    assertEquals(before, run("docker inspect web"));
  }

  @Test
  void resetForgetsEverything() {
    run("docker run -d --name web nginx");
    run("reset");
    assertEquals("", run("docker ps -aq"));
    run("reset");
    run("undo");
    run("undo");
    assertEquals("undo: there is nothing to undo\n", run("undo"));
  }

  @Test
  void anEngineStartsOnABridgeThatWasMadeByHand() {
    run("ip link add br-lab type bridge");
    run("ip addr add 10.30.0.1/24 dev br-lab");
    run("ip link set br-lab up");
    run("engine --bridge br-lab");
    assertEquals(0, session.status());
    run("docker run -d --name box alpine sleep 1000");
    assertEquals("10.30.0.2\n", run("docker inspect -f '{{.NetworkSettings.IPAddress}}' box"));
    assertEquals("Docker Engine 28.5.2, options --bridge br-lab\n", run("engine"));
  }

  @Test
  void quotesAndLoopsWantMoreLines() {
    assertTrue(session.isIncomplete("echo 'a"));
    assertTrue(session.isIncomplete("for i in 1 2; do"));
    assertTrue(session.isIncomplete("laptop$ echo 'a"));
    assertFalse(session.isIncomplete("docker ps"));
  }

  @Test
  void exitOnAMachineLeavesWithItsStatus() {
    run("exit 7");
    assertTrue(session.isLeft());
    assertEquals(7, session.status());
  }

  @Test
  void aLineThatIsGivenUpLeavesTheNextOneAlone() {
    session.lab().windows().orElseThrow().setHolder(Holder.LINES);
    session.interruptLine();
    assertEquals("status 130\n", run("echo status $?"));
  }

  @Test
  void aLineThatComesAfterItsTerminalHasGoneIsNotRun() {
    Person guest = new Person(1);
    Session another = new Session(session.commands(), guest);
    another.run("touch /tmp/before", bytes -> true);
    session.lab().leave(guest);
    another.run("touch /tmp/after\ntouch /tmp/later", bytes -> true);
    another.run("laptop$ touch /tmp/there", bytes -> true);
    assertEquals("before\n", run("ls /tmp"));
    assertEquals("", run("laptop$ ls /tmp"));
  }
}

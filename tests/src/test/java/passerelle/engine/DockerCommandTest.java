package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.kernel.NameService;
import passerelle.kernel.op.CommandText;
import passerelle.kernel.op.PlanStep;
import passerelle.text.Language;
import passerelle.text.Messages;

/** The docker command: what it prints, with which status, in both versions. */
class DockerCommandTest {

  @Test
  void mistakesOnTheCommandLineAreToldInTheWordsOfEachVersion() {
    assertEquals(
        "unknown shorthand flag: 'z' in -z\nSee 'docker run --help'.\n[125]\n",
        new Session("26.1").run("run -z"));
    assertEquals(
        """
        unknown shorthand flag: 'z' in -z

        Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]

        Run 'docker run --help' for more information
        [125]
        """,
        new Session("28.5").run("run -z"));
    assertEquals(
        "docker: 'foo' is not a docker command.\nSee 'docker --help'\n[1]\n",
        new Session("26.1").run("foo"));
    assertEquals(
        "\"docker rename\" requires exactly 2 arguments.\nSee 'docker rename --help'.\n\n"
            + "Usage:  docker rename CONTAINER NEW_NAME\n\nRename a container\n[1]\n",
        new Session("26.1").run("rename a"));
  }

  @Test
  void aMissingImageFailsAsWithoutANetwork() {
    assertEquals(
        """
        Unable to find image 'unknown:latest' locally
        docker: Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: \
        lookup registry-1.docker.io on 198.51.100.53:53: no such host.
        See 'docker run --help'.
        [125]
        """,
        new Session("26.1").run("run unknown"));
  }

  @Test
  void aMissingCommandLeavesTheContainerCreatedAndTheStatusIs127() {
    Session session = new Session("26.1");
    String answer = session.run("run --name cx alpine nosuch");
    assertTrue(
        answer.endsWith("exec: \"nosuch\": executable file not found in $PATH: unknown.\n[127]\n"));
    assertEquals("Created\n", session.run("ps -a --format {{.Status}}"));
  }

  @Test
  void aForegroundContainerPrintsAndReturnsWhatItsProcessDoes() {
    Session session = new Session("28.5");
    assertEquals("hello\n", session.run("run --rm alpine echo hello"));
    assertEquals("[1]\n", session.run("run --rm alpine false"));
    assertEquals("", session.run("ps -aq"));
  }

  @Test
  void namesAndIdPrefixesFindContainersAndAmbiguousOnesAreRefused() {
    Session session = new Session("28.5");
    String id = session.run("run -d --name web nginx").trim();
    assertEquals("web\n", session.run("ps --format {{.Names}} --filter id=" + id.substring(0, 3)));
    assertEquals(id.substring(0, 5) + "\n", session.run("rm -f " + id.substring(0, 5)));
    Set<Character> first = new TreeSet<>();
    char twice = 0;
    while (twice == 0) {
      char c = session.run("run -d nginx").charAt(0);
      twice = first.add(c) ? 0 : c;
    }
    assertEquals(
        "Error response from daemon: Multiple IDs found with provided prefix: " + twice + "\n[1]\n",
        session.run("stop " + twice));
  }

  @Test
  void aRestartPolicyStartsAContainerAgainUntilItIsStopped() {
    Session session = new Session("28.5");
    session.run("run -d --name loop --restart always alpine false");
    session.kernel.advance(5_000_000_000L);
    int restarts = Integer.parseInt(session.run("inspect -f {{.RestartCount}} loop").trim());
    assertTrue(restarts >= 3, "restarts: " + restarts);
    session.run("stop -t 0 loop");
    session.kernel.advance(120_000_000_000L);
    assertEquals("exited\n", session.run("inspect -f {{.State.Status}} loop"));
  }

  @Test
  void theEmbeddedDnsServerKnowsNamesAliasesAndAddressesOfItsNetworksOnly() throws EngineException {
    Session session = new Session("28.5");
    session.run("network create app");
    session.run("run -d --name web --network app --network-alias www nginx");
    session.run("run -d --name other nginx");
    session.run("run -d --name tools --network app alpine sleep 1000");
    NameService names = session.kernel.names.get(session.engine.container("tools").id());
    assertEquals(new NameService.Known(List.of("172.18.0.2")), names.answer("web", "A"));
    assertEquals(new NameService.Known(List.of("172.18.0.2")), names.answer("WWW", "A"));
    assertEquals(new NameService.Known(List.of("172.18.0.2")), names.answer("web.app", "A"));
    assertEquals(new NameService.Known(List.of()), names.answer("web", "AAAA"));
    assertEquals(
        new NameService.Known(List.of("web.app.")), names.answer("2.0.18.172.in-addr.arpa", "PTR"));
    assertTrue(
        names.answer("other", "A") instanceof NameService.Forward f
            && f.servers().get(0).fromHost());
    session.run("stop web");
    assertTrue(names.answer("web", "A") instanceof NameService.Forward);
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void aRehearsalTellsThePlanAndChangesNothing(String profile) {
    Session session = new Session(profile);
    session.run("run -d --name web -p 8080:80 nginx");
    int before = session.kernel.operations.size();
    DockerCommand docker = new DockerCommand(session.engine);
    DockerCommand.Rehearsal run =
        docker.rehearse(List.of("run", "-d", "--name", "second", "-p", "8081:80", "nginx"));
    List<String> commands =
        run.plan().steps().stream().map(s -> new CommandText("host").of(s.op())).toList();
    assertTrue(
        commands.stream()
            .anyMatch(c -> c.startsWith("iptables -t nat -A DOCKER ! -i docker0 -p tcp")));
    assertEquals(before, session.kernel.operations.size());
    assertEquals("web\n", session.run("ps -a --format {{.Names}}"));
    String id = session.run("run -d --name second -p 8081:80 nginx").trim();
    assertEquals(run.output().trim(), id, "the rehearsal draws the same ids as the command");
    assertFalse(docker.rehearse(List.of("rm", "-f", "web")).plan().isEmpty());
    assertTrue(session.run("ps --format {{.Names}}").contains("web"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void everyStepOfEveryPlanHasAReasonInBothLanguages(String profile) {
    Session session = new Session(profile);
    session.run("network create app");
    session.run("network create --internal vault");
    session.run(
        "network create -o com.docker.network.bridge.enable_icc=false -o"
            + " com.docker.network.driver.mtu=1400 quiet");
    String mode = "network create -o com.docker.network.bridge.gateway_mode_ipv4=";
    session.run(mode + "routed routed");
    session.run(
        mode + "nat-unprotected -o com.docker.network.bridge.trusted_host_interfaces=eth0 bare");
    session.run("run -d --name web -p 127.0.0.1:8080:80 --sysctl net.ipv4.ip_forward=1 nginx");
    session.run("network connect app web");
    DockerCommand docker = new DockerCommand(session.engine);
    for (Language language : Language.values()) {
      Messages messages = Messages.of(language, "passerelle/driver/messages");
      for (String line :
          List.of(
              "network create x",
              "run -d --network quiet -p 81:80 nginx",
              "run -d --network routed -p 82:80 --link-local-ip 169.254.1.2 nginx",
              "run -d --network name=bare,driver-opt=com.docker.network.endpoint.sysctls="
                  + "net.ipv4.conf.IFNAME.forwarding=1 nginx",
              mode + "routed y",
              mode + "nat-unprotected z",
              "rm -f web",
              "network rm vault",
              "network rm quiet")) {
        for (PlanStep step : docker.rehearse(List.of(line.split(" "))).plan().steps()) {
          assertFalse(messages.get(step.why().key(), step.why().arguments().toArray()).isBlank());
        }
      }
    }
  }
}

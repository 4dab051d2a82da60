package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.engine.EngineVersion;

/** What authors of tutorials print, and leave out. */
class TutorialsTest {
  /** A row of the report: verdict, line, command. */
  private static final Pattern ROW = Pattern.compile("    (\\S.*?) {2,}(\\d+)  (.*)");

  @TempDir private Path directory;

  /** The verdicts and commands of a deck, in order. */
  private List<String> verdicts(String deck) throws Exception {
    Path file = Files.writeString(directory.resolve("deck.md"), deck);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, UTF_8);
    new Program(Map.of(), new ByteArrayInputStream(new byte[0]), stream, stream)
        .run("slides", file.toString());
    return out.toString(UTF_8)
        .lines()
        .map(ROW::matcher)
        .filter(row -> row.matches() && !row.group(1).equals("in the text"))
        .map(row -> row.group(1) + ": " + row.group(3))
        .toList();
  }

  @Test
  void linesThatNobodyTypesAreWhatTheCommandBeforePrints() throws Exception {
    assertEquals(
        List.of(
            "not a command of this lab: kubectl get pods",
            "same: docker network ls",
            "same: docker run -d --name web nginx",
            "same: docker exec web hostname -i",
            "different: docker exec web hostname -I"),
        verdicts(
            """
            ```bash
            kubectl get pods
            docker network ls
            NETWORK ID     NAME      DRIVER    SCOPE
            3430ad6f20bf   bridge    bridge    local
            a7449465c379   host      host      local
            06c349b9cc77   none      null      local
            docker run -d --name web nginx
            846af8479944d406843c90a39cba68373c619d1feaa932719260a5f5afddbf71
            docker exec web hostname -i
            172.17.0.2
            docker exec web hostname -I
            No such thing
            nor this
            ```
            """));
  }

  @Test
  void aBlockOfWhichNothingTellsWhatItIsRunsWhenItHoldsCommandsOnly() throws Exception {
    assertEquals(
        List.of("same: docker network create lab", "same: hostname"),
        verdicts(
            """
            Make one:
            ```
            docker network create lab
            ```
            The file:
            ```
            FROM nginx
            COPY . /srv
            ```
            Another:
            ```
            server {
              listen 80;
            }
            ```
            Elsewhere:
            ```
            kubectl get pods
            ```
            And now:
            ```
            hostname
            ```
            ```
            host
            ```
            """));
    assertEquals(
        List.of("same: NAME=red", "same: ip netns add $NAME", "same: ip netns"),
        verdicts(
            """
            ```
            NAME=red
            ```
            ```sh
            ip netns add $NAME
            ip netns
            ```
            Salida:
            ```
            red
            ```
            """));
  }

  @Test
  void whatTheReaderFillsInIsFilledInOrTheCommandWaits() throws Exception {
    assertEquals(
        List.of(
            "needs a value: $ docker logs <container>  (docker logs container)",
            "same: $ docker run -d --name web nginx",
            "same: $ docker exec <your container> hostname -i  (docker exec web hostname -i)",
            "same: $ docker exec CONTAINER_ID hostname -i  (docker exec web hostname -i)",
            "same: $ docker exec yourContainerId hostname -i  (docker exec web hostname -i)",
            "same: $ docker exec $CONTAINER hostname -i  (docker exec web hostname -i)",
            "same: $ docker exec [name of the container] hostname -i"
                + "  (docker exec web hostname -i)",
            "same: $ docker network create lab",
            "same: $ docker network inspect -f '{{.Name}}' <network name>"
                + "  (docker network inspect -f '{{.Name}}' lab)",
            "needs a value: $ docker tag <repository> mine  (docker tag repository mine)",
            "same: $ CONTAINER=web",
            "same: $ docker exec $CONTAINER hostname -i"),
        verdicts(
            """
            ```console
            $ docker logs <container>
            $ docker run -d --name web nginx
            $ docker exec <your container> hostname -i
            172.17.0.2
            $ docker exec CONTAINER_ID hostname -i
            172.17.0.2
            $ docker exec yourContainerId hostname -i
            172.17.0.2
            $ docker exec $CONTAINER hostname -i
            172.17.0.2
            $ docker exec [name of the container] hostname -i
            172.17.0.2
            $ docker network create lab
            $ docker network inspect -f '{{.Name}}' <network name>
            lab
            $ docker tag <repository> mine
            $ docker network connect ...
            $ CONTAINER=web
            $ docker exec $CONTAINER hostname -i
            172.17.0.2
            ```
            """));
  }

  @Test
  void aFailureMayBeAnnouncedByTheTextAroundItsBlockOrNotBeHeardOf() throws Exception {
    assertEquals(
        List.of(
            "same: ping -c 1 nowhere",
            "same: ping -c 2 nowhere",
            "same: ping -c 3 nowhere",
            "different: ping -c 4 nowhere",
            "different: ping -c 5 nowhere",
            "same: ping -c 6 nowhere 2>/dev/null",
            "same: docker stop $(docker ps -aq)",
            "same: hostname"),
        verdicts(
            """
            ```sh
            ping -c 1 nowhere
            ```
            This request fails because there is no such name.

            Cette commande ne répond pas :
            ```sh
            ping -c 2 nowhere
            ```
            ## Desde web (NO debe funcionar)
            ```sh
            ping -c 3 nowhere
            ```
            ## Now
            ```sh
            ping -c 4 nowhere
            ```
            If this fails, call us.
            ```sh
            ping -c 5 nowhere
            ping -c 6 nowhere 2>/dev/null
            docker stop $(docker ps -aq)
            hostname
            ```
            Salida esperada: no error.
            """));
  }

  @Test
  void aFailureMayBeAnnouncedByAComment() throws Exception {
    assertEquals(
        List.of(
            "same: ping -c 1 nowhere  # fails",
            "same: ping -c 1 nowhere   # ne répond pas",
            "different: ping -c 1 nowhere # or is it"),
        verdicts(
            """
            ```sh
            ping -c 1 nowhere  # fails
            ping -c 1 nowhere   # ne répond pas
            ping -c 1 nowhere # or is it
            ```
            """));
  }

  @Test
  void shellsAreLeftByTheKeyThatDecksPrint() throws Exception {
    assertEquals(
        List.of(
            "same: $ docker run -ti --rm --hostname box alpine",
            "same: # hostname",
            "same: # ^D",
            "same: $ hostname"),
        verdicts(
            """
            ```console
            $ docker run -ti --rm --hostname box alpine
            # hostname
            box
            # ^D
            $ hostname
            host
            $ ^C
            ```
            """));
  }

  @Test
  void anImageThatNobodyKnowsIsNeverTheSameAnotherStandsInAndIsSaid() throws Exception {
    String command = "docker run --rm example/unheard-of true";
    for (String engine : EngineVersion.labels()) {
      String deck = "---\nengine: " + engine + "\n---\n```sh\n" + command + "\n```\n";
      String verdict = verdicts(deck).get(0);
      // The engines complete the name each in its own way.
      assertTrue(
          verdict.startsWith("presumed: " + command + "  (" + command + "  # example/unheard-of"));
      assertTrue(verdict.endsWith(" = alpine)"), verdict);
    }
  }

  @Test
  void processesAndIndexesThatTheDeckPrintsAreTheLabsInWhatFollows() throws Exception {
    assertEquals(
        List.of(
            "same: $ docker run -d --name web nginx",
            "same shape: $ docker inspect -f '{{.State.Pid}}' web",
            "same: $ nsenter -t 40266 -n hostname -I  (nsenter -t 1005 -n hostname -I)",
            "same shape: $ docker exec web cat /sys/class/net/eth0/iflink",
            "same: $ ip -o link | grep ^17 | grep -o docker0  (ip -o link | grep ^4 | grep -o"
                + " docker0)"),
        verdicts(
            """
            ```console
            $ docker run -d --name web nginx
            $ docker inspect -f '{{.State.Pid}}' web
            40266
            $ nsenter -t 40266 -n hostname -I
            172.17.0.2
            $ docker exec web cat /sys/class/net/eth0/iflink
            17
            $ ip -o link | grep ^17 | grep -o docker0
            docker0
            ```
            """));
  }

  @Test
  void aStatusThatNobodySeesIsNoFailure() throws Exception {
    assertEquals(
        List.of(
            "same: $ timeout 1 tcpdump -i docker0",
            "same: $ ip link help",
            "same: $ while true; do sleep 1; done",
            "different: $ false"),
        verdicts(
            """
            ```console
            $ timeout 1 tcpdump -i docker0
            $ ip link help
            $ while true; do sleep 1; done
            ^C
            $ false
            ```
            """));
  }

  @Test
  void wordsThatAreNotOfTheReadersOwnStayAsTheyAre() throws Exception {
    assertEquals(
        List.of(
            "same: $ docker network create container-network",
            "same: $ docker run -d --name container_name --network container-network nginx",
            "same: $ docker network inspect -f '{{.Name}}' container-network",
            "same: $ echo '<h1>not yours</h1>' \"<b>\"",
            "different: $ docker network inspect <NOM DU RESEAU>"
                + "  (docker network inspect container-network)"),
        verdicts(
            """
            ```console
            $ docker network create container-network
            $ docker run -d --name container_name --network container-network nginx
            $ docker network inspect -f '{{.Name}}' container-network
            container-network
            $ echo '<h1>not yours</h1>' "<b>"
            $ docker network inspect <NOM DU RESEAU>
            nothing
            ```
            """));
  }

  @Test
  void aProgramOfTheReadersOwnIsNotOfThisLab() throws Exception {
    assertEquals(
        List.of("not a command of this lab: ./install.sh --now", "different: cat /no/such/file"),
        verdicts("```sh\n./install.sh --now\ncat /no/such/file\n```\n"));
  }

  @Test
  void aDaemonGoesOnWhenTheShellAsksForTheNextCommand() throws Exception {
    assertEquals(
        List.of(
            "same: $ docker run -it --rm busybox",
            "same: / # httpd -p 80 -h /tmp",
            "same: / # netstat -tln | grep -c ':80 '"),
        verdicts(
            """
            ```console
            $ docker run -it --rm busybox
            / # httpd -p 80 -h /tmp
            / # netstat -tln | grep -c ':80 '
            1
            ```
            """));
  }
}

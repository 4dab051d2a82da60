package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What authors write beside, behind and in the place of what they have typed and seen. */
class SlidesAuthorsWordsTest extends SlideDecks {
  private int slides(String text) throws Exception {
    return run("slides", "--engine", "29.1", deck("deck.md", text));
  }

  @Test
  void aLineThatIsNothingButACommandSetAsCodeIsTyped() throws Exception {
    int status =
        slides(
            """
            # Netze
            `docker run -dti --name c1 alpine`
            `docker exec c1 hostname -i`

            - `$ docker network create n`

            Nun die Brücke:
            `$ brctl show docker0`
            Ausgabe:
            ```
            bridge name\tbridge id\t\tSTP enabled\tinterfaces
            docker0\t\t8000.024253c7178f\tno\t\tveth4f52bc6
            ```
            The command `docker rm -f c1` stands in a sentence, and
            `docker network rm n` is the end of one.
            """);
    assertEquals(0, status, this::out);
    assertTrue(out().contains("commands: 4 "), this::out);
  }

  @Test
  void whatAnArrowBehindACommandSaysIsNotTyped() throws Exception {
    int status =
        slides(
            """
            ```
            ▶ docker network ls           -> Listar redes
            ▶ docker network prune -f      => Excluir não utilizadas
            ▶ ip link show docker0 ← the bridge
            ```
            """);
    assertEquals(0, status, this::out);
    assertTrue(out().contains("same: 3"), this::out);
  }

  @Test
  void placeholdersAreFilledByWhatTheyName() throws Exception {
    int status =
        slides(
            """
            ```
            $ docker network create n
            $ docker run -dit --name web2 --network n alpine
            $ ping -c 1 web2_IP
            $ docker network inspect <network ID/name>
            ```
            """);
    assertEquals(0, status, this::out);
    assertTrue(out().contains("(ping -c 1 172.18.0.2)"), this::out);
    assertTrue(out().contains("(docker network inspect n)"), this::out);
  }

  @Test
  void aToolThatAnImageLacksIsAskedForAContainersNameInItsShell() throws Exception {
    slides(
        """
        ```
        docker network create n
        docker run -d --name c1 --network n nginx
        docker run -d --name c2 --network n nginx
        docker exec -it c1 bash
        ```
        ```
        ping -c 1 c2
        ```
        """);
    assertTrue(out().contains("different: 0"), this::out);
    assertTrue(out().contains("apt-get install -y iputils-ping"), this::out);
  }

  @Test
  void aNetworkThatADeckNeverMakesHoldsTheAddressThatItChooses() throws Exception {
    slides(
        """
        ```
        docker run -dit --name c1 alpine
        docker network connect --ip 10.10.0.100 mgmt c1
        ```
        """);
    assertTrue(out().contains("docker network create --subnet 10.10.0.0/24 mgmt"), this::out);
    assertTrue(out().contains("presumed: 1"), this::out);
  }

  @Test
  void anOutputBelowSeveralCommandsIsThatOfAll() throws Exception {
    int status =
        slides(
            """
            ```bash
            docker network create lab_network
            docker network ls
            ```
            ```text
            f05cea842456cd2f3bcd1d3f1f9d0a5a3a0e4d5d34ba4dffa9e1d322562d1e69

            NETWORK ID     NAME          DRIVER    SCOPE
            f05cea842456   lab_network   bridge    local
            ```
            ```bash
            docker network inspect lab_network
            ```
            ```json
            { "Name": "lab_network", "Driver": "bridge",
              "IPAM": { "Config": [ { "Subnet": "172.18.0.0/16", "Gateway": "172.18.0.1" } ] } }
            ```
            ```bash
            $ docker inspect bridge
            [ ... full details ... ]
            ```
            """);
    assertEquals(0, status, this::out);
    assertTrue(out().contains("same shape: 1"), this::out);
  }

  @Test
  void anOutputThatNoneOfSeveralCommandsPrintsIsDifferent() throws Exception {
    slides(
        """
        ```bash
        docker network create n
        docker network ls
        ```
        ```text
        Error response from daemon: permission denied
        ```
        """);
    assertTrue(out().contains("different: 1"), this::out);
  }

  @Test
  void theGatewayOfMachinesThatNameItIsAnAddress() throws Exception {
    int status =
        slides(
            """
            ```
            $ ip netns add a
            $ ip link add v type veth peer name w netns a
            $ ip -n a link set w up; ip -n a addr add 192.168.7.2/24 dev w; ip link set v up
            $ ip -n a route add default via 192.168.7.1
            $ ip netns exec a route
            Kernel IP routing table
            Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
            default         _gateway        0.0.0.0         UG    0      0        0 w
            192.168.7.0     0.0.0.0         255.255.255.0   U     0      0        0 w
            ```
            """);
    assertEquals(0, status, this::out);
  }

  @Test
  void whatReachesNobodyAtFirstAndSomebodyLaterIsPresumed() throws Exception {
    slides(
        """
        ```
        docker network create n
        docker run -dit --name c1 alpine
        docker run -dit --name c2 --network n alpine
        docker exec c1 ping -c 1 c2
        docker network connect n c1
        docker exec c1 ping -c 1 c2
        ```
        """);
    assertTrue(out().contains("different: 0"), this::out);
    assertTrue(out().contains("presumed: 1"), this::out);
    assertTrue(out().contains("at line 7 the same command does"), this::out);
  }

  @Test
  void whatIsWrittenInAnotherScriptBetweenTheLinesIsNotPrinted() throws Exception {
    int status =
        slides(
            """
            ```
            $ docker network create n
            $ docker run -dit --name c1 --network n alpine
            $ docker exec c1 ping -c 1 172.18.0.2
            PING 172.18.0.2 (172.18.0.2): 56 data bytes
            容器2
            64 bytes from 172.18.0.2: seq=0 ttl=64 time=0.064 ms
            ```
            ```shell
            docker network disconnect n c1
            //netzwerk
            ```
            """);
    assertEquals(0, status, this::out);
    assertTrue(out().contains("commands: 4 "), this::out);
  }

  @Test
  void aNameThatTheDeckWantsToBeUnknownIsNotGivenToAnybody() throws Exception {
    int status =
        slides(
            """
            ```
            $ docker run --rm --network none alpine ping -c 1 search.example.org
            ping: bad address 'search.example.org'
            ```
            """);
    assertEquals(0, status, this::out);
    assertTrue(!out().contains("/etc/hosts"), this::out);
  }

  @Test
  void aFileThatIsMountedAndNotShownIsTheImages() throws Exception {
    slides(
        """
        ```
        $ docker run -d -p 8080:80 -v ${PWD}/index.html:/usr/share/nginx/html/index.html nginx
        $ curl -s localhost:8080
        ```
        """);
    assertTrue(out().contains("different: 0"), this::out);
    assertTrue(out().contains("presumed: "), this::out);
    assertTrue(out().contains(":/usr/share/nginx/html/index.html /root/index.html"), this::out);
  }
}

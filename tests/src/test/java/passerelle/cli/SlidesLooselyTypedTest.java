package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Prompts, marks and words of authors that no shell knows, and machines that are not Debian's. */
class SlidesLooselyTypedTest extends SlideDecks {
  @Test
  void aPromptMayNameItsMachineInParentheses() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Two networks
        ```text
        $(host) docker network create n1
        $(host) docker network ls -q --filter name=n1
          97392a75e5a1
        $(host) ip -br link show docker0     # the other one
        ```
        """);
  }

  @Test
  void aMarkBehindACommandSaysHowItGoes() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Marks
        ```sh
        ping -c 1 192.0.2.10 ✅
        ping -c 1 192.0.2.77 ❌
        ping -c 1 192.0.2.78 ← 실패
        ```
        """);
  }

  @Test
  void whatIsSaidToPsqlIsNoCommandOfTheShell() throws Exception {
    tally(
        "2 (same: 1, same shape: 1",
        """
        # Postgres
        ```bash
        docker run -d --name db -e POSTGRES_PASSWORD=secret postgres:16
        docker exec -it db psql -U postgres
        postgres=# CREATE DATABASE shop;
        CREATE DATABASE
        ```
        """);
  }

  @Test
  void aBareDollarIsTheMachinesWhereTheContainersShellShowsItsOwnPrompt() throws Exception {
    int status =
        run(
            "slides",
            "--engine",
            "29.1",
            deck(
                "bridge.md",
                """
                # Bridge
                ```
                $ docker run -d --name web nginx:alpine
                $ docker exec -it web sh
                / # hostname -i
                172.17.0.2
                $ brctl show docker0
                bridge name     bridge id               STP enabled     interfaces
                docker0         8000.0242b5fbe57b       no              veth3a496ed
                ```
                """));
    assertEquals(0, status, this::out);
  }

  @Test
  void aWordForANameIsThatOfWhatTheCommandIsAbout() throws Exception {
    tally(
        "5 (same: 5",
        """
        # Cheat sheet
        ```bash
        docker volume create data
        docker network create shop
        docker volume inspect name   # what it is
        docker network inspect name  # what it is
        docker network rm NAME
        ```
        """);
    assertTrue(out().contains("(docker network inspect shop  # what it is)"), this::out);
  }

  @Test
  void anImagesOwnerInCapitalsIsTheReader() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Own
        ```bash
        docker run -d --name own YOUR_DOCKER_ID/hello
        ```
        """);
  }

  @Test
  void aVariableInAnotherScriptIsTheReaders() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Ports
        ```bash
        docker run -d --name web nginx
        iptables -t nat -I PREROUTING -p tcp --dport 9097 -j DNAT --to $容器ip:80
        docker network ls --no-trunc | grep -E '83e699c90a9b|NETWORK'
        ```
        """);
  }

  @Test
  void aStateThatIsAskedForIsAnAnswerWhateverItIs() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Checks
        ```bash
        systemctl is-active firewalld
        sudo timeout 2 tcpdump -ni any arp & wait $!
        ```
        """);
  }

  @Test
  void anIndentedBlockMaySayItsLanguageInALineAboveIt() throws Exception {
    tally(
        "1 (same: 1",
        """
        # Pelican

        Look:

            :::bash
            docker ps
        """);
  }

  @Test
  void whereAptIsYumOneIsLentToTheReader() throws Exception {
    tally(
        "3 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # CentOS
        ```bash
        yum install -y bridge-utils
        sudo yum -y install tcpdump
        brctl show
        ```
        """);
  }

  @Test
  void aMachineForwardsWhoseDeckMasqueradesAndNeverSaysSo() throws Exception {
    String deck =
        """
        # By hand
        ```bash
        ip netns add red
        ip link add veth0 type veth peer name ceth0
        ip link set ceth0 netns red
        ip addr add 10.9.0.1/24 dev veth0
        ip link set veth0 up
        ip -n red addr add 10.9.0.2/24 dev ceth0
        ip -n red link set ceth0 up
        ip -n red route add default via 10.9.0.1
        iptables -t nat -A POSTROUTING -s 10.9.0.0/24 -j MASQUERADE
        %sip netns exec red ping -c 1 8.8.8.8
        ```
        """;
    tally("10 (same: 10", deck.formatted(""));
    tally("11 (same: 10", deck.formatted("cat /proc/sys/net/ipv4/ip_forward\n"));
  }

  @Test
  void aRemarkInAnExcerptOfJsonIsNoneOfIt() throws Exception {
    tally(
        "2 (same: 1, same shape: 1",
        """
        # Inspect
        ```console
        $ docker run -d --name test1 nginx
        $ docker inspect test1
        "Networks": {
            "bridge": {      // its network
                "Links": null,
                "Gateway": "172.17.0.1",
                "IPAddress": "172.17.0.2"
            }
        }
        ```
        """);
  }

  @Test
  void aSentenceWithAnApostropheIsNoCommandOfRoots() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Look
        ```bash
        # find the Pod's PID, then look at its namespace
        ip link show docker0
        sudo ip link show   # look
        ```
        """);
  }

  @Test
  void whatAWordStandsForMayBeTheMachineANumberOrAnOption() throws Exception {
    tally(
        "5 (same: 4, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Cheat sheet
        ```bash
        docker run -d --network host nginx
        curl http://public_ip
        docker ps [-a]     # all
        sudo iptables -A INPUT -p icmp -j ACCEPT
        sudo iptables -D INPUT <nummer>
        ```
        """);
    assertTrue(out().contains("(curl http://192.0.2.10)"), this::out);
    assertTrue(out().contains("(sudo iptables -D INPUT 1)"), this::out);
  }

  @Test
  void aNetworkThatWasPresumedMakesRoomForTheDecksOwn() throws Exception {
    tally(
        "4 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Overview
        ```bash
        docker network connect shop web
        docker network create shop
        docker run -d --name web --network shop nginx
        docker network inspect shop
        ```
        """);
  }

  @Test
  void whatMayBeSeenIsNotWhatTheCommandPrints() throws Exception {
    tally(
        "1 (same: 1",
        """
        # Neighbours
        ```bash
        $ ip neigh | wc -l
        ```

        On large machines you may see:

        ```
        No buffer space available
        ```
        """);
  }
}

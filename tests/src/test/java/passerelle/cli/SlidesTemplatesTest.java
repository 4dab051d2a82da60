package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Cheat sheets that leave values to their readers, and what authors call their prompts. */
class SlidesTemplatesTest extends SlideDecks {
  @Test
  void whatIsLeftToTheReaderGetsAnExampleWhereNothingTellsTheValue() throws Exception {
    tally(
        "7 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 7)",
        """
        # Namespaces
        ```bash
        ip netns add <NAMESPACE_NAME>
        ip link add <INTERFACE_NAME> type veth peer name <OTHER_INTERFACE_NAME>
        ip link set <INTERFACE_NAME> netns <NAMESPACE_NAME>
        ip netns exec <NAMESPACE_NAME> ip addr add <IP_ADDRESS>/<MASK> dev <INTERFACE_NAME>
        ip netns exec <NAMESPACE_NAME> ip addr add <IP with CIDR> dev <INTERFACE_NAME>
        docker network create --driver bridge [REDE]
        docker run -d --network [REDE] [IMAGEM]
        ```
        """);
    assertTrue(out().contains("<INTERFACE_NAME> = interface-name"), this::out);
    assertTrue(out().contains("[REDE] = rede"), this::out);
  }

  @Test
  void anExampleThatDoesNotDoIsNobodysFault() throws Exception {
    tally(
        "3 (same: 0, same shape: 0, different: 0, needs a value: 2, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Reference
        ```bash
        ip link set <INTERFACE> up
        ip route add default via <GATEWAY_IP> dev <INTERFACE>
        docker logs <container>
        docker run [OPTIONS] IMAGE [COMMAND] [ARG...]
        ```
        """);
  }

  @Test
  void aPromptInBracketsIsThatOfTheNamespaceWhoseShellWasOpened() throws Exception {
    tally(
        "9 (same: 9",
        """
        # By hand
        ```
        $ sudo ip netns add netns0
        $ sudo ip link add veth0 type veth peer name ceth0
        $ sudo ip link set ceth0 netns netns0
        $ sudo ip addr add 172.18.0.11/16 dev veth0
        $ sudo nsenter --net=/var/run/netns/netns0
        [netns0]$ ip link set ceth0 up
        [netns0]$ ip addr add 172.18.0.10/16 dev ceth0
        ```
        And outside:
        ```
        $ sudo ip link set veth0 up
        ```
        ```
        # Inside netns0
        $ ping -c 1 172.18.0.11
        ```
        """);
  }

  @Test
  void aNameOfTheInternetIsFoundByAPingThatDoesNotSayWhomItMisses() throws Exception {
    run(
        "slides",
        deck(
            "names.md",
            """
            # Names
            ```
            $ docker run -d --name web nginx
            $ docker exec web sh -c 'apt-get update && apt-get install -y inetutils-ping'
            $ docker exec web ping -c 1 www.gentoo.org
            ```
            """));
    assertTrue(out().contains("different: 0"), this::out);
  }

  @Test
  void shellsThatAreOpenedOneAfterTheOtherAreLeftBelow() throws Exception {
    tally(
        "9 (same: 9",
        """
        # Two hosts
        ```
        sudo ip netns add h1
        sudo ip netns add h2
        sudo ip link add r1 type veth peer name eth1
        sudo ip link set r1 up
        sudo ip addr add 10.8.0.1/24 dev r1
        ```
        Log in:
        ```
        sudo ip netns exec h1 bash
        sudo ip netns exec h2 bash
        ```
        Ping:
        ```
        # From the router to itself
        ping -I r1 -c 1 10.8.0.1
        ip addr show r1
        ```
        """);
  }

  @Test
  void wordsThatAreListedBelowAHeadingAreNoCommands() throws Exception {
    tally(
        "4 (same: 4",
        """
        # Redes
        ```shell
        docker network

        # Comandos:
        connect
        create
        inspect
        ls
        prune
        rm
        ```
        ```shell
        docker network create lab
        docker run -d --name web nginx
        docker network connect $NOMBRE_RED $ID_CONTAINER
        ```
        """);
  }

  @Test
  void theAuthorsOwnAccountIsPresumed() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Rights
        ```
        $ sudo usermod -aG docker ubuntu
        ```
        """);
    assertTrue(out().contains("useradd -m ubuntu"), this::out);
  }

  @Test
  void aCableMayBeCalledAsTheMachinesOwnCard() throws Exception {
    tally(
        "4 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Two rooms
        ```
        sudo ip netns add red
        sudo ip link add eth0 type veth peer name eth1
        sudo ip link set eth0 netns red
        ping -c 1 8.8.8.8
        ```
        """);
    assertTrue(out().contains("ip link set eth0 name enp1s0"), this::out);
  }
}

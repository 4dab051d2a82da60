package passerelle.cli;

import org.junit.jupiter.api.Test;

/** What authors leave to the reader, where they still are, and what older tools have printed. */
class SlidesOlderTest extends SlideDecks {
  @Test
  void anAddressInBracketsIsAPlaceholderAndAnIdMayBeMadeUpInItsWholeLength() throws Exception {
    tally(
        "4 (same: 3, same shape: 1, different: 0",
        """
        # Brackets
        ```
        $ docker run -dit --name web1 alpine
        a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6
        $ docker run -dit --name web2 alpine
        $ docker exec web2 ping -c 1 [WEB1_IP_ADDRESS]
        ```
        ```
        docker exec web1 ping -c 1 [IP-ADDRESS OF WEB2]
        ```
        """);
  }

  @Test
  void whatIsLeftLaterIsStillOpenInTheBlocksBetween() throws Exception {
    tally(
        "5 (same: 5, same shape: 0, different: 0",
        """
        # Inside
        ```
        $ docker run -ti --name box --hostname box alpine sh
        ```
        Now, inside:
        ```
        $ hostname
        box
        ```
        ```
        $ exit
        ```
        Back on the machine:
        ```
        $ docker run -d --name web nginx
        $ hostname -I | wc -w
        2
        ```
        """);
  }

  @Test
  void olderToolsTellTheSameOfNamesAndRoutes() throws Exception {
    tally(
        "7 (same: 3, same shape: 4, different: 0",
        """
        # Names
        ```
        $ docker network create dev
        $ docker run -d --name web --net dev nginx
        $ docker run -d --net dev --name box alpine sleep 1d
        $ docker exec box nslookup web
        Server:    127.0.0.11
        Address 1: 127.0.0.11

        Name:      web
        Address 1: 172.20.0.2 web.dev
        $ docker exec box nslookup nobody
        nslookup: can't resolve '(null)': Name does not resolve

        nslookup: can't resolve 'nobody': Name does not resolve
        $ route
        172.17.0.0      *               255.255.0.0     U     0      0        0 docker0
        $ ifconfig docker0
        …
        docker0 Link encap:Ethernet HWaddr 02:42:db:d0:47:db
        inet addr:172.17.0.1 Bcast:0.0.0.0 Mask:255.255.0.0
        …
        ```
        """);
  }

  @Test
  void aTextSaysInWhichContainerOneIsAgain() throws Exception {
    tally(
        "8 (same: 8, same shape: 0, different: 0",
        """
        # Again
        ```bash
        docker network create lab
        docker run -it --name client --hostname client --network lab alpine sh
        ```
        ```bash
        # Meanwhile
        docker run -d --name web --network lab nginx
        ```
        Dans le conteneur client, à présent :
        ```bash
        ping -c 1 web
        hostname | grep client
        ```
        ```bash
        docker ps
        ```
        ```bash
        # Inside client:

        # Its name
        hostname | grep client
        exit
        ```
        """);
  }

  @Test
  void aScriptThatTheTextNamesIsAFileThatCanBeRun() throws Exception {
    tally(
        "4 (same: 4, same shape: 0, different: 0",
        """
        # Script
        We forge a little `look.sh` script:
        ```bash
        #!/usr/bin/env bash
        echo "> $1"
        ip netns
        ```
        It is run so:
        ```bash
        $ sudo ip netns add blue
        $ sudo ./look.sh host
        > host
        blue
        $ sudo ip netns exec blue ./look.sh inside
        > inside
        blue
        $ sudo nsenter --net=/run/netns/blue ./look.sh there
        > there
        blue
        ```
        """);
  }

  @Test
  void whatIsDetachedPrintsNoTableOfAnothersAndAShellInANamespaceIsLeftLater() throws Exception {
    tally(
        "6 (same: 6, same shape: 0, different: 0",
        """
        # Detached
        ```bash
        me@box:~$ docker run -d -p 80:80 nginx
        ```
        If we list the chain DOCKER now, we see the new rule:
        ```bash
        Chain DOCKER (1 references)
        target     prot opt source               destination
        ACCEPT     tcp  --  0.0.0.0/0            172.17.0.2           tcp dpt:80
        ```
        ```bash
        $ sudo ip netns add red
        $ sudo nsenter --net=/var/run/netns/red
        $ ip link set lo up
        ```
        My favourite part:
        ```bash
        $ ip -br addr | wc -l
        1
        $ exit
        ```
        """);
  }

  @Test
  void whatADeckHasTakenAwayIsMadeAgainAndWhatRestsOnItIsPresumed() throws Exception {
    tally(
        "11 (same: 7, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 4)",
        """
        # Reference
        ```bash
        docker network create my-net
        docker network rm my-net
        docker run -d --name web nginx
        docker network connect my-net web
        docker network inspect my-net
        ```
        ```bash
        ip netns add blue
        ip netns delete blue
        ip netns exec blue ip link
        ip -n red link
        ```
        ```bash
        nsenter -t $PID -n ip addr
        ls -l /proc/$CONTAINER_PID/ns/net
        ```
        """);
  }
}

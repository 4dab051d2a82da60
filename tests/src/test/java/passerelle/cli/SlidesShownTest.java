package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What decks show below their commands: of which it is, and what of it was left out. */
class SlidesShownTest extends SlideDecks {
  @Test
  void rulesMayLackTheirCountersAndTheHeadOfTheirTable() throws Exception {
    tally(
        "3 (same: 1, same shape: 2, different: 0",
        """
        # Rules
        ```bash
        docker run -d -p 8080:80 --name web nginx
        ```
        ```bash
        # The masquerade rule
        sudo iptables -t nat -L POSTROUTING -n -v
        ```
        Expected output:
        ```
        Chain POSTROUTING (policy ACCEPT)
        MASQUERADE  all  --  172.17.0.0/16  0.0.0.0/0
        ```
        ```bash
        sudo iptables -t nat -L DOCKER -n -v --line-numbers
        ```
        You should see:
        ```
        Chain DOCKER (2 references)
        1  DNAT  tcp  !docker0  *  0.0.0.0/0  0.0.0.0/0  tcp dpt:8080 to:172.17.0.2:80
        ```
        """);
  }

  @Test
  void whatIsShownBelowABlockMayBeOfAnyOfItsCommands() throws Exception {
    tally(
        "3 (same: 2, same shape: 1, different: 0",
        """
        # The bridge
        ```bash
        # Show the bridge
        ip addr show docker0

        # Show what is attached to it
        ip link show master docker0
        ```
        **Expected output:**
        ```
        3: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN
            link/ether 02:42:XX:XX:XX:XX brd ff:ff:ff:ff:ff:ff
            inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0
        ```
        ```bash
        docker run -d --name web nginx
        ```
        """);
  }

  @Test
  void aPictureIsNoOutput() throws Exception {
    tally(
        "1 (same: 1, same shape: 0, different: 0",
        """
        # Ping
        ```bash
        ping -c 1 8.8.8.8
        ```
        ```
        ┌───────── host ─────────┐
        │  eth0 ── br0           │
        └────────────────────────┘
        ```
        """);
  }

  @Test
  void anOutcomeInAListIsNoCommandThoughItsFenceNamesAShell() throws Exception {
    tally(
        "2 (same: 2, same shape: 0, different: 0",
        """
        # Ping
        ```bash
        docker run -dit --name web alpine
        ```
        ```bash
        docker exec web ping -c 1 172.17.0.2
        ```
        - **What it does**: pings the container itself.
        - **Terminal**: that of the machine.
        - **Expected Outcome**:
          ```bash
          PING 172.17.0.2 (172.17.0.2): 56 data bytes
          64 bytes from 172.17.0.2: seq=0 ttl=64 time=0.123 ms
          ...
          ```
        """);
  }

  @Test
  void whatOtherBuildsOfATrafficAnalyserSayCountsForNothing() throws Exception {
    tally(
        "2 (same: 1, same shape: 1, different: 0",
        """
        # Capture
        ```console
        $ ping -c 2 8.8.8.8
        ```
        ```console
        $ tcpdump -i eth0 -nn icmp
        dropped privs to tcpdump
        tcpdump: verbose output suppressed, use -v[v]... for full protocol decode
        listening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes
        16:29:34.839131 IP 192.168.121.67 > 8.8.8.8: ICMP echo request, id 27972, seq 1, length 64
        16:29:34.850431 IP 8.8.8.8 > 192.168.121.67: ICMP echo reply, id 27972, seq 1, length 64
        ```
        """);
  }

  @Test
  void objectsInJsonMayStandOneALine() throws Exception {
    tally(
        "1 (same: 0, same shape: 1, different: 0",
        """
        # JSON
        ```console
        $ docker network ls --format json
        {"CreatedAt":"2021-03-09 21:41:29.798999529 +0000 UTC","Driver":"bridge","ID":"f33ba176dd8e","IPv6":"false","Internal":"false","Labels":"","Name":"bridge","Scope":"local"}
        {"CreatedAt":"2021-03-09 21:41:29.772806592 +0000 UTC","Driver":"host","ID":"caf47bb3ac70","IPv6":"false","Internal":"false","Labels":"","Name":"host","Scope":"local"}
        ```
        """);
  }

  @Test
  void whatAnEmptyListWasToShowIsThere() throws Exception {
    tally(
        "4 (same: 1, same shape: 1, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 2",
        """
        # There already
        ```console
        $ docker network ls -f "label=usage=prod"
        NETWORK ID          NAME                DRIVER        SCOPE
        f6e212da9dfd        test2               bridge        local
        ```
        ```console
        $ docker ps
        CONTAINER ID    IMAGE     COMMAND   CREATED         STATUS          PORTS    NAMES
        241bf66c36c6    fedora    "bash"    14 minutes ago  Up 14 minutes            upbeat_heisenberg
        $ docker inspect upbeat_heisenberg | grep IPAddress | tail -1
                            "IPAddress": "172.17.0.2",
        $ docker network ls
        NETWORK ID          NAME                DRIVER              SCOPE
        17e324f45964        bridge              bridge              local
        ```
        """);
    assertTrue(out().contains("docker network create --label usage=prod test2"), this::out);
    assertTrue(out().contains("docker run -dit --name upbeat_heisenberg fedora"), this::out);
  }

  @Test
  void aContainerThatHasNotStartedForWantOfNetworksIsBegunAnew() throws Exception {
    tally(
        "2 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 2",
        """
        # Gateways
        ```console
        $ docker run --network name=gwnet,gw-priority=1 --network anet1 --name myctr myimage
        $ docker network connect anet2 myctr
        ```
        """);
  }

  @Test
  void aPingFromANamespaceToAnAddressOfTheAuthorsMachineReachesThisOne() throws Exception {
    tally(
        "6 (same: 5, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 1",
        """
        # To the host
        ```bash
        ip netns add red
        ip link add v0 type veth peer name v1 netns red
        ip addr add 10.9.0.1/24 dev v0 && ip link set v0 up
        ip -n red addr add 10.9.0.2/24 dev v1 && ip -n red link set v1 up
        ip -n red route add default via 10.9.0.1
        ip netns exec red ping -c 1 10.156.30.11
        ```
        """);
    assertTrue(out().contains("ip addr add 10.156.30.11/24 dev eth0"), this::out);
  }

  @Test
  void aSearchThatSelectsNothingHasNotFailed() throws Exception {
    tally(
        "2 (same: 1, same shape: 0, different: 1",
        """
        # Search
        ```bash
        ip link add br9 type bridge
        ip link show | grep nobody
        ```
        """);
    assertTrue(out().contains("finds nothing here"), this::out);
  }

  @Test
  void theAuthorsMachineMayHaveMoreCardsThanOne() throws Exception {
    tally(
        "1 (same: 0, same shape: 1, different: 0",
        """
        # Cards
        ```console
        $ ip address show
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1
            link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            inet 127.0.0.1/8 scope host lo
               valid_lft forever preferred_lft forever
        2: ens160: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
            link/ether 00:50:56:b4:47:61 brd ff:ff:ff:ff:ff:ff
            inet 10.190.16.120/24 brd 10.190.16.255 scope global ens160
               valid_lft forever preferred_lft forever
        3: ens192: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group default qlen 1000
            link/ether 00:50:56:b4:9b:ec brd ff:ff:ff:ff:ff:ff
        4: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN group default
            link/ether 02:42:ed:40:8e:96 brd ff:ff:ff:ff:ff:ff
            inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0
               valid_lft forever preferred_lft forever
        ```
        """);
  }

  @Test
  void whatIsToBeOffMayNotBeThereAtAll() throws Exception {
    tally(
        "2 (same: 1, same shape: 0, different: 1",
        """
        # Off
        ```bash
        sudo systemctl stop firewalld
        sudo systemctl start firewalld
        ```
        """);
  }

  @Test
  void aServiceAndAProjectAreThoseOfCompose() throws Exception {
    tally(
        "2 (same: 2, same shape: 0, different: 0",
        """
        # Compose
        ```yaml
        services:
          web:
            image: nginx
        ```
        ```bash
        docker compose up -d
        ```
        ```bash
        docker compose logs <service>
        ```
        """);
  }

  @Test
  void whatIsAskedFromAnotherMachineComesFromThere() throws Exception {
    tally(
        "4 (same: 3, same shape: 1, different: 0",
        """
        # From outside
        ```bash
        docker run -d --name web -p 8080:80 nginx
        ```
        Finally, open a terminal on another node, then ask for the page.
        ```console
        $ curl -sI http://192.168.0.8:8080 | head -1
        HTTP/1.1 200 OK
        $ telnet 192.168.0.8 8080
        Trying 192.168.0.8...
        Connected to 192.168.0.8.
        Escape character is '^]'.
        ```
        It has seen who asked.
        ```console
        $ docker logs web 2>/dev/null | grep -c '^192.0.2.20 '
        1
        ```
        """);
  }

  @Test
  void aMachineKnowsItsGatewayAndAContainersAddressIsOneOfItsOwn() throws Exception {
    tally(
        "3 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0,"
            + " not a command of this lab: 0, presumed: 1",
        """
        # Neighbours
        ```console
        $ arp
        Address                  HWtype  HWaddress           Flags Mask            Iface
        ip-172-31-80-1.ec2.inte  ether   12:19:04:c5:6c:6d   C                     eth0
        ```
        ```bash
        docker run -d nginx
        curl http://CONTAINER_IP
        ```
        """);
  }

  @Test
  void ofALongAnswerTheReportHasTheEndWhereItSaysWhatIsWrong() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 1",
        """
        # Inspect
        ```bash
        docker inspect network bridge
        ```
        """);
    assertTrue(out().contains("| error: no such object: network\n"), this::out);
  }
}

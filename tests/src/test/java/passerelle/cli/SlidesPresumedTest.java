package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What guides speak of and never make, and lines that only look like commands. */
class SlidesPresumedTest extends SlideDecks {
  private void allSame(int commands, String text) throws Exception {
    boolean presumed = run("slides", "--engine", "29.1", deck("deck.md", text)) != 0;
    assertEquals(presumed, out().contains(" %; 100 % with what is presumed"), this::out);
    assertTrue(out().contains("commands: " + commands + " (same: "), this::out);
    assertTrue(out().contains("different: 0, needs a value: 0, not supported: 0"), this::out);
  }

  @Test
  void aContainerThatAGuideNamesAndWhatItLooksForAreThere() throws Exception {
    allSame(
        7,
        """
        # Guide
        ```bash
        docker inspect mycontainer --format='{{json .NetworkSettings.Networks}}' | jq length
        docker exec mycontainer ping -c 1 othercontainer
        docker exec mycontainer nslookup othercontainer
        docker exec mycontainer nc -zv cache 6379
        docker exec mycontainer cat /etc/resolv.conf | grep nameserver
        ```
        ```
        nameserver 127.0.0.11
        ```
        ```
        docker exec -it container1 bash -c 'apt-get --version | head -1'
        docker exec front curl -s http://container1:8000 || true
        ```
        """);
    assertTrue(out().contains("--name container1 debian"), this::out);
  }

  @Test
  void whatRestsOnWhatTheDeckDoesNotMakeIsCountedApart() throws Exception {
    String deck =
        deck(
            "rests.md",
            """
            # Rests
            ```
            $ docker run -d --name shop -p 8080:3000 me/shop
            $ docker exec shop true
            $ curl -s -o /dev/null localhost:8080
            $ docker exec shop hostname -i
            172.17.0.2
            $ docker run -d --name shop nginx
            $ docker exec shop nginx -v
            $ docker run --rm ubuntu true
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    // The address is printed, and right; the second container is the deck's own.
    assertTrue(out().contains("(same: 3, same shape: 0, different: 0"), this::out);
    assertTrue(out().contains("presumed: 4): 42 %; 100 % with what is presumed"), this::out);
    assertTrue(out().contains("no catalogue knows the image me/shop:latest: alpine"), this::out);
    assertTrue(out().contains("neither says nor prints so: docker rm -f shop"), this::out);
    assertTrue(out().contains("it turns to a container"), this::out);
    assertEquals(1, run("slides", "--lang", "fr", "--engine", "29.1", deck));
    assertTrue(out().contains("sous réserve"), this::out);
  }

  @Test
  void namesOfComposesFirstVersionAreTodays() throws Exception {
    allSame(
        4,
        """
        # Compose
        ```bash
        mkdir -p ~/shop
        cat > ~/shop/docker-compose.yml <<'EOF'
        services:
          web:
            image: nginx
          db-1:
            image: redis
        EOF
        cd ~/shop && docker-compose up -d
        docker exec shop_web_1 getent hosts shop_db-1_1
        ```
        """);
    assertTrue(out().contains("docker exec shop-web-1 getent hosts shop-db-1-1"), this::out);
  }

  @Test
  void bracketsAndFieldsThatWerePrintedAreNoCommands() throws Exception {
    allSame(
        4,
        """
        # Printed
        ```sh
        for p in 1 2; do echo "[ OK ] Connected to $p"; done
        ```

        ```
        [ OK ] Connected to 1
        [ OK ] Connected to 2
        ```

        Its way:

        ```
        src=172.17.0.2, dst=1.1.1.1
          │
          ▼ FORWARD
        ```
        ```bash
        printf '#!/bin/sh\\necho ran\\n' > ~/t.sh
        chmod +x ~/t.sh
        ~/t.sh
        ```
        """);
  }

  @Test
  void aSentenceBetweenTwoPromptsIsNotPrintedAndKeysAreNone() throws Exception {
    allSame(
        4,
        """
        # Two
        ```
        $ docker run -dit --name c1 alpine

        Now look at the address of it
        $ docker exec c1 hostname -i
        172.17.0.2
        $ docker exec -it c1 sh
        # true

        CTRL P-Q

        ```
        """);
  }

  @Test
  void columnsOfATableMayBeLeftOut() throws Exception {
    allSame(
        2,
        """
        # Rows
        ```
        $ sudo iptables -L FORWARD -n -v --line-numbers
        1  DOCKER-USER     all  *  *  0.0.0.0/0  0.0.0.0/0
        2  DOCKER-FORWARD  all  *  *  0.0.0.0/0       (everything else)
        $ sudo iptables -L DOCKER-CT -n -v
        ACCEPT  all  *  docker0  ctstate RELATED,ESTABLISHED   ← answers
        ```
        """);
  }

  @Test
  void whatARuleHasCountedAndHowWideItsColumnsAreIsTheAuthors() throws Exception {
    allSame(
        1,
        """
        # Counted
        ```
        $ sudo iptables -t nat -L POSTROUTING -n -v --line-numbers
        Chain POSTROUTING (policy ACCEPT)
        num   pkts bytes target      prot opt in  out      source         destination
        1     234  14040 MASQUERADE  all  --  *   !docker0 172.17.0.0/16  0.0.0.0/0
        ```
        """);
  }

  @Test
  void aPortThatARuleTellsOfIsPublished() throws Exception {
    allSame(
        2,
        """
        # Published
        ```
        $ sudo iptables -t nat -S DOCKER
        -N DOCKER
        -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
        $ curl -s -o /dev/null -w '%{http_code}' localhost:8080
        200
        ```
        """);
  }

  @Test
  void anImageThatIsCalledLikeAToolRunsIt() throws Exception {
    allSame(
        3,
        """
        # Tools
        ```
        $ docker run -d --name server nginx
        $ docker run --rm somebody/alpine-curl -s -o /dev/null -w '%{http_code}' 172.17.0.2
        200
        $ docker run --rm somebody/nmap -p 80 172.17.0.2 | grep open
        80/tcp open  http
        ```
        """);
  }

  @Test
  void anImageOfNetcatIsToldItsOptionsAlone() throws Exception {
    allSame(
        2,
        """
        # Netcat
        ```
        $ docker run --name nc -d -p 8000:8000 gophernet/netcat -v -lk -p 8000 -n -e uptime
        $ docker logs nc
        listening on [::]:8000 ...
        ```
        """);
  }

  @Test
  void aFilesNameStandsInAComment() throws Exception {
    allSame(
        1,
        """
        # Debug
        ```yaml
        # compose.debug.yml - what is added to find out
        services:
          box:
            image: alpine
        ```
        ```
        $ docker compose -f compose.debug.yml config --services
        box
        ```
        """);
  }

  @Test
  void aNamespaceThatAListingHasNamedIsEntered() throws Exception {
    allSame(
        5,
        """
        # Enter
        ```
        $ docker run -d --name test1 me/networktest
        $ ls /var/run/docker/netns
        4532a922fbb7
        $ nsenter --net=/var/run/docker/netns/4532a922fbb7 ip route show
        default via 172.17.0.1 dev eth0
        172.17.0.0/16 dev eth0 proto kernel scope link src 172.17.0.2
        $ docker exec -it test1 bash
        bash-4.4#ip route show
        default via 172.17.0.1 dev eth0
        172.17.0.0/16 dev eth0 proto kernel scope link src 172.17.0.2
        ```
        """);
  }

  @Test
  void aCaptureThatIsPrintedBelowWhatItSawWasBegunBefore() throws Exception {
    allSame(
        6,
        """
        # Capture
        ```
        # ip netns add ns1
        # ip -n ns1 link set lo up
        # brctl show
        bridge name     bridge id               STP enabled     interfaces
        # sysctl net.ipv4.ip_forward
        net.ipv4.ip_forward = 0
        ```
        Start tcpdump and in another terminal ping.
        ```
        # ip netns exec ns1 ping 127.0.0.1
        PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
        64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.076 ms
        ```
        ```
        # ip netns exec ns1 tcpdump -nn -i lo
        tcpdump: verbose output suppressed, use -v or -vv for full protocol decode
        listening on lo, link-type EN10MB (Ethernet), capture size 262144 bytes
        09:27:23.444325 IP 127.0.0.1 > 127.0.0.1: ICMP echo request, id 11161, seq 1, length 64
        09:27:23.444366 IP 127.0.0.1 > 127.0.0.1: ICMP echo reply, id 11161, seq 1, length 64
        ```
        """);
    assertTrue(out().contains("ping 127.0.0.1 & ip netns exec ns1 tcpdump"), this::out);
  }

  @Test
  void aServerWithATerminalGoesOnToo() throws Exception {
    allSame(
        4,
        """
        # Host
        ```
        $ docker run --rm -it --net host nginx

        # ip -br link show lo

        # curl -s localhost | grep -c nginx
        2

        $ docker ps -q | wc -l
        1
        ```
        """);
  }

  @Test
  void whatIsWrittenBehindACommandIsNotTyped() throws Exception {
    allSame(
        4,
        """
        # Notes
        ```
        $ docker network ls                   << This is the default bridge network. Show the NAME
        $ brctl show   (will have to have bridge-utils installed)
        $ cat   << EOF
        (a b)
        EOF
        (a b)
        $ (echo one; echo two)   | wc -l
        2
        ```
        """);
  }
}

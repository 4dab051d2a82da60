package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Prompts of two lines, what authors leave out, and what they type twice. */
class SlidesTwoLinesTest extends SlideDecks {
  @Test
  void aPromptMayHaveALineAboveIt() throws Exception {
    tally(
        "7 (same: 7, same shape: 0, different: 0",
        """
        # Themes
        ```console
        ╭─me@vm ~
        ╰─➤  docker run -dit --name box alpine ash >/dev/null

        ╭─$ ~
        ╰─➤  docker attach box
        / # echo here
        here
        ```
        ```console
        ┌──(me㉿kali)-[~]
        └─$ echo there
        there
        ~
        $ docker rename box other
        ~
        $ docker ps --format '{{.Names}}'
        other
        ```
        Elsewhere:
        ```console
        [me@host:~]$ echo here
        here
        ```
        """);
  }

  @Test
  void whatIsLeftOutHasManyNames() throws Exception {
    tally(
        "3 (same: 2, same shape: 1, different: 0",
        """
        # Left out
        ```bash
        $ ip link
        ---> SALIDA OMITIDA PARA MAYOR CLARIDAD <---
        2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000
        ```
        ```bash
        ip link show docker0
        .....
            link/ether 02:42:ac:cb:1c:79 brd ff:ff:ff:ff:ff:ff
        ```
        ```bash
        $ traceroute -n 8.8.8.8
        traceroute to 8.8.8.8 (8.8.8.8), 30 hops max, 60 byte packets
         1  192.0.2.1  0.050 ms  0.009 ms  0.006 ms
         2  *^C
        ```
        """);
  }

  @Test
  void whatIsMadeTwiceRestsOnItsBeingRemoved() throws Exception {
    tally(
        "4 (same: 2, same shape: 0, different: 1",
        """
        # Twice
        ```sh
        ip link add br9 type bridge
        ip link show type bridge | grep -c br9
        ```
        ## Once more
        ```sh
        ip link add br9 type bridge
        ```
        ## And shown
        ```sh
        $ ip link add br9 type bridge
        all is well with it
        ```
        """);
    assertTrue(out().contains("line 3 has made it already"), out());
  }

  @Test
  void aTextMayHoldTheCommandAndALineMayBeBroken() throws Exception {
    tally(
        "6 (same: 4, same shape: 2, different: 0",
        """
        # In the text
        ```shell
        sudo ip link add dev v-net type bridge
        ```
        Let's run `sudo ip link show v-net` to check, and the ***expected output*** might look like
        ```shell
        12: v-net: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT group default qlen 1000
            link/ether d2:22:49:28:a4:c8 brd ff:ff:ff:ff:ff:ff
        ```
        ```
        # ip link ls dev v-net
        12: v-net: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN \\
                                   mode DEFAULT group default qlen 1000
            link/ether d2:22:49:28:a4:c8 brd ff:ff:ff:ff:ff:ff
        ```
        ## Two servers
        ```bash
        docker run -d --name web-server-1 nginx:alpine
        docker run -d --name alpine-client alpine sleep 3600
        ```
        ```bash
        docker exec alpine-client wget -qO /dev/null http://<IP_ADDRESS_OF_WEB_SERVER_1>
        ```
        """);
  }

  @Test
  void whoHasNoNetworkReachesNobody() throws Exception {
    tally(
        "5 (same: 4, same shape: 0, different: 1",
        """
        # Drivers
        ```bash
        docker container run --network none -d --name nonet nginx
        docker container exec -ti nonet curl google.com
        docker run --rm --net none alpine ping -c 1 8.8.8.8
        docker run -d --name net nginx
        docker exec net curl nobody.example
        ```
        """);
  }

  @Test
  void commentsSayInManyLanguagesHowItGoesAndKeysAreNoCommands() throws Exception {
    tally(
        "6 (same: 5, same shape: 0, different: 0, needs a value: 1",
        """
        # Reti
        ```shell
        curl http://localhost:80 #non risponde nulla
        curl http://localhost:80 #vedi se risponde
        docker run -dit --name uno alpine ash
        docker attach uno
            ping -c 1 due #non funziona: reti diverse
            ping -c 1 tre
            ctrl + p / ctrl + q
        ```
        """);
  }

  @Test
  void aCommandMayBeMovedInBelowAColon() throws Exception {
    tally(
        "3 (same: 3, same shape: 0, different: 0",
        """
        # Two containers
        Container 1:
            docker run -dit --name test1 alpine ash

        Container 2:
            docker run -dit --name test2 alpine ash

        ```bash
        docker stop -t 0 test1 test2
        ```
        """);
  }

  @Test
  void aTextMayBeNoMoreThanTheCommandWhoseOutputFollows() throws Exception {
    tally(
        "4 (same: 3, same shape: 1, different: 0",
        """
        # Inside
        - Run the commands inside of the container:

            ```s
            docker run -it --rm busybox /bin/sh
            ```

        - ip route command output:

            ```console
            default via 172.17.0.1 dev eth0\s
            172.17.0.0/16 dev eth0 scope link  src 172.17.0.9
            ```

        ```s
        hostname -i
        exit
        ```
        """);
  }

  @Test
  void anImageOfOnesOwnMayHoldTheNameOfWhatItIsMadeOf() throws Exception {
    tally(
        "4 (same: 0, same shape: 2, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Una imagen llamada netubuntu
        ```bash
        $ docker run -d -it --name c1 netubuntu bash
        0c31832e576a9e082768eb0fbdb6271ffdbda8538a4894775b28f3c54540e00a
        $ docker attach c1
        root@0d1697247d1d:/#
        root@0d1697247d1d:/# ping -c 1 172.17.0.1
        PING 172.17.0.1 (172.17.0.1) 56(84) bytes of data.
        64 bytes from 172.17.0.1: icmp_seq=1 ttl=64 time=0.257 ms
        root@0d1697247d1d:/# ping -c 1 nobody
        ping: unknown host nobody
        ```
        """);
  }

  @Test
  void whatRootTypesMayHoldAFileAndMayBeGivenToAVariable() throws Exception {
    tally(
        "5 (same: 5, same shape: 0, different: 0",
        """
        # Image
        ```
        # docker build -q -t mine -f - . <<EOF
        FROM alpine
        CMD ["sleep", "100"]
        EOF
        ```
        ```
        # docker run -d --name box mine

        # BOX=$(docker inspect -f '{{range.NetworkSettings.Networks}}{{.IPAddress}}{{end}}' box)
        # echo $BOX
        172.17.0.2
        # docker exec box ping -c1 -q $BOX
        ```
        """);
  }
}

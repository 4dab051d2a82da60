package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Where a deck's commands run, and what they mean: prompts, terminals, images, what was left out.
 */
class SlidesAsTypedTest extends SlideDecks {
  @Test
  void promptsOfAllKindsLeadToTheirPlaces() throws Exception {
    String deck =
        deck(
            "places.md",
            """
            # Prompts
            ```console
            [trainer@vm ~]$ docker run -ti --name one --hostname one ubuntu
            root@5c1a2b3d4e5f:/# hostname
            one
            trainer@vm:~$ hostname
            host
            ```
            ```
            bash-5.2# hostname
            one
            laptop$ hostname
            laptop
            ```
            ```sh
            docker run -ti --hostname two alpine
            hostname
            docker network inspect -f '{{.Name}}' bridge
            exit
            hostname
            ```
            ```
            / # hostname
            one
            / # exit
            ```
            ```
            # hostname
            host
            ```
            ```
            node2$ hostname
            node2
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("commands: 14 (same: 13, same shape: 0, different: 0"), out());
    assertTrue(out().contains("not a command of this lab    32  node2$ hostname"), out());
  }

  @Test
  void whoIsSentToAnotherTerminalLetsTheFirstCommandRun() throws Exception {
    String deck =
        deck(
            "terminals.md",
            """
            # A server
            ```sh
            ip netns add red
            ip netns exec red ip link set lo up
            ip netns exec red python3 -m http.server 8080
            ```
            Open another terminal:
            ```sh
            $ ip netns exec red curl -s -o /dev/null -w '%{http_code}' 127.0.0.1:8080
            200
            ```
            # Une capture
            ```
            $ docker run -dit --name web busybox
            $ docker attach web
            ```
            Quittez par Ctrl-P Ctrl-Q.
            ```
            hostname | tr a-z A-Z
            HOST
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 7 ("), out());
  }

  @Test
  void aShellInANamespaceServesItsBlockOrTheBlocksBelowItsOwn() throws Exception {
    String deck =
        deck(
            "namespaces.md",
            """
            # A namespace
            ```
            $ sudo ip netns add red
            $ sudo ip link add veth0 type veth peer name ceth0 netns red
            $ sudo nsenter --net=/var/run/netns/red
            $ ip link set ceth0 up
            $ ip addr add 10.1.0.2/24 dev ceth0
            ```
            ```
            $ ip addr add 10.1.0.1/24 dev veth0
            $ ip link set veth0 up
            $ sudo ip netns exec red bash
            ```
            It has a route.
            ```
            $ ip route
            10.1.0.0/24 dev ceth0 proto kernel scope link src 10.1.0.2
            ```
            ```
            $ sudo ip link add veth1 type veth peer name ceth1 netns red
            ```
            ```sh
            # From red
            ip link set ceth1 up
            # On the host
            ip link set veth1 up
            ```
            - on red:
            ```sh
            python3 -m http.server --bind 10.1.0.2 5000
            ```
            The whole machine sees it, with one address or the other.
            ```
            $ curl http://10.1.0.2:5000
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
            ...
            $ ping -c 1 10.0.2.15
            PING 10.0.2.15 (10.0.2.15) 56(84) bytes of data.
            64 bytes from 10.0.2.15: icmp_seq=1 ttl=64 time=0.036 ms
            $ ip netns exec red ping 10.0.2.15
            connect: Network is unreachable
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 16 ("), out());
  }

  @Test
  void whoAsksAServerThatRunsInTheForegroundHasAnotherTerminal() throws Exception {
    String deck =
        deck(
            "foreground.md",
            """
            # A server
            ```sh
            docker run --name web -p 8080:80 nginx
            ```
            ```sh
            $ curl -s -o /dev/null -w '%{http_code}' localhost:8080
            200
            $ docker stop 4d
            ```
            Again, and press `Ctrl+C`:
            ```sh
            docker start -a web
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
  }

  @Test
  void whatADeckMakesTwiceWithoutAWordIsRemovedInBetween() throws Exception {
    String deck =
        deck(
            "twice.md",
            """
            # Twice
            ```
            $ docker run -d --name web -p 8080:80 nginx
            $ docker run -d --name web -p 8080:80 httpd
            $ docker run -d --name other -p 8080:80 nginx
            $ docker ps --format '{{.Names}} {{.Image}}'
            other nginx
            $ docker run -d --name other nginx
            docker: Error response from daemon: Conflict. The container name "/other" is already in use by container "4d0a1d8a7a39b7c2e4c5b0a5d1f9e8c7b6a59483726150493827160594837261". You have to remove (or rename) that container to be able to reuse that name.
            $ docker run -d --name more -p 8080:80 nginx # fails
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(
        out().contains("(docker rm -f web; docker run -d --name web -p 8080:80 httpd)"), out());
  }

  @Test
  void aCommandWithoutAPromptStandsAboveThePromptsOrBeginsAParagraphWithSudo() throws Exception {
    String deck =
        deck(
            "paragraphs.md",
            """
            # Mixed
            ```
            # a namespace
            sudo ip netns add red
            ip netns add blue

            me@vm:~$ ip netns
            blue
            red

            # and no more
            sudo ip netns del blue
            ip netns del red
            me@vm:~$ ip netns
            me@vm:~$ hostname
            host
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 7 ("), out());
  }

  @Test
  void whoIsBackAtOnesOwnPromptHasLeftTheNamespaceAndTheContainer() throws Exception {
    String deck =
        deck(
            "back.md",
            """
            # Back
            ```
            $ docker run -dit --name one alpine
            $ docker attach one
            /#
            / # hostname -i
            172.17.0.2
            ```
            ```
            me@vm:~$ sudo ip netns add red
            me@vm:~$ sudo ip netns exec red bash
            root@vm:~# ip route

            sudo ip link add veth0 type veth peer name veth1
            me@vm:~$ ip -br addr show docker0
            docker0          UP             172.17.0.1/16
            ```
            ```
            $ docker attach one
            / # ping -c 1 172.17.0.1
            PING 172.17.0.1 (172.17.0.1): 56 data bytes
            64 bytes from 172.17.0.1: seq=0 ttl=64 time=0.041 ms
            --- 172.17.0.1 ping statistics ---
            1 packets transmitted, 1 packets received, 0% packet loss
            round-trip min/avg/max = 0.041/0.041/0.041 ms
            $ docker inspect -f '{{.State.Status}}' "container name"
            running
            $ pid=$(docker inspect -f '{{.State.Pid}}' ${container_id})
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 12 ("), out());
  }

  @Test
  void whatDependsOnTheDayCountsForNothing() throws Exception {
    String deck =
        deck(
            "day.md",
            """
            # Another day
            ```
            $ docker run -dit --name one alpine
            $ docker network inspect bridge
            [
                {
                    "Name": "bridge",
                    "Containers": {
                        ...
                    },
                    "Labels": {}
                }
            ]

            docker run -dit --name two alpine
            $ docker exec one apk add curl
            fetch https://dl-cdn.alpinelinux.org/alpine/v3.14/main/x86_64/APKINDEX.tar.gz
            (1/2) Installing ca-certificates (20191127-r5)
            (2/2) Installing curl (7.79.1-r0)
            Executing busybox-1.33.1-r3.trigger
            OK: 8 MiB in 19 packages
            $ docker attach one                          3m 50s
            / # hostname -i
            172.17.0.2
            ```
            ```
            $ docker run -dit --name one alpine
            $ docker run -dit one2 alpine # fails
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 8 (same: 5, same shape: 1, different: 0"), out());
    assertTrue(out().contains("not supported                28  $ docker run -dit one2"), out());
  }

  @Test
  void anOutputMayStandInABlockOfItsOwnAndAnExitStatusBelowIt() throws Exception {
    String deck =
        deck(
            "outputs.md",
            """
            # Outputs
            ```bash
            docker run -d --name web alpine sleep 1000
            docker network ls
            ```
            The output:
            ```
            NETWORK ID     NAME      DRIVER    SCOPE
            6f1ad7d7e2a1   bridge    bridge    local
            2a6bc2b1c7b1   host      host      local
            5d0e0be1d03b   none      null      local
            ```
            ```bash
            hostname
            ```
            ```output
            moon
            ```
            ```bash
            hostname -s
            ```
            Here is a file that has nothing to do with it:
            ```
            a: 1
            ```
            ```console
            web# nc -l -p 9000 &
            web# nc -z 127.0.0.1 9001
            [1]
            web# kill %1
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("same                          4  docker network ls\n"), out());
    assertTrue(out().contains("different                    14  hostname\n"), out());
    assertTrue(out().contains("commands: 7 (same: 6, same shape: 0, different: 1"), out());
  }

  @Test
  void whatStandsBehindThePromptsOfAProgramIsTypedIntoIt() throws Exception {
    String deck =
        deck(
            "dialogues.md",
            """
            # Programs that ask
            ```
            $ docker run -d --name db -e POSTGRES_PASSWORD=x postgres:17
            $ docker exec -ti db psql -qU postgres
            postgres=# create table t (a int);
            postgres=# select count(*)
            postgres-# from t;
             count\s
            -------
                 0
            (1 row)

            postgres=# \\q
            $ docker run -d --name cache redis
            $ docker exec -ti cache redis-cli
            127.0.0.1:6379> set a 1
            OK
            127.0.0.1:6379> get a
            "1"
            127.0.0.1:6379> exit
            $ docker run --rm -ti --link cache redis redis-cli -h cache
            cache:6379> get a
            "1"
            cache:6379> exit
            $ docker run -d --name my -e MYSQL_ROOT_PASSWORD=x mysql
            $ docker exec -ti -e MYSQL_PWD=x my mysql
            mysql> create database shop;
            Query OK, 1 row affected (0.01 sec)

            mysql> use shop
            Database changed
            mysql> exit
            Bye
            $ docker exec my mysql -px -Ne 'show databases' 2>/dev/null | grep shop
            shop
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
  }
}

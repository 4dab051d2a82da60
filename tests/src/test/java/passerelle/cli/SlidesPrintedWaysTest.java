package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How authors print commands and outputs: what they add, cut, copy, and leave to an editor. */
class SlidesPrintedWaysTest extends SlideDecks {
  @Test
  void aPromptMayHaveASignMoreAndAWordMayStandBetweenTwoWays() throws Exception {
    String deck =
        deck(
            "ways.md",
            """
            # Ways
            ```bash
            $> docker run -d --name web nginx
            5e773946394b57240cc80a046cffb61d1a12d50f36c8182eb33624e97c13e668

            # Display list of bridges
            $> ip link
            or
            $> ip link show docker0
            3: docker0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
            ```
            ```
            docker ps
            ou
            docker container ls
            ```
            """);
    assertEquals(0, run("slides", deck), out());
    assertTrue(out().contains("commands: 5 (same: 3, same shape: 2"), out());
  }

  @Test
  void anIdCutShortInJsonIsThatOfTheLab() throws Exception {
    String deck =
        deck(
            "json.md",
            """
            # JSON
            ```console
            $ docker network inspect bridge
            [
                {
                    "Name": "bridge",
                    "Id": "1befe23acd58...",
                    "Driver": "bridge",
                    ...
                }
            ]
            $ docker network inspect bridge
            [
                {
                    "Name": "bridge",
                    "Id": "...1befe23acd58",
                    "Driver": "another..."
                }
            ]
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("same shape                    3  $ docker network"), out());
    assertTrue(out().contains("different                    12  $ docker network"), out());
  }

  @Test
  void anAddressInAUrlIsThatOfTheContainerOrOfTheMachine() throws Exception {
    String deck =
        deck(
            "urls.md",
            """
            # URLs
            ```console
            [me@vm ~]$ docker run -d --name web -p 9999:80 nginx
            [me@vm ~]$ docker inspect web | grep -w IPAddress
                    "IPAddress": "172.18.0.6",
            [me@vm ~]$ curl --head http://172.18.0.6:80
            HTTP/1.1 200 OK
            [me@vm ~]$ curl --head http://10.6.6.11:9999/
            HTTP/1.1 200 OK
            [me@vm ~]$ docker run -d -p 192.168.1.100:8081:80 nginx
            [me@vm ~]$ curl http://10.6.6.12:9999/ # fails
            [me@vm ~]$ curl http://192.168.7.7:9999/
            curl: (7) Failed to connect to 192.168.7.7 port 9999: Network is unreachable
            ```
            """);
    assertEquals(0, run("slides", deck), out());
    assertTrue(out().contains("(curl --head http://172.17.0.2:80)"), out());
    assertTrue(out().contains("(curl --head http://192.0.2.10:9999/)"), out());
    assertTrue(out().contains("(docker run -d -p 192.0.2.10:8081:80 nginx)"), out());
    assertTrue(out().contains("curl http://10.6.6.12:9999/ # fails\n"), out());
  }

  @Test
  void whatStandsBelowAnEditorIsTypedIntoIt() throws Exception {
    String deck =
        deck(
            "editor.md",
            """
            # Editor
            ```
            nano page/Dockerfile
            ```
            ```
            FROM nginx
            EXPOSE 8080
            ```
            ```
            $ sudo vim page/note.txt
            ```
            ```
            bonjour
            ```
            ```
            cat page/note.txt
            docker build -t page page
            ```
            """);
    assertEquals(0, run("slides", deck), out());
    assertTrue(out().contains("commands: 4 (same: 4"), out());
  }

  @Test
  void aRemarkBelowACommandIsNothingThatItPrints() throws Exception {
    String deck =
        deck(
            "remark.md",
            """
            # Remark
            ```bash
            $ cat /nowhere/at/all
            # do the same for the others
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("different"), out());
  }

  @Test
  void whoLooksAtTheBridgeHasLetTheServerRun() throws Exception {
    String deck =
        deck(
            "server.md",
            """
            # Server
            ```
            $ docker run nginx
            ```
            ```
            $ ip link
            3: docker0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                link/ether 02:42:c8:3a:ea:67 brd ff:ff:ff:ff:ff:ff
            5: vetha3e33331@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP
            ```
            """);
    assertEquals(0, run("slides", deck), out());
  }

  @Test
  void emphasisInABlockIsNothingThatIsTypedOrPrinted() throws Exception {
    String deck =
        deck(
            "bold.md",
            """
            # Bold
            ```
            user@docker1:~$ **docker network ls**
            NETWORK ID     NAME      DRIVER    SCOPE
            **cd09ffc6c48f   bridge    bridge    local**
            user@docker1:~$ echo 2**3**4 **/x
            2**3**4 **/x
            ```
            """);
    assertEquals(0, run("slides", deck), out());
    assertTrue(out().contains("commands: 2 (same: 1, same shape: 1"), out());
  }

  @Test
  void notesBehindALineAndLineEndsThatWereCutCountForNothing() throws Exception {
    String deck =
        deck(
            "notes.md",
            """
            # Notes
            ```sh
            docker network create front
            docker run -d --name web --network front nginx
            docker exec web cat /etc/resolv.conf
            ```
            Output:
            ```
            nameserver 127.0.0.11     ← Docker's own
            search <your own domain>
            ```
            ```
            $ ip addr show docker0
            3: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 ...
                inet 172.17.0.1/16
            $ docker run --rm alpine ping -c 1 nowhere   # ❌
            $ docker run --rm alpine ping -c 1 nowhere   //  失敗
            ```
            """);
    assertEquals(0, run("slides", deck), out());
    assertTrue(out().contains("commands: 6 (same: 4, same shape: 2, different: 0"), out());
  }

  @Test
  void aFileOrAnOutputMayStandInABlockOfAShell() throws Exception {
    String deck =
        deck(
            "told.md",
            """
            # Told
            ```bash
            version: '3'
            services:
              web:
                image: nginx
            ```
            ```bash
            docker-compose exec web ping -c 1 web
            docker network ls
            ```
            输出示例：
            ```bash
            NETWORK ID     NAME      DRIVER    SCOPE
            a7363ec31330   bridge    bridge    local   ← 默认
            ```
            """);
    assertEquals(1, run("slides", deck), out());
    assertTrue(out().contains("docker compose up -d; docker-compose exec"), out());
    assertTrue(out().contains("commands: 2 (same: 0, same shape: 1"), out());
  }

  @Test
  void whatADeckNeverMakesItsReaderHas() throws Exception {
    String deck =
        deck(
            "reader.md",
            """
            # Reader
            ```bash
            docker network create <nom du réseau>
            docker network connect nom_du_rseau existing-container
            docker run -d --name app --network somebodys alpine sleep 60
            docker container rm -f app
            docker container stop app
            docker network inspect
            docker run -d -p 8081:5000 --name own me/my-app
            curl -s localhost:8081
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("docker run -dit --name existing-container alpine; "), out());
    assertTrue(out().contains("docker network create somebodys; "), out());
    assertTrue(out().contains("different                     7  docker container stop app"), out());
    assertTrue(out().contains("in the text                   8  docker network inspect"), out());
    assertTrue(out().contains("commands: 7 (same: 2, same shape: 0, different: 1"), out());
  }

  @Test
  void theSignOfRootNeedsNoBlankAndAShellsMayStandBelowItsCommand() throws Exception {
    String deck =
        deck(
            "root.md",
            """
            # Root
            ```
            #docker run -itd --name c1 busybox sh
            #docker run -d --name web nginx
            //the first
            #docker exec -it c1 ip addr show    //c1 ip 172.17.0.2
            ```
            ```sh
            docker run -it --name c2 busybox sh
            # ping -c 1 172.17.0.2
            PING 172.17.0.2 (172.17.0.2): 56 data bytes
            64 bytes from 172.17.0.2: seq=0 ttl=64 time=0.245 ms
            ...
            # hostname -i
            172.17.0.3
            ```
            ```sh
            docker exec -it web bash
            # ping -c 1 172.17.0.2
            PING 172.17.0.2 (172.17.0.2) 56(84) bytes of data.
            64 bytes from 172.17.0.2: icmp_seq=1 ttl=64 time=0.245 ms
            ```
            """);
    assertEquals(1, run("slides", deck), out());
    assertTrue(out().contains("commands: 8 (same: 6, same shape: 1"), out());
  }

  @Test
  void itemsOfAListAndABlockThatNobodyClosesAreCommands() throws Exception {
    String deck =
        deck(
            "bare.md",
            """
            # Bare
            - docker network create my_bridge
            - docker images are built of layers.
            - docker run -dit --name one --network my_bridge alpine

            ```bash
            # create
            docker run -dit --name two --network my_bridge busybox

            # ask
            docker exec two ping -c 1 one

            All is well.
            """);
    assertEquals(0, run("slides", deck), out());
    assertTrue(out().contains("commands: 4 (same: 4"), out());
  }

  @Test
  void routesHaveTheOrderOfTheirAddresses() throws Exception {
    String deck =
        deck(
            "routes.md",
            """
            # Routes
            ```
            $ ip route
            default via 172.16.15.253 dev eth0 proto dhcp src 172.16.14.56 metric 100
            172.16.0.0/20 dev ens3 proto kernel scope link src 172.16.14.56
            172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1
            ```
            """);
    assertEquals(0, run("slides", deck), out());
  }

  @Test
  void aCommentMayBeginWithTheNameOfAProgram() throws Exception {
    String deck =
        deck(
            "comments.md",
            """
            # Comments
            ```bash
            # Lister les réseaux
            docker network ls

            # bridge : le réseau par défaut
            # host : la pile de la machine
            ```
            ```bash
            # docker ps
            CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES
            ```
            ```bash
            docker run [OPTIONS] IMAGE [COMMAND] [ARG...]
            ```
            """);
    assertEquals(0, run("slides", deck));
    assertTrue(out().contains("commands: 2 (same: 2, same shape: 0, different: 0"), out());
    assertTrue(out().contains("in the text                  14  docker run [OPTIONS]"), out());
  }
}

package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a deck's author had, and no lab has: images, directories, ids looked up elsewhere. */
class SlidesOwnNamesTest extends SlideDecks {
  @Test
  void imagesOfTheAuthorsOwnAreMadeOfWhatTheirNamesSay() throws Exception {
    String deck =
        deck(
            "own-images.md",
            """
            # Own images
            ```
            $ docker run -d --name cat -p 8080:8080 trainer/tomcat8-jdk8
            $ docker run --rm ubuntu:net ip -br link show lo
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
            $ docker run -d --name tools trainer/netutils
            $ docker exec tools ip -br link show lo
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
            $ docker run -d trainer/zebra
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("# trainer/tomcat8-jdk8:latest = tomcat"), this::out);
    assertTrue(out().contains("# trainer/zebra:latest = alpine"), out());
  }

  @Test
  void whatTheAuthorBuiltOrKeptInADirectoryHasItsName() throws Exception {
    String deck =
        deck(
            "own-names.md",
            """
            # Own names
            ```
            $ docker build -t ubuntu2 - <<E
            FROM ubuntu
            RUN apt-get update && apt-get install -y what-there-was-once
            E
            $ docker run --rm ubuntu2 ip -br link show lo
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
            ```
            ```yaml
            services:
              web:
                image: nginx
                networks: [front]
            networks:
              front:
            ```
            ```
            $ docker compose up -d
            $ docker network inspect -f '{{.Name}}' shop_front
            shop_front
            $ docker run -d --name echo hashicorp/http-echo -text hello
            $ ip link add one type veth peer name two
            $ ip link set two netns 3146
            $ nsenter -n -t 3146
            root@5c1a2b3d4e5f:~# ip link set two up
            ```
            ```
            root@5c1a2b3d4e5f:~# ip -br link show type veth | wc -l
            2
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("commands: 10 (same: 8, same shape: 0, different: 1"), out());
    assertTrue(out().contains("different                     3  $ docker build"), out());
  }

  @Test
  void whatTheAuthorLookedUpElsewhereIsThatOfTheContainerThatCameLast() throws Exception {
    String deck =
        deck(
            "looked-up.md",
            """
            # Who is it
            ```
            $ docker run -d --name web alpine sleep 1d
            $ docker inspect -f '{{.Name}}' c919c183bee9
            /web
            $ sudo nsenter -t 23773 -n ip -4 -br addr show dev eth0
            eth0             UP             172.17.0.2/16
            $ ip -br -4 addr show dev enp0s3
            ens33            UP             10.0.2.15/24
            # the rest is cut
            $ docker ps
            CONTAINER ID        IMAGE     ...   NAMES
            c919c183bee9        alpine    ...   web
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
  }

  @Test
  void whatTheReaderIsToPutInOrTakeAwayIsThatOfTheLab() throws Exception {
    String deck =
        deck(
            "readers.md",
            """
            # The reader's own
            ```
            docker run -d --name one alpine sleep 100
            docker run -d --name app trainer/my-app:1.0
            docker exec one ping -c 1 172.17.X.X
            docker inspect -f '{{.Name}}' my-container
            docker network create front
            ```
            ```
            docker network create --subnet 10.9.0.0/24 front
            ```
            # Typed and shown
            ```
            ip link add br7 type bridge
            ip link set br7 up
            arp
            #
            # once more
            #
            vm$ ip link add br7 type bridge
            vm$ ip -br link show br7
            br7              UNKNOWN        5a:4c:0c:0a:2b:1d <BROADCAST,MULTICAST,UP,LOWER_UP>

            #
            # and away
            #

            ip link del br7
            ```
            ```
            # brctl show
            bridge name     bridge id               STP enabled     interfaces
            docker0         8000.0242a6e8a310       no
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("docker run -d --name app trainer/my-app:1.0  # "), this::out);
    assertTrue(
        out().contains("ping -c 1 172.17.X.X  (docker exec one ping -c 1 172.17.0.3)"), this::out);
    assertTrue(out().contains("my-container  (docker inspect -f '{{.Name}}' app)"), this::out);
    assertTrue(out().contains("(docker network rm front; docker network create"), this::out);
    assertTrue(out().contains("commands: 13 (same: 9, same shape: 2, different: 0"), this::out);
  }

  @Test
  void aToolThatTodaysImageLacksIsInstalledUnlessTheDeckIsAboutThat() throws Exception {
    String deck =
        deck(
            "lacking.md",
            """
            # An image of today
            ```
            docker run -dit --name c1 ubuntu
            docker exec -it c1 ping -c 1 127.0.0.1
            docker exec c1 ip link show lo # there is no such command: not found
            docker exec c1 nothing
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(
        out()
            .contains(
                "presumed                      4  docker exec -it c1 ping -c 1 127.0.0.1"
                    + "  (docker exec c1 apt-get install -y iputils-ping; docker exec"),
        this::out);
    assertTrue(out().contains("docker exec c1 nothing\n"), this::out);
    assertTrue(!out().contains("iproute2"), this::out);
  }

  @Test
  void whatOneCallsOnesOwnIsWhatIsThereAndATypesettersSignsAreThoseOfTheKeyboard()
      throws Exception {
    String deck =
        deck(
            "mine.md",
            """
            # À moi
            ```
            docker network create mon-reseau
            docker run –d —name web --network mon-reseau trainer/apache-php
            docker exec web ping –c 1 web
            docker run -d -p 80:3000 myapp
            docker rm -f $(docker ps -lq)
            docker network inspect -f “{{.Name}}” mon_reseau
            docker exec -i (web) hostname -s
            docker\u00a0stop mon-conteneur
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("(docker run -d --name web --network"), this::out);
    assertTrue(out().contains("(docker network inspect -f \"{{.Name}}\" mon-reseau)"), this::out);
    assertTrue(out().contains("(docker stop web)"), this::out);
  }

  @Test
  void whatFollowsFromAnEarlierDifferenceSaysSo() throws Exception {
    String deck =
        deck(
            "follows.md",
            """
            # Follows
            ```sh
            ip netns add red
            ip link add veth0 netns red type cable
            ip netns exec red ip addr add 10.0.0.1/24 dev veth0
            ip netns exec red ping -c 1 10.0.0.2
            docker stop zebra
            ```
            # Once more
            ```sh
            ip netns add red
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    assertEquals(2, out().split("follows from line", -1).length - 1, this::out);
    assertTrue(out().contains("| follows from line 4, which went otherwise"), this::out);
    assertTrue(out().contains("commands: 6 (same: 1,"), this::out);
  }

  @Test
  void proseAndAnnouncedOutputsInABlockOfCommandsAreNotTyped() throws Exception {
    String deck =
        deck(
            "prose.md",
            """
            # Prose
            ```sh
            bridge:         桥接模式 (默认)
            1. 查看命名空间
            ip netns add red
            # Example output:
            tcp  6 431999 ESTABLISHED src=192.168.1.10
                 dport=53 [ASSURED]
            连接2个namespace
            ip netns add blue
            ```
            ```bash
            # Port forwards on router:
            External 2222 → Internal 192.168.1.100:22   (SSH)
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("commands: 2 ("), this::out);
  }

  @Test
  void whatADeckShowsLaterOrNamesOffItsSlidesIsThere() throws Exception {
    String deck =
        deck(
            "later.md",
            """
            # Compose
            ```sh
            docker compose up -d
            docker compose down
            ```
            # docker-compose.yml
            ```yaml
            services:
              web:
                image: nginx
            ```
            # Names
            ```sh
            docker run -d nginx
            docker exec my_web hostname
            docker stop my_web
            docker stop zebra
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("(cat > docker-compose.yml; docker compose up -d)"), this::out);
    assertTrue(out().contains("; docker exec my_web hostname)"), this::out);
    assertTrue(out().contains("presumed                     17  docker stop zebra"), this::out);
    assertTrue(out().contains("different: 0, needs a value: 0,"), this::out);
  }

  @Test
  void theMachineIsCalledAsMostPromptsCallIt() throws Exception {
    String deck =
        deck(
            "machines.md",
            """
            # The trainer's laptop, and the machine with the engine
            ```
            me@mac:~$ ssh trainer@vm
            trainer@vm:~$ docker run -ti --name box --hostname box alpine
            root@box:/# hostname
            box
            root@box:/# hostname
            box
            root@box:/# hostname
            box
            root@box:/# exit
            trainer@vm:~$ docker ps -q
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("not a command of this lab     3  mac$ ssh trainer@vm"), out());
    assertTrue(out().contains("commands: 7 (same: 6,"), out());
  }
}

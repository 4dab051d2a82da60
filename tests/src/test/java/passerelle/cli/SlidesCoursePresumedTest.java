package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What sheets of courses presume and do not show: it is there when it is asked for. */
class SlidesCoursePresumedTest extends SlideDecks {
  @Test
  void aDirectoryOfTheCourseIsPresumed() throws Exception {
    tally(
        "3 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Lab 3
        ```bash
        cd docker/lab03-networking
        docker network ls
        cd ..
        ```
        """);
    assertTrue(out().contains("(mkdir -p docker/lab03-networking; cd docker/lab0"), this::out);
  }

  @Test
  void whoseNetworkIsSharedMayBeAReadersOwn() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Outils
            ```bash
            docker run -d --name db redis
            docker run --rm --network container:mon-conteneur nicolaka/netshoot ip a
            ```
            """));
    assertTrue(out().contains("--network container:db nicolaka/netshoot"), this::out);
    assertTrue(out().contains("commands: 2 (same: 2"), this::out);
  }

  @Test
  void anAddressThatNoNetworkHereHasIsThatOfTheMachine() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Depuis le réseau local
            ```bash
            docker run -d --name web -p 8080:80 nginx
            curl http://192.168.178.X:8080
            curl http://172.17.0.X
            docker network inspect <ID bridge network>
            ```
            """));
    assertTrue(out().contains("curl http://192.0.2.10:8080"), this::out);
    assertTrue(out().contains("curl http://172.17.0.2"), this::out);
    assertTrue(out().contains("docker network inspect bridge"), this::out);
    assertTrue(out().contains("commands: 4 (same: 4"), this::out);
  }

  @Test
  void aDatabaseThatLacksAPasswordHasOneWhereItIsAsked() throws Exception {
    tally(
        "5 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Base
        ```bash
        docker network create mon-app
        docker run -d --name app --network mon-app alpine sleep 1d
        docker run -d --name db  --network mon-app postgres
        docker exec app ping -c 1 db
        docker exec app nc -zv db 5432
        ```
        """);
    assertTrue(out().contains("run -e POSTGRES_PASSWORD=secret -d --name db"), this::out);
  }

  @Test
  void whatRedisClientOfAnImageOrAPackageAsks() throws Exception {
    tally(
        "7 (same: 7",
        """
        # Redis
        ```bash
        docker network create app-net
        docker run -d --name redis --network app-net redis:7-alpine
        docker run --rm --network app-net redis:7-alpine redis-cli -h redis -t 5 ping
        docker run --rm redis:7-alpine redis-cli -h redis -t 3 ping # échoue
        docker run --rm -it --network app-net alpine:3.20 sh
        ```
        Dans le conteneur :
        ```bash
        apk add --no-cache redis
        redis-cli -h redis ping
        ```
        """);
  }

  @Test
  void aCardThatAReferenceHasRenamedHasItsNameAgain() throws Exception {
    tally(
        "5 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Référence
        ```bash
        sudo ip link set dev eth0 down
        sudo ip link set dev eth0 name lan0
        sudo ip link set dev lan0 up
        ip addr show dev eth0
        sudo ip route add default via 192.168.1.1 dev eth0
        ```
        """);
    assertTrue(out().contains("ip link set lan0 name eth0"), this::out);
  }

  @Test
  void allWhoAreOnANetworkLeaveItBeforeItGoes() throws Exception {
    tally(
        "7 (same: 6, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Cinq
        ```bash
        docker network create five
        docker run -d --name c1 --network five nginx
        docker run -d --name c2 --network five nginx
        docker run -d --name c3 --network five nginx
        docker run -d --name c4 --network five nginx
        docker run -d --name c5 --network five nginx
        docker network rm five
        ```
        """);
  }

  @Test
  void aToolIsPutIntoAContainerWithoutANetworkToo() throws Exception {
    tally(
        "4 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Ports
        ```bash
        docker network create net
        docker run -d --name app --network net nginx
        docker network disconnect net app
        docker exec app netstat -tulpn
        ```
        """);
  }

  @Test
  void aDatabaseHasItsPasswordAlsoWhereAnAliasIsAsked() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Alias
            ```bash
            docker network create mon-app
            docker run -d --name app --network mon-app alpine sleep 1d
            docker run -d --name base --network mon-app --network-alias database postgres
            docker exec app ping -c 1 database
            ```
            """));
    assertTrue(out().contains("presumed: 1)"), this::out);
    assertTrue(out().contains("run -e POSTGRES_PASSWORD=secret -d --name base"), this::out);
  }

  @Test
  void aContainerThatWasStoppedIsBegunOnceMoreWhereItIsTurnedTo() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Aide-mémoire
            ```bash
            docker run -d --name web alpine sleep 1d
            docker stop web
            docker exec -it <container_id> ls /
            docker exec web ls
            ```
            """));
    assertTrue(out().contains("presumed: 1)"), this::out);
    assertTrue(out().contains("(docker start web; docker exec -it web ls /)"), this::out);
    tally(
        "3 (same: 2, same shape: 0, different: 1",
        """
        # One that ends at once
        ```bash
        docker run -d --name short alpine true
        docker exec short ls
        docker ps
        ```
        """);
  }

  @Test
  void alpineHasTelnetInAPackageOfAnotherName() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Telnet
            ```bash
            docker run -d --name client alpine sleep 1d
            docker run -d --name web nginx
            docker exec client timeout 1 telnet 172.17.0.3 80
            docker exec client telnet 172.17.0.3 80
            ```
            """));
    assertTrue(out().contains("docker exec client apk add busybox-extras"), this::out);
  }
}

package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Ways of courses and their sheets that decks nearer to ours have not. */
class SlidesCourseTest extends SlideDecks {
  @Test
  void cellsOfNotebooksAreCommandsAndWhatStandsIndentedBelowIsTheirOutput() throws Exception {
    tally(
        "4 (same: 3, same shape: 1",
        """
        # Notebook

        ```python
        # which networks there are
        !docker network ls
        ```

            NETWORK ID          NAME                DRIVER              SCOPE
            2c9efa080595        bridge              bridge              local
            ef95d7ced98d        host                host                local

        ```ipython3
        %%bash
        docker network create lab
        ip netns add red
        ```

        ```python
        import os
        print(os.getpid())
        ```

        ```python
        !ip netns list
        ```
        """);
  }

  @Test
  void protocolsAreNumbersInSomeReleasesOfIptables() throws Exception {
    tally(
        "3 (same: 1, same shape: 2",
        """
        # Rules
        ```
        $ docker run -d -p 8080:80 nginx
        $ sudo iptables -t nat -L POSTROUTING -n
        Chain POSTROUTING (policy ACCEPT)
        target     prot opt source               destination
        MASQUERADE  0    --  172.17.0.0/16        0.0.0.0/0
        $ sudo iptables -t nat -L DOCKER -n
        Chain DOCKER (2 references)
        target     prot opt source               destination
        DNAT       6    --  0.0.0.0/0            0.0.0.0/0            tcp dpt:8080 to:172.17.0.2:80
        ```
        """);
    tally(
        "2 (same: 1, same shape: 0, different: 1",
        """
        # Another protocol
        ```
        $ docker run -d -p 8080:80 nginx
        $ sudo iptables -t nat -L DOCKER -n
        Chain DOCKER (2 references)
        target     prot opt source               destination
        DNAT       17   --  0.0.0.0/0            0.0.0.0/0            tcp dpt:8080 to:172.17.0.2:80
        ```
        """);
  }

  @Test
  void whatGrepLooksForIsNoName() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Containers
            ```bash
            docker network create app
            docker run -d --name db --network app redis
            docker network inspect app | grep -A3 "Containers"
            ```
            """));
    assertTrue(out().contains("commands: 3 (same: 3"), this::out);
    assertFalse(out().contains("-A3 db"), this::out);
  }

  @Test
  void aPingOfAnotherMakeFindsNobodyEither() throws Exception {
    tally(
        "3 (same: 2, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Sans DNS
        ```bash
        docker run -d --name web1 nginx
        docker run -d --name web2 nginx
        docker exec web1 ping web2
        ```
        Résultat :
        ```
        ping: bad address 'web2'
        ```
        """);
  }

  @Test
  void whatIsBehindABlockOfSeveralTellsOfTheOneThatItNames() throws Exception {
    tally(
        "6 (same: 6",
        """
        # Deux réseaux
        ```bash
        docker network create two
        docker run -d --name counter --network two alpine sleep 1d
        docker run -d --name redis redis:alpine
        docker run -d --name redis2 --network two redis:alpine
        ```

        Maintenant lancez :

        ```bash
        docker exec counter ping -c3 redis
        docker exec counter ping -c3 redis2
        ```

        Depuis ce réseau, on ne peut pas pinguer le nom `redis`, car l'autre s'appelle `redis2`.
        """);
    tally(
        "5 (same: 4, same shape: 0, different: 1",
        """
        # Another one is named
        ```bash
        docker network create two
        docker run -d --name counter --network two alpine sleep 1d
        docker run -d --name redis2 --network two redis:alpine
        ```
        ```bash
        docker exec counter ping -c3 redis
        docker exec counter ping -c3 redis2
        ```

        You cannot ping `redis2`.
        """);
  }

  @Test
  void whoFloodsTheScreenIsStopped() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Flood
        ```bash
        sudo ping -f 8.8.8.8
        docker network ls
        ```
        """);
  }

  @Test
  void aLinkMayBeCutShortBehindItsAddress() throws Exception {
    tally(
        "2 (same: 1, same shape: 1",
        """
        # Bridge
        ```
        $ docker run -d nginx
        $ ip addr show docker0
        3: docker0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
            inet 172.17.0.1/16 scope global docker0
        ```
        """);
  }

  @Test
  void whatIsExpectedBehindABlockIsSaidOfItsLastCommand() throws Exception {
    tally(
        "4 (same: 4",
        """
        # Isolation
        ```bash
        docker network create isolated
        docker run -d --name client --network isolated alpine sleep 300
        docker exec client ping -c 1 redis
        exit
        ```

        **Résultat attendu :** echec, le nom `redis` est inconnu.
        """);
    tally(
        "3 (same: 2, same shape: 0, different: 1",
        """
        # Another command
        ```bash
        cat /no/file
        docker network create isolated
        docker network ls
        ```

        **Expected result:** it fails.
        """);
  }

  @Test
  void anArrowInTheNextParagraphTellsWhatCameOut() throws Exception {
    tally(
        "4 (same: 4",
        """
        # Diagnostic
        ```bash
        docker network create a
        docker run -d --name one --network a alpine sleep 300
        docker exec one nslookup two 2>&1

        # 3. Identifier le problème
        # → Les conteneurs ne peuvent pas se voir

        # 4. Résoudre
        docker network ls
        ```
        """);
  }

  @Test
  void countersOfALinkAreCalledAsInOlderReleases() throws Exception {
    tally(
        "1 (same: 0, same shape: 1",
        """
        # Compteurs
        ```
        $ ip -s link show dev eth0
        2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast state UP mode DEFAULT group default qlen 1000
            link/ether 00:0c:29:3a:6f:91 brd ff:ff:ff:ff:ff:ff
            RX: bytes  packets  errors  dropped overrun mcast
            1234567    9876     0       0       0       123
            TX: bytes  packets  errors  dropped carrier collsns
            7654321    8765     0       0       0       0
        ```
        """);
  }

  @Test
  void sessionsStandInNoBlockRightBelowATitle() throws Exception {
    tally(
        "3 (same: 3",
        """
        ## Création du réseau
        $ docker network create --driver bridge net1
        $ docker network ls

        ## Vérification
        $ docker network inspect net1

        ## Retourne
        Le réseau, en JSON.
        """);
  }

  @Test
  void whatOpensAnEditorIsNoFile() throws Exception {
    run(
        "slides",
        deck(
            "deck.md",
            """
            # Image
            Construire l'image
            ```
            docker build -t monimage .
            ```
            Créer le Dockerfile
            ```
            nano Dockerfile
            ```
            ```
            FROM alpine
            CMD ["sleep", "99"]
            ```
            """));
    assertTrue(out().contains("(cat > Dockerfile; docker build -t monimage .)"), this::out);
    assertTrue(out().contains("different: 0"), this::out);
  }
}

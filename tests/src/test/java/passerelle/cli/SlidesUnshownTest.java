package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the reports of students and the chapters of courses do not show, and what tells of it. */
class SlidesUnshownTest extends SlideDecks {
  @Test
  void aFileOfComposeIsToldByTheContainersThatHaveComeOfIt() throws Exception {
    tally(
        "4 (same: 1, same shape: 2, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Compose
        ```
        [alice@vm projet]$ docker compose up -d
        WARN[0000] /home/alice/projet/docker-compose.yml: the attribute `version` is obsolete, it will be ignored, please remove it to avoid potential confusion
        [+] Running 3/3
         ✔ un Pulled                             3.3s
           ✔ fdf894e782a2 Already exists         0.0s
        [+] Running 3/3
         ✔ Network projet_default  Created       0.3s
         ✔ Container projet-web-1  Start...      0.7s
         ✔ Container projet-un-1   Started
        [alice@vm projet]$ docker ps
        CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS         PORTS                                     NAMES
        bb3862c9ffbe   nginx     "/docker-entrypoint.…"   2 minutes ago   Up 2 minutes   0.0.0.0:8080->80/tcp, [::]:8080->80/tcp   projet-web-1
        31782e4a5011   debian    "sleep 9999"             2 minutes ago   Up 2 minutes                                             projet-un-1
        [alice@vm projet]$ docker exec -it 317 bash
        root@31782e4a5011:/# getent hosts web
        172.18.0.2      web
        ```
        """);
    assertTrue(out().contains("(cat > compose.yaml; docker compose up -d)"), this::out);
  }

  @Test
  void anIdMayBeCutToTwoLettersThatCouldBeAName() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Premier conteneur
        ```
        $ docker run -d -p 9999:80 nginx
        db2426f8b8e89e7599c2ce16ed2603eea13006e7f1024b755f3192905e4e85b9
        $ docker port db
        80/tcp -> 0.0.0.0:9999
        80/tcp -> [::]:9999
        $ docker rm -f db
        ```
        """);
  }

  @Test
  void aPlaceOfTheSystemInAFenceIsNoCommand() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Où sont les références ?
        Elles sont dans :
        ```bash
        /var/run/netns
        ```
        ou :
        ```bash
        /proc/<PID>/status
        /proc/<PID>/ns
        ```
        ```bash
        sudo ip netns add rouge
        ls -l /run/netns
        ```
        """);
  }

  @Test
  void aProcessThatNothingTellsIsTheShell() throws Exception {
    tally(
        "2 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Espaces de noms
        ```bash
        ls -l /proc/<PID>/ns
        ls -l /proc/1/ns
        ```
        """);
    assertTrue(out().contains("(ls -l /proc/$$/ns)"), this::out);
  }

  @Test
  void aContainerThatAPlaceholderMeansIsPresumedWhereThereIsNone() throws Exception {
    tally(
        "2 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Depuis l'hôte
        ```bash
        docker inspect --format '{{.State.Pid}}' <conteneur>
        docker exec <conteneur> ip addr
        ```
        """);
  }

  @Test
  void oneOfSeveralWaysToEndAContainerIsTakenByItself() throws Exception {
    tally(
        "6 (same: 4, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 2)",
        """
        # Cycle de vie
        ```bash
        docker run -d --name web nginx
        # Arrêter proprement
        docker stop web
        # Arrêter de force
        docker kill web
        # Démarrer
        docker start web
        # Supprimer un conteneur
        docker rm web
        docker ps -a
        ```
        """);
    assertTrue(out().contains("(docker start web; docker kill web)"), this::out);
    assertTrue(out().contains("(docker stop web; docker rm web)"), this::out);
  }

  @Test
  void aFileThatIsCopiedIntoAContainerIsTheReaders() throws Exception {
    tally(
        "2 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Copier
        ```bash
        docker run -d --name web nginx
        docker cp fichier.txt web:/tmp/
        ```
        """);
  }

  @Test
  void aConfigurationOfNginxInAShellsFenceIsAFileThatMayBeMounted() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Configuration
        Contenu de ***nginx.conf*** :
        ```bash
        # nginx.conf
        server {
          listen 80;
          location / {
            return 200 "bonjour";
          }
        }
        ```
        ```bash
        docker run -d --name web -v /home/alice/conf/nginx.conf:/etc/nginx/conf.d/default.conf -p 8080:80 nginx
        ```
        ```
        $ curl localhost:8080
        bonjour
        ```
        """);
  }

  @Test
  void theScriptThatInstallsTheEngineFindsItThere() throws Exception {
    tally(
        "3 (same: 3",
        """
        # Installation
        ```bash
        curl -fsSL https://get.docker.com -o get-docker.sh
        sudo sh get-docker.sh
        docker --version
        ```
        """);
  }

  @Test
  void imagesThatAreCalledOnesOwnStandForApplications() throws Exception {
    tally(
        "3 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # Microservices
        ```bash
        docker run -d --name users --network services myusers:latest
        docker run -d --name orders --network services myorders:latest
        docker exec orders wget -qO- http://users:8080/
        ```
        """);
  }

  @Test
  void commandsThatStandInTheTextAreReadWithoutAFence() throws Exception {
    tally(
        "8 (same: 8",
        """
        EXO 5
        docker network create reseau

        docker run -it --name un --network reseau ubuntu bash

        Installer ping :

        apt-get update

        apt-get install -y iputils-ping

        exit

        docker start un

        Exercice 6
        + Pour lancer deux conteneurs : docker run -d --name deux nginx
                                        docker run -d --name trois nginx
        """);
  }

  @Test
  void theReleasesThatAnOlderEnginePrintsAreOfItsDay() throws Exception {
    tally(
        "1 (same: 0, same shape: 1",
        """
        # Version
        ```
        $ docker version
        Client: Docker Engine - Community
         Version:           24.0.1
         API version:       1.43
         Git commit:        6802122
        Server: Docker Engine - Community
         Engine:
          Version:          24.0.1
         containerd:
          Version:          1.6.21
          GitCommit:        3dce8eb055cbb6872793272b4f20ed16117344f8
         docker-init:
          Version:          0.19.0
          GitCommit:        de40ad0
        ```
        """);
  }

  @Test
  void whoInstallsAToolHasFetchedTheListsOfPackages() throws Exception {
    tally(
        "4 (same: 3, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Outils
        ```bash
        docker run --name c1 -d debian sleep infinity
        docker exec -ti c1 bash
        ```
        ```bash
        apt install iputils-ping net-tools
        ```
        ```bash
        ifconfig
        ```
        """);
    assertTrue(out().contains("(docker exec c1 apt-get update; apt install -y"), this::out);
  }

  @Test
  void aContainersNameInTheImagesPlaceIsTheReadersToChoose() throws Exception {
    tally(
        "1 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Mappage de port
        ```bash
        sudo docker run -d -p 8080:80 NOM_CONTENEUR
        ```
        """);
    assertTrue(out().contains("NOM_CONTENEUR = nginx"), this::out);
  }

  @Test
  void serversThatNobodyHasShownListenWhereTheyAreAsked() throws Exception {
    tally(
        "3 (same: 0, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 3)",
        """
        # Communication
        ```bash
        docker exec frontend ping -c 1 backend
        docker exec frontend curl http://backend:5000/health
        docker exec [conteneur] ping -c 1 [autre-conteneur]
        ```
        """);
  }

  @Test
  void aWayThroughSeveralThingsIsDrawnAndNotTyped() throws Exception {
    tally(
        "1 (same: 1",
        """
        # DNS
        ```bash
        # Par nom
        conteneur-web → db (hostname) → 172.18.0.3

        docker network ls
        ```
        """);
  }

  @Test
  void aSubnetThatAnEarlierExampleHasTakenIsFree() throws Exception {
    tally(
        "2 (same: 1, same shape: 0, different: 0, needs a value: 0, not supported: 0, not a command"
            + " of this lab: 0, presumed: 1)",
        """
        # Sous-réseaux
        ```bash
        docker network create un
        docker network create --subnet=172.18.1.0/24 deux
        ```
        """);
  }

  @Test
  void aBridgeThatIsLeftToFindIsTheOneThatIsThere() throws Exception {
    tally(
        "2 (same: 2",
        """
        # Ponts
        ```bash
        docker network create un
        sudo brctl show br-xxx
        ```
        """);
  }

  @Test
  void theReportSpeaksFrench() throws Exception {
    run(
        "slides",
        "--lang",
        "fr",
        deck(
            "deck.md",
            """
            # Réseau
            ```
            $ docker network inspect dorsal -f '{{.Driver}}'
            overlay
            $ docker network connect prive un
            ```
            """));
    String said = out().replaceAll("\\h", " ");
    assertTrue(said.contains("--- support\n      | +++ labo\n"), this::out);
    assertTrue(
        said.contains("imprime : docker run -dit --name un alpine; docker network create prive"),
        this::out);
    assertTrue(said.contains("), soit 0 % ; 50 % avec les réponses sous réserve"), this::out);
  }
}

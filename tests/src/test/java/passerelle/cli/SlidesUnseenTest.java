package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What depends on an author's own program, of which a deck shows nothing. */
class SlidesUnseenTest extends SlideDecks {
  private static final String OWN =
      """
      # Own
      ```bash
      docker network create shop
      docker build -q -t board-api examples/api
      docker build -t me/ledger:1.0 .
      docker run -d --name api --network shop board-api
      docker run -d --name ledger --network shop -p 8081:3000 me/ledger:1.0
      docker run -d --name client --network shop alpine sleep 1000
      ```
      ```
      $ curl -s http://localhost:8081/
      {"ledger": []}
      $ docker exec client wget -qO- http://api:5000/
      {"status":"ok"}
      $ docker logs ledger
      Listening on 3000
      $ docker pull me/other
      Using default tag: latest
      docker.io/me/other:latest
      ```
      """;

  @Test
  void whatAnUnseenProgramSaysIsOfNoLab() throws Exception {
    run("slides", "--engine", "29.1", deck("own.md", OWN));
    assertTrue(out().contains("(same: 2, same shape: 0, different: 0"), this::out);
    assertTrue(
        out().contains("not supported: 0, not a command of this lab: 4, presumed: 4)"), this::out);
    assertTrue(out().contains("echo FROM board-api > examples/api/Dockerfile"), this::out);
    assertTrue(out().contains("what answers is not the author's own program"), this::out);
    run("slides", "--lang", "fr", "--engine", "29.1", deck("own.md", OWN));
    assertTrue(out().contains("ce qui répond n'est pas le programme de l'auteur"), this::out);
  }

  @Test
  void whatTheNetworkWouldAnswerOtherwiseIsDifferent() throws Exception {
    String deck =
        deck(
            "net.md",
            OWN
                + """
                ```
                $ docker exec client wget -qO- http://api:5000/
                wget: can't connect to remote host (172.18.0.2): Connection refused
                $ docker exec client ping -c 1 ledgers
                PING ledgers (172.18.0.3): 56 data bytes
                $ docker exec ledger hostname -i
                10.1.1.1 10.1.1.2
                $ docker pull nothing
                docker.io/library/nothing:latest
                ```
                """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("different: 3, needs a value: 0, not supported: 1"), this::out);
  }

  @Test
  void theBuildOfWhatADeckDoesNotShowIsOfNoLab() throws Exception {
    run(
        "slides",
        "--engine",
        "29.1",
        deck(
            "build.md",
            """
            # Build
            ```dockerfile
            FROM python:3.12
            COPY main.py .
            CMD ["python", "main.py"]
            ```
            ```bash
            docker build -t mine .
            docker run -d --name mine mine
            docker exec mine true
            mkdir there && cd there
            printf 'services:\\n  web:\\n    build: ./w\\n' > compose.yaml
            docker compose up -d
            docker compose ps -q | wc -l
            ```
            ```
            1
            ```
            """));
    assertTrue(out().contains("different: 0, needs a value: 0, not supported: 0"), this::out);
    assertTrue(out().contains("not a command of this lab: 1, presumed: 3)"), this::out);
  }

  @Test
  void theToolsThatABlockInstallsAreThoseOfItsNextCommands() throws Exception {
    int status =
        run(
            "slides",
            "--engine",
            "29.1",
            deck(
                "tools.md",
                """
                # Tools
                ```bash
                docker network create n
                docker run -d --name web1 --network n nginx
                docker run -d --name web2 --network n nginx
                docker exec -it web1 bash
                ```
                ```bash
                apt-get update && apt-get install -y iputils-ping
                ping web2 -c 1
                ```
                """));
    assertEquals(0, status, this::out);
  }

  @Test
  void aFileThatStandsAloneAboveABlockIsMadeWhereItBelongs() throws Exception {
    int status =
        run(
            "slides",
            "--engine",
            "29.1",
            deck(
                "file.md",
                """
                # File

                **`~/there/my.cfg`** :

                ```
                written
                ```

                ```
                cat ~/there/my.cfg
                ```
                ```
                written
                ```
                ```
                $ true
                (no output)
                $ false || docker network rm bridge
                (no output)
                ```
                """));
    assertEquals(1, status, this::out);
    assertTrue(out().contains("(same: 2, same shape: 0, different: 1"), this::out);
  }
}

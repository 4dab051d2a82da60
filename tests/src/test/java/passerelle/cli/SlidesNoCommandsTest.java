package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What stands in blocks of a deck and is nothing to type. */
class SlidesNoCommandsTest extends SlideDecks {
  @Test
  void whatIsNoCommandIsNotTyped() throws Exception {
    String deck =
        deck(
            "none.md",
            """
            # A program, an explanation, the same command twice, a capital
            ```
            <?php
            printf(time());
            ```
            ```
            $ docker run -dit --name one alpine sh
            # sh : the shell that it runs
            $ docker exec one hostname -i
            172.17.0.2
            ```
            ```bash
            echo "first"
            time curl -s http://172.17.0.1/ | head -1 || true
            echo "second"
            time curl -s http://172.17.0.1/ | head -1 || true
            ```
            Write `Docker-compose.yml`:
            ```
            services:
              web:
                image: nginx
            ```
            ```
            docker compose up -d
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 7 (same: 7, same shape: 0, different: 0"), out());
  }

  @Test
  void whatIsWrittenIntoAFileIsNotTyped() throws Exception {
    String deck =
        deck(
            "files.md",
            """
            # Files
            To set it for good, create `/etc/sysctl.d/99-lab.conf`, and add the following line to this file.
            ```shell
            net.ipv4.ip_forward=1
            ```
            The configuration `haproxy.cfg`, in the folder `lb`, looks so:
            ```bash
            defaults
                mode http
                timeout connect 10s
            frontend http
                bind *:80
            ```
            ```bash
            ls lb
            ```
            ```
            haproxy.cfg
            ```
            ## Instances behind a proxy
            ```bash
            docker run -d --name proxy -v $(pwd)/nginx.conf:/etc/nginx/nginx.conf:ro nginx
            docker exec proxy head -1 /etc/nginx/nginx.conf
            ```
            **Its configuration (nginx.conf):**
            ```nginx
            events {}
            http { server { listen 80; } }
            ```
            """);
    run("slides", "--engine", "29.1", deck);
    assertTrue(out().contains("commands: 3 (same: 3, same shape: 0, different: 0"), out());
  }

  @Test
  void commandsStandInTheTextTooAndSayInWordsWhatIsToBeFilledIn() throws Exception {
    String deck =
        deck(
            "plain.md",
            """
            # Plain
            docker network create plain

            docker run -d --name plain --net plain alpine sleep 1000  # or another

            and so on. docker ps shows it.
            ```
            docker run -d --network plain image
            docker run -d -p host-port:container-port image
            docker exec plain ping -c 1 plain`
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 5 (same: 5, same shape: 0, different: 0"), out());
  }

  @Test
  void whatIsSaidToAClientStandsInABlockOfItsOwn() throws Exception {
    String deck =
        deck(
            "client.md",
            """
            # A client
            ```bash
            docker run -d --name pg -e POSTGRES_PASSWORD=x postgres:17-alpine
            docker exec -it pg psql -U postgres
            ```
            In `psql`:
            ```sql
            CREATE TABLE town (
              id   SERIAL PRIMARY KEY,
              name TEXT NOT NULL
            );
            INSERT INTO town (name) VALUES ('Brest');
            \\q
            ```
            ```
            docker exec pg psql -U postgres -tAc 'SELECT name FROM town'
            ```
            ```
            Brest
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 3 (same: 3, same shape: 0, different: 0"), out());
  }

  @Test
  void commandsMayBeNumberedAndOutputsLabelled() throws Exception {
    String deck =
        deck(
            "numbers.md",
            """
            # Numbers
            ```
            1.sudo ip netns add red
            2.sudo ip netns add blue
            ```
            ```
            sudo ip netns list

            Output:
            blue
            red
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 3 (same: 3, same shape: 0, different: 0"), out());
  }

  @Test
  void whatIsTakenAwayWasThere() throws Exception {
    String deck =
        deck(
            "gone.md",
            """
            # Gone
            ```
            docker network create plain
            docker network disconnect plain guest
            docker network rm first second third
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 3 (same: 1, same shape: 0, different: 0"), out());
  }
}

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
}

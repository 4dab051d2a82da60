package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Somebody plays a piece before a class, by one key. */
class PresentingTest {
  private static final String LESSON =
      """
      ---
      lang: fr
      ---
      # Sortir
      ## Le prochain saut
      ### Prédire
      Qui répond
      à ping ?
      - web
      - host
      ### Indice
      1. Personne n'est obligé.
      ### Solution
      ```console
      host$ docker run -d --name web nginx
      14d7973c5c2a
      host$ docker ps --format '{{.Names}}'
      web
      ```
      """;

  private static final String DECK =
      """
      # Les pilotes
      <!-- en: The drivers -->
      Un moteur, plusieurs pilotes.
      <!-- en: One engine. -->
      ```console
      $ hostname
      $ docker network ls -q --filter driver=host | wc -l
      ```
      """;

  @TempDir Path profile;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    browser = new Browser(profile, 1280, 720);
    browser.open(Pages.written().toUri().toString());
  }

  @AfterEach
  void close() {
    browser.closeWithoutComplaints();
  }

  private void present(String text) {
    browser.answer("perform(new File([arguments[0]], 'piece.md')).then(() => 0)", text);
  }

  private void awaitOffer(String command) {
    browser.awaitEqual(command, () -> browser.script("return terminals[0].input.placeholder"));
  }

  private void awaitChapter(String text) {
    browser.awaitText(
        text, () -> String.valueOf(browser.script("return by('status').textContent")));
  }

  @Test
  void aLessonIsPlayedInItsLanguageAndAsksBeforeItShows() {
    present(LESSON);
    awaitOffer("lang fr");
    browser.type(Keys.ENTER);
    awaitChapter("Le prochain saut · Prédire · 2/4 · Entrée");
    assertTrue(
        browser.text().endsWith("\nQui répond à ping ?\n  a) web\n  b) host\n\n"), browser.text());
    awaitOffer("");
    browser.type(Keys.ENTER);
    awaitOffer("host$ docker run -d --name web nginx");
    awaitChapter("Le prochain saut · Solution · 3/4 · Entrée");
    Object high = browser.script("return document.querySelector('header').offsetHeight");
    assertTrue((Long) high < 50, "one line of a header, in pixels: " + high);
    assertEquals(0L, browser.script("return terminals[0].prompt.offsetWidth"), "two prompts");
    browser.type(Keys.PAGE_DOWN);
    awaitOffer("host$ docker ps --format '{{.Names}}'");
    assertTrue(browser.text().contains("\nhost$ docker run -d --name web nginx\n"), browser.text());
    browser.type(Keys.PAGE_DOWN);
    browser.await("the end", () -> browser.text().endsWith("\nweb\n"));
    awaitOffer("");
  }

  @Test
  void whatIsAskedOfTheLabIsPlayedToo() {
    Object commands =
        browser.script(
            "return Presenter.commands({ kind: 'console', lines: ['host$ true', 'lab> why'] })");
    assertEquals(List.of("host$ true", "lab> why"), commands);
  }

  @Test
  void aDeckOfTwoLanguagesSaysItsHeadingsInThatOfThePage() {
    present(DECK);
    awaitOffer("hostname");
    awaitChapter("The drivers · 1/2");
    browser.run("lang fr");
    awaitChapter("Les pilotes · 1/2");
    browser.type(Keys.ENTER);
    awaitOffer("docker network ls -q --filter driver=host | wc -l");
    browser.type(Keys.ESCAPE);
    awaitOffer("");
  }
}

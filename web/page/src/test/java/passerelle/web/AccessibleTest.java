package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Who cannot see well, has no mouse, or a small window, uses all of the page. */
class AccessibleTest {
  /** What axe-core finds that keeps somebody from using the page, by its rule and element. */
  private static final String FOUND =
      "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.filter(v =>"
          + " v.impact === 'serious' || v.impact === 'critical').flatMap(v => v.nodes.map(n => v.id"
          + " + ': ' + n.target.join(' ') + ' ' + n.html.slice(0, 120))))";

  @TempDir static Path profile;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    browser = new Browser(profile, 1280, 720);
    browser.open(Pages.written().toUri().toString());
    browser.run("docker network create blue");
    browser.run("docker run -d --name web -p 8080:80 nginx");
    browser.run("docker run -d --name db --network blue postgres");
    browser.run("laptop$ curl -s http://192.0.2.10:8080/ | grep title");
    try (InputStream in = AccessibleTest.class.getResourceAsStream("/axe.min.js")) {
      browser.script(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; window.axe = axe;");
    }
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  private static void assertNothingSerious(String where) {
    assertEquals(List.of(), browser.answer(FOUND), where);
  }

  @Test
  void axeFindsNothingSeriousInThePageItsDetailsItsDialogsAndThePlayer() {
    for (String theme : List.of("light", "dark")) {
      browser.script("document.documentElement.dataset.theme = arguments[0]", theme);
      assertNothingSerious("the page, " + theme);
      browser.script("document.getElementById('container.web').focus()");
      browser.type(Keys.ENTER);
      browser.awaitTrue("details", "by('details-text').textContent !== ''");
      assertNothingSerious("details, " + theme);
      browser.type(Keys.ESCAPE);
      browser.find("#share").sendKeys(Keys.ENTER);
      browser.awaitTrue("a link", "by('link').open");
      assertNothingSerious("the link, " + theme);
      browser.type(Keys.ESCAPE);
      browser.script("back()");
      browser.type(Keys.chord(Keys.ALT, "r"));
      browser.awaitTrue("the player", "player");
      browser.type(" ");
      browser.awaitTrue("that it plays", "player.timer");
      browser.type(" ");
      for (String depth : List.of("1", "3")) {
        browser.type(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, depth);
        assertNothingSerious("the player, depth " + depth + ", " + theme);
      }
      browser.type("v");
      assertNothingSerious("the ladder, " + theme);
      browser.type("v");
      assertNothingSerious("the list, " + theme);
      browser.type("q");
      browser.type(Keys.HOME, Keys.ARROW_RIGHT);
      assertNothingSerious("a question, " + theme);
      browser.type(Keys.ESCAPE);
      browser.awaitTrue("the terminal", "!player");
    }
  }

  @Test
  void nothingIsCutOffInThreeWidths() {
    for (int width : List.of(1280, 1024, 390)) {
      browser.size(width, 720);
      browser.script("back()");
      assertTrue(
          (Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"),
          "the page is wider than " + width);
      // The terminal goes to its end when it has been measured anew.
      browser.awaitEqual(
          List.of(),
          () ->
              browser.script(
                  "return [...document.querySelectorAll('header button, .ask:not([hidden])"
                      + " textarea')].filter(b => b.offsetParent).filter(b => { const r ="
                      + " b.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth ||"
                      + " r.bottom > innerHeight || r.width < 20; }).map(b => b.id || b.tagName)"));
      assertTrue(browser.run("hostname").endsWith("host\n"));
      browser.screenshot(Path.of("target/screenshots/width-" + width + ".png"));
      browser.type(Keys.chord(Keys.ALT, "r"));
      browser.awaitTrue("the player", "player");
      assertEquals(
          List.of(),
          browser.script(
              "return [...document.querySelectorAll('#playing button, #playing"
                  + " input')].filter(b => b.offsetParent).filter(b => { const r ="
                  + " b.getBoundingClientRect(); return !b.closest('.pane, .strip, .card') &&"
                  + " (r.left < 0 || r.right > innerWidth || r.bottom > innerHeight); }).map(b =>"
                  + " b.textContent || b.className)"),
          "cut off in the player at " + width);
      assertTrue(
          (Boolean)
              browser.script(
                  "const close = by('playing-close'); const right ="
                      + " close.getBoundingClientRect().right; const range ="
                      + " document.createRange(); const letters ="
                      + " [...close.textContent].map((letter, i) => {"
                      + " range.setStart(close.firstChild, i); range.setEnd(close.firstChild, i +"
                      + " 1); return range.getBoundingClientRect().left < right; }); return"
                      + " letters.every(seen => seen) || letters.filter(seen => seen).length < 3"
                      + " && !letters[2]"),
          "the button that closes is said whole, or by its sign alone, at " + width);
      browser.screenshot(Path.of("target/screenshots/player-" + width + ".png"));
      browser.type(Keys.ESCAPE);
      browser.awaitTrue("the terminal", "!player");
    }
    browser.size(1280, 720);
  }

  @Test
  void theTabKeyReachesEveryButtonAndComesBackToThePrompt() {
    browser.size(1280, 720);
    browser.script("back(); window.reached = new Set()");
    for (int i = 0; i < 60; i++) {
      browser.type(Keys.TAB);
      browser.script("reached.add(document.activeElement.id)");
    }
    assertEquals(
        List.of(),
        browser.script(
            "return [...document.querySelectorAll('header button, #divider, #picture"
                + " button')].filter(b => b.offsetParent && !b.disabled && b.tabIndex >= 0 &&"
                + " !reached.has(b.id)).map(b => b.id || b.outerHTML)"));
    assertTrue((Boolean) browser.script("return reached.has(terminals[0].input.id)"));
  }
}

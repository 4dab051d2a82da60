package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The decks of {@code web/examples}, each with a few lines in place of its slide program, which is
 * no part of this project: they show one slide at a time, in the way that the program does.
 */
class ExamplesTest {
  /** Hides all sections but the present one. */
  private static final String REVEAL =
      """
      const Reveal = {
        initialize() { Reveal.show(0); },
        show(at) {
          document.querySelectorAll('section').forEach((s, i) => { s.hidden = i !== at; });
        },
      };
      """;

  /** Makes elements of the text of the deck, which stood in a field until then. */
  private static final String REMARK =
      """
      const remark = {
        create() {
          const texts = document.getElementById('source').value.split('\\n---\\n');
          document.getElementById('source').remove();
          for (const text of texts) {
            const slide = document.createElement('section');
            slide.innerHTML = text.replace(/^# (.*)$/m, '<h1>$1</h1>');
            document.body.append(slide);
          }
          remark.show(0);
        },
        show(at) {
          document.querySelectorAll('section').forEach((s, i) => {
            s.style.display = i === at ? '' : 'none';
          });
        },
      };
      """;

  @TempDir Path profile;
  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(folder.resolve("passerelle-lab.js"), Pages.element());
    browser = new Browser(profile, 1280, 720);
  }

  /** An error of a script fails every test; the style sheets of the programs are not there. */
  @AfterEach
  void close() {
    try {
      assertEquals(
          List.of(),
          browser.complaints().stream().filter(c -> !c.contains("ERR_FILE_NOT_FOUND")).toList());
    } finally {
      browser.close();
    }
  }

  private void show(String deck, String library, String program) throws Exception {
    Path stood = folder.resolve("node_modules").resolve(library);
    Files.createDirectories(stood.getParent());
    Files.writeString(stood, program);
    Path page = folder.resolve(deck);
    Files.copy(Pages.HOME.resolve("web/examples").resolve(deck), page);
    browser.visit(page.toUri().toString());
  }

  private String text(String css) {
    return String.valueOf(
        browser.script(
            "return [...document.querySelector(arguments[0]).shadowRoot.querySelectorAll('.out >"
                + " div')].map(l => l.textContent).join('\\n')",
            css));
  }

  /** The first slide runs its command by itself, the second when somebody clicks. */
  private void turn(String next) {
    String first = "section:nth-of-type(1) passerelle-lab";
    String second = "section:nth-of-type(2) passerelle-lab";
    browser.awaitTrue("the first", "document.querySelector('" + first + "').dataset.done");
    assertTrue(text(first).contains("docker run -d --name web -p 8080:80 nginx"), text(first));
    browser.script(next);
    browser.awaitTrue(
        "the second",
        "[...document.querySelector('"
            + second
            + "').shadowRoot.querySelectorAll('button')].find(b => b.textContent === '▶ Lancer')");
    browser.script(
        "[...document.querySelector(arguments[0]).shadowRoot.querySelectorAll('button')]"
            + ".find(b => b.textContent === '▶ Lancer').click()",
        second);
    browser.awaitText("<title>Welcome to nginx!</title>", () -> text(second));
  }

  @Test
  void theDeckOfRevealRunsItsBlocksWhereTheyStand() throws Exception {
    show("reveal.html", "reveal.js/dist/reveal.js", REVEAL);
    turn("Reveal.show(1)");
  }

  @Test
  void theDeckOfRemarkRunsItsBlocksWhereTheyStand() throws Exception {
    show("remark.html", "remark-slide/out/remark.min.js", REMARK);
    turn("remark.show(1)");
  }
}

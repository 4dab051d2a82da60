package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.page.PageFile;
import passerelle.cli.session.SlideSession;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.slides.LiveDeck;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Slides whose blocks run where they stand: {@code passerelle slides DECK --live FILE}. */
class LiveDeckTest {
  @TempDir Path profile;
  @TempDir Path folder;
  private Browser browser;

  @AfterEach
  void close() {
    browser.closeWithoutComplaints();
  }

  private void open(String name) throws Exception {
    Path deck = Pages.HOME.resolve(name);
    LabOptions options = new LabOptions(Optional.empty(), Optional.of("29.1"), Optional.empty());
    LiveDeck live = LiveDeck.of(deck, Language.FR, LiveDeckTest::lab, Pages.HOME, options);
    Messages messages = Messages.of(Language.FR, "passerelle/cli/messages");
    Path file = folder.resolve("deck.html");
    Files.writeString(
        file, new PageFile(Pages.HOME).deck(live, messages, image -> Optional.empty()));
    browser = new Browser(profile, 1280, 720);
    browser.visit(file.toUri().toString());
  }

  private static SlideSession lab(LabRequest request) throws LabException {
    return new SlideSession(SimLab.open(LabSettings.of(request)), request);
  }

  private String block() {
    return String.valueOf(
        browser.script(
            "return [...document.querySelector('section:not([hidden])"
                + " passerelle-lab').shadowRoot.querySelectorAll('.out > div')].map(l =>"
                + " l.textContent).join('\\n')"));
  }

  private void run() {
    browser.type(Keys.ENTER);
    browser.awaitTrue(
        "end of the block",
        "document.querySelector('section:not([hidden]) passerelle-lab').dataset.done");
  }

  @Test
  void aBlockRunsWhereItStandsAfterThoseBeforeIt() throws Exception {
    open("lessons/decks/pilotes-reseau.md");
    browser.awaitEqual("fr", () -> browser.script("return document.documentElement.lang"));
    browser.type(Keys.ARROW_RIGHT);
    browser.screenshot(Path.of("target/screenshots/deck-before.png"));
    run();
    assertTrue(block().contains("bridge    bridge    local"), block());
    browser.type(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    run();
    assertTrue(block().contains("network comptabilite not found"), block());
    browser.screenshot(Path.of("target/screenshots/deck-after.png"));
  }
}

package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.OwnFiles;
import passerelle.sim.process.Capture;
import passerelle.text.Language;

/** What {@code trace --html} writes, opened from a file and used by the keyboard. */
class PacketPlayerPageTest {
  private static final String PUBLISHED = "laptop 192.0.2.10:8080/tcp";

  @TempDir Path profile;
  @TempDir Path folder;
  private Browser browser;

  @AfterEach
  void close() {
    browser.closeWithoutComplaints();
  }

  private void open(String traced) throws Exception {
    open(traced, Language.EN, "");
  }

  private void open(String traced, Language language, String place) throws Exception {
    Path file = folder.resolve("trace.html");
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    Capture screen = new Capture();
    try (SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED))) {
      lab.run("host", "docker run -d --name web -p 8080:80 nginx", screen);
      LabCommands commands = Session.commands(lab, language, new OwnFiles());
      assertEquals(0, commands.run("trace --html " + file + " " + traced, screen), screen.text());
    }
    assertTrue(Files.size(file) < 300_000);
    browser = new Browser(profile, 1280, 720);
    browser.open(file.toUri() + place);
  }

  private String text(String css) {
    return browser.find(css).getText();
  }

  private String sentence() {
    return String.valueOf(
        browser.script("return document.querySelector('.live .sentence').textContent"));
  }

  /** Keys for the page, wherever its focus is. */
  private void keys(CharSequence... keys) {
    for (CharSequence key : keys) {
      browser.type(key);
    }
  }

  /** Where the sign in the picture is, once it has arrived. */
  private String sign() {
    browser.await(
        "rest of the sign", () -> (Boolean) browser.script("return player.picture.resting"));
    return String.valueOf(
        browser.script("return document.querySelector('.token').getAttribute('transform')"));
  }

  @Test
  void thePacketStepsForwardAndBackToWhereItWas() throws Exception {
    open(PUBLISHED);
    browser.awaitText("sends a packet", this::sentence);
    String first = sentence();
    String begin = sign();
    keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.awaitText("bridge lan", this::sentence);
    browser.await("another place", () -> !begin.equals(sign()));
    String bridge = sign();
    keys(Keys.ARROW_RIGHT);
    browser.awaitEqual("host/eth0", () -> text(".where b"));
    browser.awaitText("192.0.2.10:8080 becomes 172.17.0.2:80", this::sentence);
    browser.screenshot(Path.of("target/screenshots/player.png"));
    keys(Keys.ARROW_LEFT);
    browser.awaitEqual(bridge, this::sign);
    keys(Keys.HOME);
    browser.awaitEqual(first, this::sentence);
    browser.awaitEqual(begin, this::sign);
  }

  @Test
  void keysGoToTheNextPlaceAndTheNextPacketAndToTheVerdict() throws Exception {
    open(PUBLISHED);
    keys("h");
    browser.awaitEqual("router/lan2", () -> text(".where b"));
    keys("h");
    browser.awaitEqual("host/eth0", () -> text(".where b"));
    keys("n");
    browser.awaitText("way back", () -> text(".where"));
    keys(Keys.END);
    browser.awaitText("Delivered at web/eth0, and answered.", () -> text(".live"));
  }

  @Test
  void theKeyboardReachesEveryControlAndTheButtonsDoWhatTheKeysDo() throws Exception {
    open(PUBLISHED);
    long controls =
        (Long)
            browser.script(
                "return [...document.querySelectorAll('button, input, select, summary')]"
                    + ".filter(e => e.offsetParent).length");
    for (int i = 0; i < controls + 4; i++) {
      keys(Keys.TAB);
      browser.script("document.activeElement.dataset.reached = 'yes'");
    }
    assertEquals(
        List.of(),
        browser.script(
            "return [...document.querySelectorAll('button, input, select, summary')]"
                + ".filter(e => e.offsetParent && !e.dataset.reached).map(e => e.outerHTML)"));
    browser.find("button[title^='One stop forward']").sendKeys(Keys.ENTER);
    browser.awaitText("looks up its routes", this::sentence);
    browser.find("button[title^='One stop back']").sendKeys(Keys.ENTER);
    browser.awaitText("sends a packet", this::sentence);
  }

  @Test
  void threeDepthsTellMoreAndMore() throws Exception {
    open(PUBLISHED, Language.EN, "#1.10.1");
    keys(Keys.ARROW_RIGHT);
    assertFalse(text(".card").contains("Kernel functions"));
    keys("2");
    browser.awaitText("172.17.0.2 was 192.0.2.10", () -> text(".header"));
    browser.awaitText("PREROUTING", () -> text(".hooks"));
    keys("3");
    browser.awaitText("nf_nat_manip_pkt()", () -> text(".card"));
    browser.awaitText("nat DOCKER 1", () -> text(".rules"));
    browser.awaitText("docker run -d --name web -p 8080:80 nginx", () -> text(".rules"));
    browser.screenshot(Path.of("target/screenshots/player-kernel.png"));
  }

  @Test
  void theSelectionIsTheSameInPictureLadderAndList() throws Exception {
    open(PUBLISHED, Language.EN, "#1.11.1");
    String said = sentence();
    keys("v");
    browser.awaitText("192.0.2.10:8080 becomes", () -> text(".ladder .chosen"));
    browser.screenshot(Path.of("target/screenshots/player-ladder.png"));
    keys("v");
    browser.awaitText("router/lan1", () -> text(".list .chosen"));
    browser.awaitText("[SYN] Seq=0 Len=0", () -> text(".list .chosen"));
    browser.screenshot(Path.of("target/screenshots/player-list.png"));
    browser.awaitEqual(said, this::sentence);
    browser.find(".list tbody tr:last-child button").sendKeys(Keys.ENTER);
    browser.awaitText("way back", () -> text(".where"));
    keys("v");
    browser.awaitTrue("a place in the picture", "document.querySelector('.picture .here')");
  }

  @Test
  void theLadderNamesTheUnitOfItsTimes() throws Exception {
    open(PUBLISHED, Language.EN, "#1.1.1.ladder");
    browser.awaitEqual("ms", () -> text(".ladder .place"));
  }

  @Test
  void onlyDropsShowsWhereAndWhyAPacketIsLost() throws Exception {
    open("laptop 192.0.2.10:8081/tcp");
    keys("d", Keys.END);
    browser.awaitText("✕ Dropped by host: nothing listens on that port.", this::sentence);
    browser.awaitEqual(
        "✕ SYN", () -> browser.script("return document.querySelector('.token').textContent"));
    browser.screenshot(Path.of("target/screenshots/player-drop.png"));
    keys("d");
    browser.find(".strip button:last-child").sendKeys(Keys.ENTER);
    browser.awaitText("way back", () -> text(".where"));
  }

  @Test
  void aPredictionIsAskedBeforeItIsShownAndScored() throws Exception {
    open(PUBLISHED);
    keys("q");
    browser.awaitText("will it arrive?", () -> text(".ask"));
    assertFalse(text(".strip").contains("✓"), "what became of it is told too early");
    keys("1");
    browser.awaitEqual("Right.", () -> text(".result"));
    browser.awaitText("1 SYN ✓", () -> text(".strip"));
    browser.script("player.look('ladder')");
    assertFalse(text(".ladder").contains("becomes"), text(".ladder"));
    browser.script("player.look('picture')");
    keys(Keys.ARROW_RIGHT);
    browser.awaitText("which route does laptop take?", () -> text(".ask"));
    browser.screenshot(Path.of("target/screenshots/player-predict.png"));
    keys("2");
    browser.awaitText("Not quite: 192.0.2.0/24 dev eth0", () -> text(".result"));
    browser.awaitEqual("1 of 2 right", () -> text(".score"));
    keys(Keys.ARROW_LEFT, Keys.ARROW_RIGHT);
    browser.awaitText("looks up its routes", this::sentence);
  }

  @Test
  void itPlaysByItselfAndPauses() throws Exception {
    open(PUBLISHED);
    String before = sentence();
    keys(" ");
    browser.await("a step", () -> !sentence().equals(before));
    keys(" ");
    browser.awaitText("Play", () -> browser.find("button[title^='Play']").getText());
  }

  @Test
  void aTraceWithoutPacketsSaysSo() throws Exception {
    open("host -- true");
    browser.awaitText("No packet was seen.", () -> text(".live"));
    keys(Keys.ARROW_RIGHT, "d", "v", "3", " ");
    browser.awaitText("No packet was seen.", () -> text(".live"));
  }

  @Test
  void aHostileNameIsTextAndNothingElse() throws Exception {
    String name = "</script><img src=x onerror=alert(1)>";
    open("host -- echo '" + name + "'; ping -c 1 192.0.2.20");
    browser.awaitText(name, () -> text("h1"));
    assertFalse((Boolean) browser.script("return document.querySelector('img') !== null"));
  }

  @Test
  void textIsLargeEnoughForAProjectorInEachViewAndDepth() throws Exception {
    open(PUBLISHED, Language.FR, "#1.11.3");
    browser.awaitEqual("fr", () -> browser.script("return document.documentElement.lang"));
    for (String view : List.of("picture", "ladder", "list")) {
      browser.script("player.look(arguments[0])", view);
      Object small =
          browser.script(
              "const found = {}; for (const e of document.querySelectorAll('#player *')) { if"
                  + " (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;"
                  + " const box = e.getBoundingClientRect(); if (!box.width) continue; const size ="
                  + " parseFloat(getComputedStyle(e).fontSize); if (size < 16 && !e.closest('style,"
                  + " title, desc')) found[e.textContent] = size; } return found");
      assertEquals(Map.of(), small, view);
    }
    browser.screenshot(Path.of("target/screenshots/player-fr.png"));
  }
}

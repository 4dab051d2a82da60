package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A person at the page: opened from a file, by the keyboard alone. */
class PageTest {
  private static final String CTRL_C = Keys.chord(Keys.CONTROL, "c");

  @TempDir Path profile;
  private Browser browser;
  private String address;

  @BeforeEach
  void open() throws Exception {
    address = Pages.written().toUri().toString();
    browser = new Browser(profile, 1280, 720);
    browser.open(address);
  }

  @AfterEach
  void close() {
    browser.closeWithoutComplaints();
  }

  @Test
  void thePromptStandsBeforeTheLabAndWhatIsTypedThereRunsInIt() {
    browser.visit(address + "?");
    browser.awaitTrue("the prompt", "document.body.dataset.ready");
    assertEquals("host$", browser.find(".prompt").getText().strip());
    assertTrue(browser.text().contains("Type this first: docker run"), browser.text());
    assertEquals(false, browser.script("return !!by('old')"));
    Object header = browser.script("return document.querySelector('header').offsetHeight");
    browser.type("hostname" + Keys.ENTER);
    browser.await("the answer", () -> browser.text().endsWith("host$ hostname\nhost\n"));
    browser.awaitEqual("", () -> browser.find("#status").getText());
    assertEquals(header, browser.script("return document.querySelector('header').offsetHeight"));
    String marks = "performance.getEntriesByType('mark').map(m => m.name)";
    assertEquals(
        List.of("prompt", "unpacked", "compiled", "booted"), browser.script("return " + marks));
  }

  @Test
  void thePageIsOneFileOfFourMegabytesAtMost() throws Exception {
    assertTrue(Files.size(Pages.written()) <= 4_000_000, "octets: " + Files.size(Pages.written()));
  }

  @Test
  void theTourOfTheReadmeIsTyped() {
    browser.run("docker run -d --name web -p 8080:80 nginx");
    assertTrue(browser.run("docker port web").contains("80/tcp -> 0.0.0.0:8080"));
    assertTrue(
        browser
            .run("laptop$ curl -s http://192.0.2.10:8080/ | grep title")
            .contains("<title>Welcome to nginx!</title>"));
    assertTrue(
        browser
            .run("trace laptop 192.0.2.10:8080/tcp")
            .contains("=> Delivered at web/eth0, and answered."));
    assertTrue(browser.run("why laptop 192.0.2.10:8081").contains("ask for 192.0.2.10:8080"));
    browser.screenshot(Path.of("target/screenshots/tour.png"));
  }

  @Test
  void whatIsMadeReadyBeforehandIsSeenNowhere() {
    assertEquals(
        0L, browser.answer("lab.call('warmUp', false).then(() => lab.call('warmUp', true))"));
    String answer = browser.run("docker ps -aq; docker network ls -q | wc -l; ip -br link | wc -l");
    assertTrue(answer.endsWith("\n3\n3\nhost$") || answer.endsWith("\n3\n3\n"), answer);
  }

  @Test
  void aCopyFollowsTheLabUnseenAndQuestionsBeginWithIt() {
    browser.run("docker run -d --name web -p 8080:80 nginx");
    assertEquals(0L, browser.answer("lab.call('lookAhead')"));
    browser.run("docker rm -f web");
    assertEquals(0L, browser.answer("lab.call('lookAhead')"));
    browser.run("undo");
    assertEquals(0L, browser.answer("lab.call('lookAhead')"));
    assertTrue(browser.run("docker ps --format '{{.Names}}'").contains("\nweb\n"));
    assertTrue(browser.run("why laptop 192.0.2.10:8081").contains("ask for 192.0.2.10:8080"));
  }

  @Test
  void ctrlCEndsAFloodThatWouldNeverEnd() {
    browser.type("ping -f 192.0.2.20" + Keys.ENTER);
    browser.await("a flood", () -> browser.text().contains("PING"));
    browser.type(CTRL_C);
    browser.awaitPrompt();
    assertTrue(browser.text().contains("packets transmitted"), browser.text());
  }

  @Test
  void theTabKeyCompletesAndTheArrowBringsTheLastLineBack() {
    browser.type("docker netw" + Keys.TAB);
    browser.await(
        "a completion",
        () -> "docker network ".equals(browser.script("return terminals[0].input.value")));
    browser.type("ls" + Keys.ENTER);
    browser.awaitPrompt();
    browser.type(Keys.ARROW_UP);
    browser.awaitEqual(
        "docker network ls", () -> browser.script("return terminals[0].input.value"));
  }

  @Test
  void aBlockOfASlideIsPastedAndRun() {
    String block = "$ docker run -ti --rm --hostname box alpine\n/ # hostname\nbox\n/ # exit\n";
    paste(block);
    browser.await("the answer", () -> browser.text().contains("# hostname\nbox\n"));
    browser.awaitPrompt();
    // Each command is seen behind the prompt at which it runs, and nowhere else.
    assertEquals(2, browser.text().split("docker run -ti", -1).length, browser.text());
    paste("$ hostname\nhost\n");
    browser.awaitText("\nhost$ hostname\nhost\n", browser::text);
  }

  private void paste(String block) {
    browser.script(
        "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);"
            + " terminals[0].input.dispatchEvent(new ClipboardEvent('paste', {clipboardData:"
            + " data, cancelable: true}))",
        block);
  }

  @Test
  void twoTerminalsSitAtOneLab() {
    browser.run("docker run -d --name web nginx");
    browser.find("#split").sendKeys(Keys.ENTER);
    browser.await(
        "a terminal",
        () -> (Boolean) browser.script("return terminals.length === 2 && !terminals[1].busy"));
    browser.type("docker ps --format '{{.Names}}'" + Keys.ENTER);
    browser.await("the container", () -> browser.text().endsWith("web\n"));
    browser.screenshot(Path.of("target/screenshots/two.png"));
  }

  @Test
  void aLinkBringsTheLabBack() {
    browser.run("docker network create blue");
    browser.find("#share").sendKeys(Keys.ENTER);
    browser.await(
        "a link", () -> !String.valueOf(browser.script("return by('link-value').value")).isEmpty());
    String link = String.valueOf(browser.script("return by('link-value').value"));
    browser.script("by('link').close()");
    browser.run("docker network rm blue");
    // As whoever puts it into the address of the page that is open.
    browser.script(
        "delete document.body.dataset.ready; location.hash = arguments[0]",
        link.replaceAll(".*#", ""));
    browser.awaitTrue("the lab", "document.body.dataset.ready");
    assertTrue(browser.run("docker network ls").contains("blue"));
  }

  @Test
  void aPieceIsPlayedByAKeyAndWhateverElseIsTypedComesFirst() {
    String piece =
        "# Two\\n```bash\\n$ docker network create \\\\\\n  blue\\nffff\\n```\\n"
            + "```yaml\\na: b\\n```\\n## Three\\n```console\\nhost# hostname\\nhost\\n```\\n";
    browser.answer("perform(new File(['" + piece + "'], 'piece.md'))");
    browser.awaitText("Two · 1/2", () -> browser.find("#status").getText());
    assertEquals("28px", browser.script("return getComputedStyle(terminals[0].page).fontSize"));
    assertTrue(browser.run("docker network ls -q | wc -l").endsWith("\n3\n"));
    browser.type(Keys.PAGE_DOWN);
    browser.awaitText("Three · 2/2", () -> browser.find("#status").getText());
    assertTrue(browser.run("docker network ls").contains("blue"));
    browser.type("" + Keys.ENTER);
    browser.awaitEqual("", () -> browser.find("#status").getText());
    assertTrue(browser.text().endsWith("host# hostname\nhost\n"), browser.text());
    browser.answer("perform(new File(['nothing'], 'piece.md'))");
    browser.awaitText("no command", () -> browser.find("#status").getText());
  }

  @Test
  void aDamagedLinkIsOneSentenceAndAFreshLab() {
    browser.open(address + "#lab=%3Cimg");
    browser.awaitText("damaged", () -> browser.find("#status").getText());
    assertTrue(browser.text().contains("Type this first"), browser.text());
    assertTrue(browser.run("hostname").contains("host"));
  }

  @Test
  void aLinkWithoutCommandsIsAsDamaged() {
    browser.open(address + "?#lab=" + browser.answer("packed('# No lab')"));
    browser.awaitText("damaged", () -> browser.find("#status").getText());
    assertTrue(browser.text().contains("Type this first"), browser.text());
  }

  @Test
  void aFileThatIsDroppedWhileSomethingRunsIsRefusedInASentence() {
    browser.type("sleep 1000" + Keys.ENTER);
    browser.awaitTrue("the sleep", "terminals[0].busy");
    drop("lab.md", "x");
    browser.awaitText("Ctrl-C", () -> browser.find("#status").getText());
    browser.type(CTRL_C);
    browser.awaitPrompt();
  }

  @Test
  void aFileOfANewerVersionIsRefusedInASentenceThatNamesIt() {
    drop("newer.md", "---\nformat: 99\n---\n```console\nhost$ hostname\n```\n");
    browser.awaitText("load: newer.md:2: unknown key format", browser::text);
    browser.awaitText("the file may be of a newer Passerelle", browser::text);
    browser.awaitPrompt();
    assertTrue(browser.run("hostname").contains("host"));
  }

  private void drop(String name, String text) {
    drop("data.items.add(new File([arguments[1]], arguments[0]))", name, text);
  }

  private void drop(String given, Object... arguments) {
    browser.script(
        "const data = new DataTransfer(); "
            + given
            + "; dispatchEvent(new DragEvent('drop', {dataTransfer: data, cancelable: true}))",
        arguments);
  }

  @Test
  void textThatIsDroppedStandsAtThePromptAndWhatIsNeitherIsNamed() {
    drop("data.setData('text/plain', 'docker run a\\r\\ndocker run b\\n')");
    assertEquals("docker run a\ndocker run b", browser.script("return terminals[0].input.value"));
    drop("data.setData('text/html', '<b>x</b>')");
    assertEquals("This file is no text.", browser.find("#status").getText());
  }

  @Test
  void aHostileNameIsTextAndNothingElse() {
    String name = "<img src=x onerror=alert(1)>";
    assertTrue(browser.run("echo '" + name + "'").contains(name));
    assertFalse((Boolean) browser.script("return document.querySelector('img') !== null"));
  }

  @Test
  void aLessonIsTakenAndHowFarOneCameIsKept() {
    browser.run("lesson 2");
    browser.run("check");
    browser.awaitText(
        "passerelle.lessons",
        () -> String.valueOf(browser.script("return Object.keys(localStorage).join(' ')")));
    browser.screenshot(Path.of("target/screenshots/lesson.png"));
  }

  @Test
  void whatIsLongerThanTheTerminalIsReadFromItsBeginning() {
    browser.run("lesson 2");
    String seen = "[...document.querySelectorAll('.out div')].find(d => d.offsetTop >= ";
    String first = "return " + seen + "document.querySelector('.page').scrollTop).textContent";
    browser.awaitEqual("host$ lesson 2", () -> browser.script(first));
    String below = "return document.querySelector('.terminal').classList.contains('more')";
    browser.awaitTrue("more is below", below.substring(7));
    browser.type("   ");
    browser.awaitEqual(false, () -> browser.script(below));
    browser.run("next");
    browser.type("an");
    browser.awaitEqual(false, () -> browser.script(below));
  }

  @Test
  void aLessonAsksWhatBecomesOfAPacketAndThePlayerTakesTheAnswer() {
    browser.run("lesson 2");
    for (int step = 1; step <= 4; step++) {
      browser.run("answer ?");
      browser.run("solution run");
      browser.run("check");
      if (step < 4) {
        browser.run("next");
      }
    }
    assertTrue(browser.text().contains("Predict the packet"), browser.text());
    browser.find("#play").sendKeys(Keys.ENTER);
    browser.awaitTrue("the question", "player && player.answers && player.answers.length === 3");
    browser.screenshot(Path.of("target/screenshots/lesson-packet.png"));
    browser.type("2");
    browser.await("a verdict", () -> browser.text().contains("You predicted \"FORWARD\": right."));
    assertTrue(browser.find(".packet-player .sentence").getText().contains("172.17.0.2"));
    browser.type(Keys.ESCAPE);
    browser.awaitTrue(
        "the keys at the terminal", "terminals[0].element.contains(document.activeElement)");
  }

  @Test
  void whatCommandsWriteIsOfferedWithItsSize() {
    browser.run("docker network create blue");
    browser.run("save lab.md");
    browser.awaitTrue("a file", "document.querySelector('#files a')");
    String offered = browser.find("#files a").getText();
    assertTrue(offered.matches("lab\\.md \\(\\d+.B\\)"), offered);
  }

  @Test
  void behindClearThePromptStandsAtTheTop() {
    browser.run("docker network ls");
    browser.type("clear" + Keys.ENTER);
    browser.awaitPrompt();
    assertEquals("", browser.text().strip());
    assertTrue(browser.run("hostname").startsWith("host$ hostname\nhost"), browser.text());
  }

  @Test
  void aHopelessExpressionEndsByItself() {
    String line = "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaX | grep -E '^(a|aa)*b$'";
    assertTrue(browser.run(line).contains("grep: CPU time limit exceeded"), browser.text());
  }

  @Test
  void thePageSpeaksFrenchWithTheLab() {
    browser.run("lang fr");
    browser.awaitEqual("Leçons", () -> browser.find("#lessons").getText());
    browser.awaitEqual("fr", () -> browser.script("return document.documentElement.lang"));
  }

  @Test
  void coloursAreChosenByAButtonAndKept() {
    String ground = "return getComputedStyle(document.body).backgroundColor";
    for (String theme : List.of("light", "dark")) {
      browser.find("#theme").sendKeys(Keys.ENTER);
      browser.awaitEqual(
          theme, () -> browser.script("return localStorage.getItem('passerelle.theme')"));
    }
    assertEquals("rgb(17, 21, 26)", browser.script(ground));
    browser.open(address + "?");
    assertEquals("rgb(17, 21, 26)", browser.script(ground));
  }

  @Test
  void thePacketsOfTheLastCommandArePlayedAndEscapeLeadsBackToTheTerminal() {
    browser.run("docker run -d --name web -p 8080:80 nginx");
    browser.run("laptop$ curl -s http://192.0.2.10:8080/");
    browser.type(Keys.chord(Keys.ALT, "r"));
    String sentence = "return document.querySelector('#playing[open] .sentence')?.textContent";
    browser.await(
        "a packet",
        () -> String.valueOf(browser.script(sentence)).contains("curl on laptop sends a packet"));
    browser.type(Keys.END);
    browser.type(Keys.HOME);
    browser.type("h");
    browser.screenshot(Path.of("target/screenshots/play.png"));
    browser.awaitEqual(
        "laptop$ curl -s http://192.0.2.10:8080/", () -> browser.find("#playing h1").getText());
    browser.type(Keys.ESCAPE);
    browser.await(
        "the end",
        () -> browser.script("return document.activeElement.closest('.terminal')") != null);
    assertTrue(browser.run("hostname").contains("host"));
  }

  @Test
  void whoeverTurnsAwayFromAQuestionOfThePlayerGoesOnByKeys() {
    browser.run("laptop$ ping -c 1 192.0.2.10");
    browser.type(Keys.chord(Keys.ALT, "r"));
    browser.awaitTrue("the player", "player");
    browser.type("q");
    browser.awaitTrue("a question", "!player.ask.hidden");
    browser.type(Keys.HOME);
    browser.type(Keys.ARROW_RIGHT);
    browser.awaitTrue("the next stop", "player.at.s > 0 || !player.ask.hidden");
  }
}

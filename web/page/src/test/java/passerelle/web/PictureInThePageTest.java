package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The picture in the page follows the lab and tells of what is in it, by the keyboard alone. */
class PictureInThePageTest {
  private static final String ALT_P = Keys.chord(Keys.ALT, "p");

  @TempDir Path profile;
  private Browser browser;
  private String address;

  @BeforeEach
  void open() throws Exception {
    address = Pages.written().toUri().toString();
    browser = new Browser(profile, 1280, 720);
    browser.open(address);
    seen("machine.host");
  }

  @AfterEach
  void close() {
    browser.closeWithoutComplaints();
  }

  private static String thing(String id) {
    return "document.getElementById('" + id + "')";
  }

  private void seen(String id) {
    browser.awaitTrue(id, thing(id) + " !== null");
  }

  private void gone(String id) {
    browser.awaitTrue("picture without " + id, thing(id) + " === null");
  }

  private Object of(String id, String what) {
    return browser.script("return " + thing(id) + what);
  }

  /** Goes to a thing of the picture and opens it. */
  private void look(String id) {
    browser.script(thing(id) + ".focus()");
    browser.type(Keys.ENTER);
    browser.awaitTrue("details", "!by('details').hidden && by('details-text').textContent !== ''");
  }

  private String told() {
    return browser.find("#details").getText();
  }

  @Test
  void whatACommandMakesIsDrawnAtOnceAndWhatItRemovesIsGone() {
    browser.run("docker run -d --name web -p 8080:80 nginx");
    seen("container.web");
    seen("rule.host.DNAT._3a_8080.172_2e_17_2e_0_2e_2_3a_80");
    browser.screenshot(Path.of("target/screenshots/picture.png"));
    browser.run("docker rm -f web");
    gone("container.web");
  }

  @Test
  void whatStaysIsTheSameAndStaysWhereItWas() {
    browser.run("docker run -d --name web nginx");
    seen("stack.web");
    browser.script(thing("stack.web") + ".stays = true");
    Object before = of("stack.web", ".getBBox().y");
    browser.run("docker run -d --name db redis");
    seen("stack.db");
    assertEquals(true, of("stack.web", ".stays"));
    browser.awaitEqual(before, () -> of("stack.web", ".getBBox().y"));
  }

  @Test
  void aProgramThatRunsIsFollowedBeforeItEnds() {
    browser.type("sleep 1; ip link set docker0 down; sleep 1000" + Keys.ENTER);
    browser.awaitTrue("DOWN", thing("network.bridge") + ".textContent.includes('DOWN')");
    browser.type(Keys.chord(Keys.CONTROL, "c"));
    browser.awaitPrompt();
  }

  @Test
  void whatEndsSoonIsNotHeldUpByAnybodyWhoLooks() {
    assertEquals(
        0L,
        browser.answer(
            """
            new Promise(done => {
              let asked = 0;
              let looked = 0;
              const busyNowAndThen = () => {
                if (++asked === 3) done(looked);
                return asked % 2 === 1;
              };
              const changed = () => looked++;
              LabPicture.prototype.follow.call({ cost: 0, changed }, busyNowAndThen);
            })\
            """));
  }

  @Test
  void whatIsStoppedSaysSoInWords() {
    browser.run("docker run -d --name web nginx");
    browser.run("docker stop web");
    browser.awaitTrue(
        "stopped container",
        "[...document.querySelectorAll('#drawing text')].some(t => t.textContent === '(exited)')");
  }

  @Test
  void aDeviceTellsItsTablesEachWithTheLineThatGivesIt() {
    browser.run("docker run -d --name web -p 8080:80 nginx");
    seen("container.web");
    look("network.bridge");
    browser.awaitText("docker network inspect bridge", this::told);
    look("device.host.eth0");
    browser.awaitText("host$ ip addr show dev eth0", this::told);
    browser.awaitText("inet 192.0.2.10/24", this::told);
    browser.awaitEqual(
        "Addresses", () -> browser.script("return document.activeElement.textContent"));
    browser.type(Keys.ARROW_RIGHT);
    browser.awaitTrue("routes", "by('details-text').textContent.includes('default via 192.0.2.1')");
    browser.type(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.awaitTrue("rules", "by('details-typed').textContent === 'lab> rules host'");
    browser.awaitText("docker run -d --name web -p 8080:80 nginx", this::told);
    browser.screenshot(Path.of("target/screenshots/rules.png"));
  }

  /** Beside the tables there is less than half of the picture. */
  @Test
  void escapeInTheTerminalClosesTheTablesAndLeavesTheKeyboardThere() {
    look("network.bridge");
    browser.script("terminals[0].focus()");
    browser.type("docker n" + Keys.ESCAPE);
    browser.awaitTrue("no tables", "by('details').hidden");
    browser.type("etwork ls");
    assertEquals("docker network ls", browser.script("return terminals[0].input.value"));
  }

  @Test
  void whatIsLookedAtIsSeenBesideItsTablesAndThePictureIsThenWhereItWas() {
    for (String id : List.of("device.host.eth0", "network.bridge", "machine.laptop")) {
      look(id);
      browser.awaitTrue(
          id + " beside its tables",
          "(({left, right}, tables) => left >= 0 && right <= innerWidth"
              + " && (right <= tables.left || left >= tables.right))("
              + thing(id)
              + ".getBoundingClientRect(), by('details').getBoundingClientRect())");
      browser.type(Keys.ESCAPE);
      browser.awaitEqual(0L, () -> browser.script("return picture.drawing.scrollLeft"));
    }
  }

  @Test
  void aRuleOfNatIsMarkedInTheTableOfRules() {
    String rule = "rule.host.DNAT._3a_8080.172_2e_17_2e_0_2e_2_3a_80";
    browser.run("docker run -d --name web -p 8080:80 nginx");
    seen(rule);
    look(rule);
    String marked = "document.querySelector('#details-text mark')";
    browser.awaitTrue(
        "a mark", marked + " && " + marked + ".textContent.includes('172.17.0.2:80')");
  }

  @Test
  void aContainerTellsItsLogsAndWhatIsOpenFollowsTheLab() {
    browser.run("docker run -d --name web nginx");
    seen("container.web");
    look("container.web");
    browser.awaitText("host$ docker logs web", this::told);
    assertFalse(told().contains("GET /"), told());
    browser.type(Keys.ESCAPE);
    browser.awaitEqual("container.web", () -> browser.script("return document.activeElement.id"));
    look("container.web");
    browser.script("terminals[0].focus()");
    browser.run("curl -s 172.17.0.2 > /dev/null");
    browser.awaitTrue("line of the log", "by('details-text').textContent.includes('GET /')");
    browser.run("docker rm -f web");
    browser.awaitTrue("goodbye", "by('details-text').textContent.includes('not there')");
  }

  @Test
  void theKeyboardGoesToThePictureFromThingToThingAndBack() {
    browser.type(ALT_P);
    browser.awaitTrue("thing with the keyboard", "'kind' in document.activeElement.dataset");
    Object from = browser.script("return document.activeElement.id");
    browser.type(Keys.ARROW_DOWN);
    browser.await(
        "another thing", () -> !from.equals(browser.script("return document.activeElement.id")));
    browser.type(Keys.ESCAPE);
    browser.awaitEqual("line-0", () -> browser.script("return document.activeElement.id"));
  }

  @Test
  void nothingIsSmallerThanTheTextOfAPageAndAllCanBeFitted() {
    browser.run("for i in 1 2 3 4; do docker run -d --name c$i nginx; done");
    seen("container.c4");
    Object small =
        browser.script(
            "return [...document.querySelectorAll('#drawing text, header button')].filter(t =>"
                + " parseFloat(getComputedStyle(t).fontSize) *"
                + " (t.getScreenCTM ? t.getScreenCTM().a : 1) < 15.99).map(t => t.textContent)");
    assertEquals(List.of(), small);
    browser.click("#fit");
    browser.awaitTrue(
        "whole picture", "by('drawing').scrollHeight <= by('drawing').clientHeight + 1");
  }

  @Test
  void manyContainersFoldAndAnOpenGroupNamesItsMembersAndWhoHasJoinedIt() {
    browser.run("for i in $(seq 30); do docker run -d --name c$i alpine sleep 1000; done");
    browser.awaitTrue(
        "group of all",
        "(document.querySelector('#drawing .group')?.dataset.members || '').split(' ').length"
            + " === 30");
    browser.script("document.querySelector('#drawing .group').focus()");
    browser.type(Keys.ENTER);
    browser.awaitTrue("members", "document.querySelectorAll('.member').length === 30");
    browser.script("terminals[0].focus()");
    browser.run("docker run -d --name c31 alpine sleep 1000");
    browser.awaitTrue("one more", "document.querySelectorAll('.member').length === 31");
    browser.script("document.querySelector('.member').focus()");
    browser.type(Keys.ENTER);
    browser.awaitTrue("container", "by('details-typed').textContent === 'host$ docker logs c1'");
  }

  @Test
  void aHostileNameIsDrawnAsText() {
    browser.run("ip netns add '<img src=x onerror=alert(1)>'");
    browser.awaitTrue("name", "by('drawing').textContent.includes('<img')");
    browser.awaitEqual(0L, () -> browser.script("return document.querySelectorAll('img').length"));
  }

  @Test
  void whoeverWantsNoMotionSeesNone() {
    browser.reduceMotion();
    browser.script("Element.prototype.animate = () => { throw new Error('it moves'); }");
    browser.run("docker run -d --name web nginx");
    seen("container.web");
  }

  @Test
  void thePictureSpeaksFrenchHidesAndStaysHidden() {
    browser.run("lang fr");
    browser.awaitTrue("French", thing("network.bridge") + ".textContent.includes('réseau')");
    browser.click("#show-picture");
    browser.await("no picture", () -> !browser.find("#picture").isDisplayed());
    browser.open(address);
    browser.await("no picture", () -> !browser.find("#picture").isDisplayed());
    browser.click("#show-picture");
    seen("machine.host");
  }
}

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

/** {@code <passerelle-lab>} in a page of somebody else. */
class ElementTest {
  @TempDir Path profile;
  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(folder.resolve("passerelle-lab.js"), Pages.element());
    browser = new Browser(profile, 1280, 720);
  }

  @AfterEach
  void close() {
    browser.closeWithoutComplaints();
  }

  private void show(String body) throws Exception {
    show("file: blob:", body);
  }

  /** In a page of another encoding, whose policy lets scripts come from these. */
  private void show(String sources, String body) throws Exception {
    Path page = folder.resolve("page.html");
    Files.writeString(
        page,
        "<!doctype html><html lang=en><meta charset=windows-1252><title>Mine</title><meta"
            + " http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src "
            + sources
            + " 'unsafe-inline'; style-src 'unsafe-inline'; worker-src blob:\"><script"
            + " src=passerelle-lab.js></script><body>"
            + body);
    browser.visit(page.toUri().toString());
  }

  private void awaitDone(String css) {
    browser.awaitTrue("end of " + css, "document.querySelector('" + css + "').dataset.done");
  }

  private String text(String css) {
    return String.valueOf(
        browser.script(
            "return [...document.querySelector(arguments[0]).shadowRoot.querySelectorAll('.out >"
                + " div')].map(l => l.textContent).join('\\n')",
            css));
  }

  @Test
  void theCommandsWithinAreRunAndOneTypesOn() throws Exception {
    show(
        "<passerelle-lab id=one>\n  docker run -d --name web nginx\n  docker ps --format"
            + " '{{.Names}}'\n</passerelle-lab>");
    awaitDone("#one");
    assertTrue(text("#one").endsWith("{{.Names}}'\nweb\n"), text("#one"));
    browser.script("one.shadowRoot.querySelector('textarea').focus()");
    browser.type("hostname", Keys.ENTER);
    browser.await(
        "the answer",
        () ->
            text("#one").endsWith("# hostname\nhost\n") || text("#one").contains("hostname\nhost"));
    browser.screenshot(Path.of("target/screenshots/element.png"));
  }

  @Test
  void whereThePolicyLetsNoScriptComeLaterTheEngineIsReadWhole() throws Exception {
    show("file:", "<passerelle-lab id=one>docker volume create blue</passerelle-lab>");
    awaitDone("#one");
    browser.awaitText("create blue\nblue", () -> text("#one"));
    assertTrue(
        browser.complaints().stream().allMatch(each -> each.contains("Content Security Policy")));
  }

  @Test
  void severalElementsSitAtOneLabInOneWorker() throws Exception {
    show(
        "<script>let workers = 0; const Real = Worker; Worker = class extends Real { constructor(u)"
            + " { super(u); workers++; } };</script><passerelle-lab id=one>docker network create"
            + " blue</passerelle-lab><passerelle-lab id=two ready>docker network ls --format"
            + " '{{.Name}}'</passerelle-lab>");
    awaitDone("#one");
    browser.script("two.shadowRoot.getElementById('run').click()");
    awaitDone("#two");
    browser.awaitText("\nblue\n", () -> text("#two"));
    browser.awaitEqual(1L, () -> browser.script("return workers"));
  }

  @Test
  void whoeverWaitsForWhatStandsBeforeSaysSo() throws Exception {
    String element = "<passerelle-lab ready seat='a' lang='en'>%s</passerelle-lab>";
    show(element.formatted("hostname") + element.formatted("sleep 5") + element.formatted("id"));
    String last = "[...document.querySelectorAll('passerelle-lab')].pop()";
    browser.script(last + ".start()");
    browser.awaitText(
        "What stands before this runs first",
        () -> String.valueOf(browser.script("return " + last + ".by('status').textContent")));
  }

  @Test
  void itIsAsDarkAsThePageAroundIt() throws Exception {
    show(
        "<div style='color: #eee; background: #111'><passerelle-lab id=one ready>docker"
            + " ps</passerelle-lab><passerelle-lab id=two ready data-theme=light>docker"
            + " ps</passerelle-lab></div><passerelle-lab id=three ready>docker"
            + " ps</passerelle-lab>");
    browser.awaitTrue("the elements", "three.words");
    assertEquals(
        List.of("rgb(17, 21, 26)", "rgb(253, 253, 251)", "rgb(253, 253, 251)"),
        browser.script(
            "return [one, two, three].map(each => getComputedStyle(each).backgroundColor)"));
  }

  @Test
  void theLabIsOpenedWhenItIsSeen() throws Exception {
    show("<div style='height: 4000px'></div><passerelle-lab id=one>hostname</passerelle-lab>");
    assertFalse((Boolean) browser.script("return !!one.begun"));
    browser.script("one.scrollIntoView()");
    awaitDone("#one");
    browser.awaitText("hostname\nhost", () -> text("#one"));
  }

  @Test
  void thePictureAndThePlayerAreThereInTheElementsLanguage() throws Exception {
    show(
        "<passerelle-lab id=one lang=fr view='terminal picture'>docker run -d --name web -p 8080:80"
            + " nginx</passerelle-lab><passerelle-lab id=two view=player>laptop$ curl -s"
            + " http://192.0.2.10:8080/</passerelle-lab>");
    awaitDone("#one");
    browser.awaitTrue("the picture", "!!one.shadowRoot.getElementById('container.web')");
    browser.awaitEqual(
        "Dessin",
        () -> browser.script("return one.shadowRoot.getElementById('show-picture').textContent"));
    browser.screenshot(Path.of("target/screenshots/element-picture.png"));
    browser.script("two.scrollIntoView()");
    awaitDone("#two");
    browser.awaitTrue("a packet", "!!two.shadowRoot.querySelector('.sentence')?.textContent");
    browser.awaitEqual(
        "laptop$ curl -s http://192.0.2.10:8080/",
        () -> browser.script("return two.shadowRoot.querySelector('#playing h1').textContent"));
    browser.screenshot(Path.of("target/screenshots/element-player.png"));
  }

  @Test
  void aLessonIsGivenInThePage() throws Exception {
    show("<passerelle-lab id=one lesson=2 lang=fr></passerelle-lab>");
    awaitDone("#one");
    browser.awaitText("lesson 2", () -> text("#one"));
    browser.awaitEqual(
        "Rejouer les paquets de la derni\u00e8re commande",
        () -> browser.script("return one.shadowRoot.getElementById('play').title"));
    browser.screenshot(Path.of("target/screenshots/element-lesson.png"));
  }

  @Test
  void aLessonBeginsInALabOfItsOwn() throws Exception {
    show(
        "<passerelle-lab id=one>docker network create blue</passerelle-lab><passerelle-lab id=two"
            + " lesson=2></passerelle-lab><passerelle-lab id=three ready>docker network ls --format"
            + " '{{.Name}}'</passerelle-lab>");
    awaitDone("#one");
    awaitDone("#two");
    browser.script("three.shadowRoot.getElementById('run').click()");
    awaitDone("#three");
    browser.awaitText("\nblue\n", () -> text("#three"));
  }

  @Test
  void thePlayerStandsWithinItsElementHoweverLowThatIs() throws Exception {
    show(
        "<passerelle-lab id=one style='--lab-height: 20rem' view=player>ping -c 1"
            + " 192.0.2.1</passerelle-lab><p id=below>Below");
    awaitDone("#one");
    browser.awaitTrue("a packet", "one.shadowRoot.querySelector('.sentence')?.textContent");
    Object room =
        browser.script(
            "const close = one.shadowRoot.getElementById('playing-close').getBoundingClientRect();"
                + " const bar = one.shadowRoot.querySelector('.foot').getBoundingClientRect();"
                + " return [bar.bottom <= close.top + 1, close.bottom <="
                + " below.getBoundingClientRect().top]");
    assertEquals(List.of(true, true), room);
  }

  @Test
  void whatIsTypedTurnsNoSlideOfThePage() throws Exception {
    show(
        "<script>let heard = 0; document.addEventListener('keydown', () =>"
            + " heard++);</script><passerelle-lab id=one>hostname</passerelle-lab>");
    awaitDone("#one");
    browser.script("one.shadowRoot.querySelector('textarea').focus()");
    browser.type("ls", Keys.ENTER);
    browser.awaitEqual(0L, () -> browser.script("return heard"));
  }

  @Test
  void aHostileNameIsTextAndNothingElse() throws Exception {
    String name = "<img src=x onerror=alert(1)>";
    show(
        "<passerelle-lab id=one commands=\"ip netns add '"
            + name.replace("<", "&lt;")
            + "'\" view='terminal picture'></passerelle-lab>");
    awaitDone("#one");
    browser.awaitTrue(
        "the name", "one.shadowRoot.getElementById('drawing').textContent.includes('<img')");
    browser.awaitEqual(
        0L, () -> browser.script("return one.shadowRoot.querySelectorAll('img').length"));
  }
}

package passerelle.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.SlideSession;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.slides.LiveDeck;
import passerelle.text.Language;

/** Slides as HTML: what a block runs, and what a stranger's deck cannot do. */
class DeckHtmlTest {
  private static final LabOptions OPTIONS =
      new LabOptions(Optional.empty(), Optional.of("29.1"), Optional.empty());

  @TempDir Path folder;

  private String html(String deck) throws Exception {
    Path file = folder.resolve("deck.md");
    Files.writeString(file, deck);
    LiveDeck live =
        LiveDeck.of(
            file,
            Language.EN,
            request -> new SlideSession(SimLab.open(LabSettings.of(request)), request),
            Path.of(".."),
            OPTIONS);
    return DeckHtml.of(live, new DeckImages(file)::address);
  }

  @Test
  void aBlockHasItsCommandsWithoutTheirOutput() throws Exception {
    String html =
        html(
            """
            class: title

            # One

            ---

            # Two

            ```bash
            $ docker network ls
            NETWORK ID     NAME      DRIVER    SCOPE
            laptop$ hostname
            laptop
            ```
            """);
    assertTrue(html.contains("commands=\"docker network ls&#10;laptop$ hostname\""), html);
    assertFalse(html.contains("NETWORK ID"), html);
  }

  @Test
  void whatTheDeckNamesIsWhatTheLabHas() throws Exception {
    String html =
        html(
            """
            # Ids

            ```bash
            $ docker run -d alpine sleep 1000
            4a8cf18ffd9c5b9a1e6a1c3e8b8f0d2c7e9a5b4c3d2e1f0a9b8c7d6e5f4a3b2c
            $ docker inspect -f '{{.State.Status}}' 4a8cf18ffd9c
            running
            ```
            """);
    assertFalse(html.contains("Status}}&#39; 4a8cf18ffd9c"), html);
  }

  @Test
  void whatComesAtAKeyIsASectionOfItsOwnUnderTheSameTitle() throws Exception {
    String html = html("class: x\n\n# A\n\n- one\n\n--\n\n- two\n\n---\n\n# B\n\nlast\n");
    assertEquals(3, html.split("<section>", -1).length - 1, html);
    assertEquals(2, html.split("<h1>A</h1>", -1).length - 1, html);
  }

  @Test
  void aStrangersDeckIsTextAndReachesNoFileOfTheMachine() throws Exception {
    String html =
        html(
            """
            # <script>alert(1)</script>

            <img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](https://example.org/"onclick=a)

            ![secret](../../../../../../etc/passwd)

            ![other](/etc/hostname.svg)

            ```html
            <b onclick="alert(1)">
            ```
            """);
    assertFalse(html.contains("<script>"), html);
    assertFalse(html.contains("<img"), html);
    assertFalse(html.contains("href=\"javascript"), html);
    assertFalse(html.contains("\"onclick"), html);
    assertFalse(html.contains("<b "), html);
    assertTrue(html.contains("<p>secret</p>"), html);
  }

  @Test
  void anImageBesideTheDeckIsInThePageIfItIsOne() throws Exception {
    Files.writeString(folder.resolve("net.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    Files.writeString(folder.resolve("key.png"), "-----BEGIN PRIVATE KEY-----");
    String html = html("# A\n\n![net](net.svg)\n\n![key](key.png)\n");
    assertTrue(html.contains("<img alt=\"net\" src=\"data:image/svg+xml;base64,"), html);
    assertTrue(html.contains("<p>key</p>"), html);
  }
}

package passerelle.scenarios.slides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.effort.Effort;
import passerelle.scenarios.format.TranscriptException;

/** How Markdown is taken for slides. */
@Tag("campaign")
class DeckTest {
  private static Deck deck(String... lines) throws TranscriptException {
    return Deck.parse("deck.md", String.join("\n", lines) + "\n");
  }

  private static List<String> titles(Deck deck) {
    return deck.slides().stream().map(Deck.Slide::title).toList();
  }

  private static List<String> code(Deck deck) {
    return deck.slides().stream()
        .flatMap(slide -> slide.blocks().stream())
        .map(block -> block.info() + "@" + block.line() + ":" + String.join("|", block.lines()))
        .toList();
  }

  @Test
  void remarkPartsItsSlidesByLinesAndKeepsNotesToItself() throws Exception {
    Deck deck =
        deck(
            "class: title",
            "# One",
            "--",
            "```bash",
            "$ a",
            "---",
            "```",
            "???",
            "```bash",
            "$ notes",
            "```",
            "---",
            "name: two",
            "## Two",
            ".lab[",
            "- Do it:",
            "  ```bash",
            "  $ b `-x` `y`",
            "  *$ c",
            "  ```",
            "]");
    assertEquals(Deck.Kind.REMARK, deck.kind());
    assertEquals(List.of("One", "Two"), titles(deck));
    assertEquals(List.of("bash@5:$ a|---", "bash@18:$ b -x y|$ c"), code(deck));
    assertEquals(13, deck.slides().get(1).line());
  }

  @Test
  void elsewhereEachHeadingBeginsASlideAndALineIsARule() throws Exception {
    Deck deck = deck("Intro", "# One", "---", "## Two ##", "~~~", "$ a", "~~~");
    assertEquals(List.of("One", "Two"), titles(deck));
    assertEquals(List.of("@6:$ a"), code(deck));
  }

  @Test
  void indentedCodeIsCodeWhereAPromptBeginsIt() throws Exception {
    Deck deck = deck("# x", "", "    $ a", "    1", "", "    $ b", "", "- list", "", "    text");
    assertEquals(List.of("console@3:$ a|1||$ b|"), code(deck));
  }

  @Test
  void fencesOfOtherMarkdownsAreFencesToo() throws Exception {
    Deck deck =
        deck(
            "# x",
            "{% highlight bash %}",
            "$ a",
            "{% endhighlight %}",
            "```",
            "b",
            "```{{execute}}");
    assertEquals(List.of("bash@3:$ a", "sh@6:b"), code(deck));
  }

  @Test
  void aFenceMayStandBehindTheNumberOfAStepAndInAQuotation() throws Exception {
    Deck deck =
        deck(
            "# x",
            "2.  ```console",
            "    $ a",
            "    b",
            "    ```",
            "> Q:",
            ">",
            "> ```sh",
            "> c",
            "> ```",
            ">     $ d");
    assertEquals(List.of("console@3:$ a|b", "sh@9:c", "console@11:$ d"), code(deck));
  }

  @Test
  void blocksOfSiteGeneratorsAndOfHtmlAreBlocks() throws Exception {
    Deck deck =
        deck(
            "# x",
            "{{< highlight bash >}}",
            "$ a",
            "{{< /highlight >}}",
            "[source,bash]",
            "----",
            "$ b",
            "----",
            "<pre><code class=\"language-bash\">$ c &lt;<b>x</b>&gt;",
            "$ d</code></pre>",
            "<pre>",
            "$ e",
            "</pre>",
            "```bash title=\"x\"",
            "docker inspect -f '{% raw %}{{.Name}}{% endraw %}' web",
            "```");
    assertEquals(
        List.of(
            "bash@3:$ a",
            "bash@7:$ b",
            "bash@9:$ c <x>|$ d",
            "@12:$ e",
            "bash@15:docker inspect -f '{{.Name}}' web"),
        code(deck));
  }

  @Test
  void directivesOfReStructuredTextAreBlocksUpToTheirIndentation() throws Exception {
    Deck deck =
        deck(
            "Title",
            ".. code-block:: console",
            "   :linenos:",
            "",
            "   $ a",
            "     b",
            "",
            "   $ c",
            "Text",
            ".. code:: bash",
            "",
            "  d",
            ".. note:: x");
    assertEquals(List.of("console@5:$ a|  b||$ c", "bash@12:d"), code(deck));
  }

  @Test
  void codeInRunningTextThatAClickRunsIsABlock() throws Exception {
    Deck deck =
        deck("# x", "1. Start it: `docker ps`{{execute}}", "`ip a`{{exec interrupt}} `no`{{copy}}");
    assertEquals(List.of("sh@2:docker ps", "sh@3:ip a"), code(deck));
  }

  @Test
  void aBlockThatNobodyClosesEndsWithItsParagraph() throws Exception {
    Deck deck = deck("# x", "```bash", "$ a", "b", "", "text", "", "```bash", "$ c", "", "text");
    assertEquals(List.of("bash@3:$ a|b", "bash@9:$ c"), code(deck));
    Deck nested = deck("# x", "````md", "```bash", "$ a", "", "```", "````");
    assertEquals(List.of("md@3:```bash|$ a||```"), code(nested));
  }

  @Test
  void indentedCodeWithoutAPromptIsABlockUnlessItBelongsToAList() throws Exception {
    Deck deck =
        deck("Do:", "", "    docker ps", "", "- a", "", "    docker ps", "", "1. b", "    c");
    assertEquals(List.of("@3:docker ps|"), code(deck));
  }

  @Test
  void byteOrderMarksAndReturnsAreNoPartOfADeck() throws Exception {
    Deck deck = Deck.parse("deck.md", "\ufeff# x\r\n```bash\r\n$ a\r\n```\r\n");
    assertEquals(List.of("x"), titles(deck));
    assertEquals(List.of("bash@3:$ a"), code(deck));
  }

  @Test
  void aBlockKnowsTheTextBeforeIt() throws Exception {
    Deck deck = deck("# x", "One.", "```", "a", "```", "Two:", "", "```", "b", "```");
    assertEquals(
        List.of("One.", "Two:"),
        deck.slides().get(0).blocks().stream().map(Deck.CodeBlock::lead).toList());
  }

  @Test
  void backticksInASlideAreHighlightsUnlessTheyHoldACommand() throws Exception {
    Deck deck =
        deck(
            "name: x",
            "---",
            "# t",
            "```",
            "$ docker inspect `docker ps -lq`",
            "$ `docker ps`",
            "```");
    assertEquals(List.of("@5:$ docker inspect `docker ps -lq`|$ docker ps"), code(deck));
  }

  @Test
  void codeInRunningTextIsCollectedButNotFromCommentsAndFences() throws Exception {
    Deck deck =
        deck("# `t`", "Say `docker ps` or ``a `b` c``<br/>`d`", "<!-- `no`", "`no` -->", "`e`");
    assertEquals(
        List.of("t", "docker ps", "a `b` c", "d", "e"),
        deck.slides().get(0).statements().stream().map(Deck.Statement::text).toList());
  }

  @Test
  void ofFrontMatterOnlyEngineAndImagesAreReadAndAFirstRuleIsNone() throws Exception {
    Deck deck = deck("---", "title: x", "engine: \"28.5\"", "tags:", "  - a", "---", "# T");
    assertEquals(Optional.of("28.5"), deck.frontMatter().engine());
    assertEquals(List.of("T"), titles(deck));
    assertEquals(List.of("T"), titles(deck("---", "Not a key", "# T", "---")));
    TranscriptException wrong =
        assertThrows(TranscriptException.class, () -> deck("---", "engine: 27", "---"));
    assertTrue(wrong.getMessage().startsWith("deck.md:2: engine cannot be 27"));
  }

  @Test
  void anyTextIsSomeDeck() throws Exception {
    for (String text : List.of("", "```", "---", "???\n---\n--", "`", "<!--", "# ", "    $ x")) {
      Deck.parse("deck.md", text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker run --net none ...          | docker run --rm --network none alpine ip addr    |"
            + " true",
        "docker run --net none ...          | docker run --rm --network host alpine            |"
            + " false",
        "docker run -ti --net=container:ID  | docker run --network container:web alpine        |"
            + " true",
        "docker run -p 8080:80 nginx        | docker run -d --publish 80:80 httpd              |"
            + " true",
        "docker run -p 8080:80 nginx        | docker run -d httpd                              |"
            + " false",
        "docker network create -d macvlan x | docker network create --driver=macvlan y         |"
            + " true",
        "docker container exec web ls       | docker exec -ti c sh                             |"
            + " true",
        "docker network ls                  | docker network inspect x                         |"
            + " false",
        "sudo iptables -t nat -L            | iptables -t nat -L -n                            |"
            + " true",
        "ip a                               | ip addr show eth0                                |"
            + " true",
        "ip link add br0 type bridge        | ip link add br1 type veth                        |"
            + " false",
      })
  void aCommandShowsAnotherWhenItHasWhatThatAsksFor(String asked, String shown, boolean does) {
    assertEquals(does, Features.of(asked).areShownBy(Features.of(shown)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker run --net none ...         | docker run --rm --net none alpine ip addr",
        "docker run -ti --net host <image> | docker run --rm -ti --net host alpine ip addr",
        "docker run -p 8080:80 nginx       | docker run -d -p 8080:80 nginx",
        "docker run -d nginx               | docker run -d nginx",
        "docker network ls                 | docker network ls",
      })
  void whatACommandLeavesOpenIsFilledIn(String asked, String completed) {
    assertEquals(completed, RunnableTwin.completed(asked));
  }

  @Test
  void blocksThatNobodyClosesAreNotLookedThroughAgainAndAgain() throws Exception {
    int many = Effort.of(20_000, 100_000);
    String[] hostile = {
      "<pre>\n\n".repeat(many),
      "{% highlight sh %}\n\n".repeat(many),
      "~~~\n```sh\n\n".repeat(many),
      "<pre>" + "<b ".repeat(many) + "</pre>",
      "> ".repeat(many) + "x",
      "[source,bash]\n----\n\n".repeat(many),
      "`a{{exec".repeat(many),
      ".. code:: sh\n\n".repeat(many)
    };
    for (String text : hostile) {
      Deck deck =
          assertTimeoutPreemptively(Duration.ofMinutes(2), () -> Deck.parse("deck.md", text));
      assertEquals("deck.md", deck.file());
    }
  }
}

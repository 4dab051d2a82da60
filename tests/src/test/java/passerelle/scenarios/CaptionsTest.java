package passerelle.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.scenarios.format.Captions;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.slides.Deck;
import passerelle.text.Language;

/** The texts of scenarios and decks in a second language, in comments below them. */
class CaptionsTest {
  private static final Path ROOT = Path.of("..");

  private static final String TWO =
      """
      # Title
      <!-- fr: Titre -->
      One text
      of two lines.

      <!-- fr:
      Un texte.
      -->

      ```console
      host$ echo '<!-- fr: none -->'
      <!-- fr: none -->
      ```
      ## Alone
      Text without.
      """;

  static Stream<Path> files() throws Exception {
    try (Stream<Path> library = Files.list(ROOT.resolve("scenarios/library"));
        Stream<Path> troubles = Files.list(ROOT.resolve("scenarios/troubles"));
        Stream<Path> decks = Files.list(ROOT.resolve("lessons/decks"))) {
      return Stream.of(library, troubles, decks)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTextOfTheLibraryTheTroublesAndTheDecksIsThereInBothLanguages(Path file)
      throws Exception {
    String text = Files.readString(file);
    assertEquals(List.of(), Captions.missing(text), file + ": lines without a second language");
    Language first = file.endsWith("pilotes-reseau.md") ? Language.FR : Language.EN;
    Captions.of(text)
        .forEach(
            caption -> {
              assertFalse(caption.original().isEmpty(), file + ":" + caption.line());
              assertFalse(caption.translated().isEmpty(), file + ":" + caption.line());
              assertTrue(caption.language() != first, file + ":" + caption.line());
            });
  }

  /** The commands and their outputs are there once; headings and texts follow one another alike. */
  @ParameterizedTest
  @MethodSource("files")
  void bothLanguagesHaveOneStructure(Path file) throws Exception {
    String text = Files.readString(file);
    assertEquals(
        shape(Captions.in(Language.EN, text), file), shape(Captions.in(Language.FR, text), file));
  }

  private static List<String> shape(String text, Path file) throws Exception {
    if (Transcript.looksLikeOne(text)) {
      return Transcript.parse(file.toString(), text).steps().stream()
          .map(step -> step.source())
          .toList();
    }
    return Deck.parse(file.toString(), text).slides().stream()
        .map(
            slide ->
                slide.number()
                    + " "
                    + slide.blocks().stream()
                        .map(b -> b.lead().isEmpty() + " " + b.lines())
                        .toList())
        .toList();
  }

  @Test
  void aCommentStandsForWhatIsAboveIt() {
    String french = Captions.in(Language.FR, TWO);
    assertTrue(french.startsWith("# Titre\nUn texte.\n"), french);
    assertTrue(french.contains("\n## Alone\nText without.\n"), french);
    assertFalse(french.contains("One text"), french);
    String english = Captions.in(Language.EN, TWO);
    assertTrue(english.startsWith("# Title\nOne text\nof two lines.\n"), english);
    assertFalse(english.contains("Titre"), english);
  }

  @Test
  void whatIsPrintedIsNoComment() {
    String printed = "host$ echo '<!-- fr: none -->'\n<!-- fr: none -->\n";
    assertTrue(Captions.in(Language.FR, TWO).contains(printed));
    assertTrue(Captions.in(Language.EN, TWO).contains(printed));
  }

  @Test
  void whatHasNoSecondLanguageIsTold() {
    assertEquals(List.of(14, 15), Captions.missing(TWO));
  }

  @Test
  void aCommentThatDoesNotEndIsText() {
    String open = "# T\n<!-- fr: never\nended\n";
    assertEquals(open, Captions.in(Language.FR, open));
  }
}

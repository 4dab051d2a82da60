package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** French has no-break spaces where its typography asks for them, and nowhere else. */
class FrenchTypographyTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage : lang fr|usage~: lang fr",
        "essayez « help » !|essayez «~help~»~!",
        "aucune capture ; commencez|aucune capture~; commencez",
        "(« check » ; « hint »)|(«~check~»~; «~hint~»)",
        "{0} : {1}|{0}~: {1}",
        "192.0.2.10:80 -> :8080|192.0.2.10:80 -> :8080",
        "iptables ! -i docker0|iptables ! -i docker0",
        "CLÉ: VALEUR|CLÉ: VALEUR"
      })
  void spacesBesideHighPunctuationDoNotBreak(String typed, String shown) {
    assertEquals(shown.replace('~', FrenchTypography.NO_BREAK_SPACE), FrenchTypography.of(typed));
  }

  @Test
  void frenchMessagesHaveThemAndEnglishOnesDoNot() {
    String bundle = "passerelle/cli/messages";
    assertEquals(
        "usage\u00a0: lang fr|en (et non\u00a0: x)",
        Messages.of(Language.FR, bundle).get("lang.usage", "x"));
    assertFalse(
        Messages.of(Language.EN, bundle).get("lang.usage", "x").indexOf('\u00a0') >= 0,
        "English has no such spaces");
  }

  @Test
  void frenchPagesHaveThemOutsideOfCode() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path page : frenchPages()) {
      boolean code = false;
      for (String line : Files.readAllLines(page)) {
        code ^= line.startsWith("```");
        String[] parts = code ? new String[0] : line.split("`", -1);
        for (int i = 0; i < parts.length; i += 2) {
          if (!FrenchTypography.of(parts[i]).equals(parts[i])) {
            wrong.add(ROOT.relativize(page) + ": " + line);
          }
        }
      }
    }
    assertEquals(List.of(), wrong, "put U+00A0 before ; : ! ? and inside of « »");
  }

  /** In the page of a browser it would be shown as a slash: what reads bundles there cuts it. */
  @Test
  void noTextHasTheNarrowSpace() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      List<Path> narrow =
          files
              .filter(file -> file.toString().matches(".*/src/main/.*(_fr.properties|pages.txt)"))
              .filter(file -> text(file).indexOf('\u202f') >= 0)
              .toList();
      assertEquals(List.of(), narrow);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> frenchPages() throws IOException {
    try (Stream<Path> lessons = Files.list(ROOT.resolve("lessons/fr"))) {
      return Stream.concat(
              Stream.of("README.fr.md", "lessons/decks/pilotes-reseau.md").map(ROOT::resolve),
              lessons.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .toList();
    }
  }
}

package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.why.cause.Cause;

/** The pages of causes have them all, and their examples are there and replay. */
class WhyPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|([^|]+)\\|([^|]*)\\|$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  private static List<String> causes(String page) throws IOException {
    List<String> named = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(DOCS.resolve(page)));
    while (row.find()) {
      named.add(row.group(1));
    }
    return named;
  }

  @ParameterizedTest
  @ValueSource(strings = {"WHY.md", "WHY.fr.md"})
  void aPageTellsOfEachCauseOnce(String page) throws IOException {
    List<String> all = Stream.of(Cause.values()).map(Cause::name).sorted().toList();
    assertEquals(all, causes(page).stream().sorted().toList());
  }

  @Test
  void bothPagesHaveTheSameOrderAndTheSameExamples() throws IOException {
    assertEquals(causes("WHY.md"), causes("WHY.fr.md"));
    assertEquals(links("WHY.md"), links("WHY.fr.md"));
    assertTrue(links("WHY.md").size() >= Cause.values().length, "an example for each");
  }

  private static List<String> links(String page) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(DOCS.resolve(page)));
    while (link.find()) {
      if (link.group(1).contains("troubles/")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  @Test
  void everyExampleIsATroubleInWhichWhyIsAsked() throws IOException {
    for (String link : links("WHY.md")) {
      String text = Files.readString(DOCS.resolve(link.replaceFirst("#.*", "")));
      assertTrue(text.contains("lab> why"), link);
    }
  }
}

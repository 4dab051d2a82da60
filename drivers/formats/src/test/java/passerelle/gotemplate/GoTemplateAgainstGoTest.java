package passerelle.gotemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The engine against the real one. {@code templates.tsv} holds a template a line with what Go
 * 1.24's text/template, with docker/cli's functions, printed or complained: how it was run, the
 * template, ok or error, the text, the latter in Go's quotes. {@code plain} and {@code zero} run on
 * {@code document.json}, {@code raw} (as Docker's retreat does) and {@code typed} (docker's
 * types.ContainerJSON of API 1.45) on {@code container.json}.
 */
class GoTemplateAgainstGoTest {
  private static final Object DOCUMENT = TestDocuments.json("document.json");
  private static final Object CONTAINER = TestDocuments.json("container.json");

  @Test
  @DisplayName("thousands of templates print and fail exactly as Go's do")
  void printsAndFailsAsGoDoes() {
    List<String> differences = new ArrayList<>();
    List<String> rows = TestDocuments.text("templates.tsv").lines().toList();
    for (String row : rows) {
      String[] cells = row.split("\t");
      String template = TestDocuments.unquote(cells[1]);
      String expected = cells[2] + " " + TestDocuments.unquote(cells[3]);
      String actual = run(cells[0], template);
      if (!actual.equals(expected)) {
        differences.add(cells[0] + " " + template + "\n  Go: " + expected + "\n  is: " + actual);
      }
    }
    assertTrue(rows.size() > 2000, "the table is there");
    assertEquals(List.of(), differences, () -> String.join("\n", differences));
  }

  private static String run(String how, String template) {
    try {
      GoTemplate parsed = DockerTemplates.parse("", template);
      return "ok "
          + switch (how) {
            case "zero" -> parsed.execute(asFloats(), MissingKey.ZERO);
            case "raw" -> parsed.execute(GoValue.ofJson(CONTAINER), MissingKey.ERROR);
            case "typed" ->
                parsed.execute(
                    Decoder.decode(
                        new GoType.PointerTo(DockerTypes.of(List.of("26.1")).container()),
                        CONTAINER),
                    MissingKey.INVALID);
            default -> parsed.execute(asFloats(), MissingKey.INVALID);
          };
    } catch (GoTemplateException e) {
      return "error " + e.getMessage();
    }
  }

  /** Go reads the numbers of JSON as float64 unless told otherwise. */
  private static GoValue asFloats() {
    return Decoder.decode(GoType.ANY, DOCUMENT);
  }
}

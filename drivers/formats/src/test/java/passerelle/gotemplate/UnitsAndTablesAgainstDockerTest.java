package passerelle.gotemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Units, ellipses and aligned tables against docker/go-units and docker/cli's formatter and
 * tabwriter. {@code units.tsv} holds what was asked for, the input, and what those printed.
 */
class UnitsAndTablesAgainstDockerTest {

  @Test
  @DisplayName("durations, sizes, ellipses, commands and tables print as docker's own do")
  void printAsDockersOwn() {
    List<String> differences = new ArrayList<>();
    List<String> rows = TestDocuments.text("units.tsv").lines().toList();
    for (String row : rows) {
      String[] cells = row.split("\t");
      String expected = TestDocuments.unquote(cells[2]);
      String actual = print(cells[0], cells[1]);
      if (!actual.equals(expected)) {
        differences.add(row + "\n  is: " + GoQuote.quote(actual));
      }
    }
    assertTrue(rows.size() > 300, "the table is there");
    assertEquals(List.of(), differences, () -> String.join("\n", differences));
  }

  private static String print(String what, String input) {
    return switch (what) {
      case "duration" -> Units.humanDuration(Long.parseLong(input));
      case "size" -> Units.humanSize(Double.parseDouble(input));
      case "size3" -> Units.humanSize(Double.parseDouble(input), 3);
      case "bytes" -> Units.bytesSize(Double.parseDouble(input));
      case "command" -> Units.command(TestDocuments.unquote(input), true);
      case "table" -> TabWriter.align(TestDocuments.unquote(input));
      default ->
          Units.ellipsis(
              TestDocuments.unquote(input), Integer.parseInt(what.substring("ellipsis".length())));
    };
  }
}

package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts take as many columns as the terminal gives them. */
class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "web, 3",
    "réseau, 6",
    "re\u0301seau, 6",
    "網路, 4",
    "한글, 4",
    "a\u200bb, 2",
    "🐳, 2",
    "✅, 2"
  })
  void aTextTakesTheColumnsOfItsCharacters(String text, int columns) {
    assertEquals(columns, Columns.of(text));
  }

  /** JLine edits the typed line with its own table: both must see the same screen. */
  @Test
  void theLineEditorCountsTheSame() {
    List<String> different = new ArrayList<>();
    for (int c = ' '; c <= 0xffff; c++) {
      int theirs = WCWidth.wcwidth(c);
      boolean text =
          Character.isLetterOrDigit(c)
              || Character.getType(c) == Character.NON_SPACING_MARK && c < 0x700;
      if (text && theirs >= 0 && theirs != Columns.of(c)) {
        different.add(String.format("%04x: %d, %d", c, Columns.of(c), theirs));
      }
    }
    assertEquals(List.of(), different);
  }
}

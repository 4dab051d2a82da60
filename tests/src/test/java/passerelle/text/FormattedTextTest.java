package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A text of several pieces is put into parentheses before its values are set in. */
class FormattedTextTest {
  private static final String PIECE = "\"(?:[^\"\\\\\n]|\\\\.)*+\"";

  /** Pieces of which only the last gets its values, though there is a place for one before. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "\"(?:[^\"\\\\\n%]|\\\\.)*+%[a-z0-9](?:[^\"\\\\\n]|\\\\.)*+\"\\s*\\+\\s*(?:"
              + PIECE
              + "\\s*\\+\\s*)*"
              + PIECE
              + "\\s*\\.formatted\\(");

  @Test
  void valuesAreSetIntoAllPiecesOfAText() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<String> wrong =
          files
              .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
              .filter(file -> LEFT_OUT.matcher(read(file)).find())
              .map(Path::toString)
              .toList();
      assertEquals(List.of(), wrong);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

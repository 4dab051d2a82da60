package passerelle.gotemplate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The documents and tables under {@code gotemplate/} of the test resources. */
final class TestDocuments {
  private TestDocuments() {}

  /** A JSON document as plain data. */
  static Object json(String name) {
    return new Load(LoadSettings.builder().build()).loadFromString(text(name));
  }

  static String text(String name) {
    try (InputStream in = TestDocuments.class.getResourceAsStream("/gotemplate/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cell of a table that is written in Go's quotes. */
  static String unquote(String cell) {
    return GoQuote.unquote(cell).orElseThrow();
  }
}

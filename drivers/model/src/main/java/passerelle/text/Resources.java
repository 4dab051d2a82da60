package passerelle.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts in UTF-8 that are part of the program. */
public final class Resources {
  private Resources() {}

  /**
   * A text.
   *
   * @param reader the class whose package it stands in, unless its name begins with a slash
   * @throws IllegalStateException when it is not there
   */
  public static String text(Class<?> reader, String name) {
    return find(reader, name).orElseThrow(() -> new IllegalStateException("no resource " + name));
  }

  /** A text that need not be there. */
  public static Optional<String> find(Class<?> reader, String name) {
    try (InputStream in = reader.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }

  /** The lines of a table: those that are neither empty nor, with a {@code #}, a remark. */
  public static Stream<String> rows(Class<?> reader, String name) {
    return text(reader, name).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
  }
}

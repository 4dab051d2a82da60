package passerelle.cli.course;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import passerelle.text.Language;

/** A lesson of one step, to be filled in by an author; it passes its lint. */
public final class LessonTemplate {
  private LessonTemplate() {}

  /** Its text in a language. */
  public static String in(Language language) {
    String name = "/passerelle/cli/lesson-template_" + language.code() + ".md";
    try (InputStream in = LessonTemplate.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}

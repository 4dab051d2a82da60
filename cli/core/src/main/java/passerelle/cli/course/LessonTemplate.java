package passerelle.cli.course;

import passerelle.text.Language;
import passerelle.text.Resources;

/** A lesson of one step, to be filled in by an author; it passes its lint. */
final class LessonTemplate {
  private LessonTemplate() {}

  /** Its text in a language. */
  public static String in(Language language) {
    String name = "/passerelle/cli/lesson-template_" + language.code() + ".md";
    return Resources.text(LessonTemplate.class, name);
  }
}

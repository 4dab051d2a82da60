package passerelle.lessons;

import java.util.List;
import passerelle.text.Language;
import passerelle.text.Messages;

/** A file that is no lesson: says what is wrong and what to try. */
public final class LessonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The bundle that holds the texts of this module. */
  public static final String BUNDLE = "passerelle/lessons/messages";

  private final String file;
  private final String key;
  private final transient List<Object> args;

  LessonException(String file, String key, Object... args) {
    this.file = file;
    this.key = key;
    this.args = List.of(args);
  }

  /** {@code FILE: what is wrong; what to try}. */
  public String describe(Messages messages) {
    return file + ": " + messages.get(key, args.toArray());
  }

  @Override
  public String getMessage() {
    return describe(Messages.of(Language.EN, BUNDLE));
  }
}

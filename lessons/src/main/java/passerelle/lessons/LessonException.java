package passerelle.lessons;

import java.util.List;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.Visible;

/** A file that is no lesson: says where, what is wrong, and what was expected. */
public final class LessonException extends Exception {
  /** The bundle that holds the texts of this module. */
  public static final String BUNDLE = "passerelle/lessons/messages";

  private final String file;
  private final int line;
  private final String key;
  private final transient List<Object> args;

  LessonException(String file, int line, String key, Object... args) {
    this.file = file;
    this.line = line;
    this.key = key;
    this.args = List.of(args);
  }

  /** A session of a lesson that is not there. */
  public static LessonException unknown(String file, String lesson) {
    return new LessonException(file, 1, "session.unknown", lesson);
  }

  /** {@code FILE:LINE: what is wrong; what was expected}. */
  public String describe(Messages messages) {
    Object[] told =
        args.stream()
            .map(arg -> arg instanceof Section s ? s.heading(messages.language()) : arg)
            .map(arg -> arg instanceof String text ? Visible.of(text) : arg)
            .toArray();
    return Visible.of(file) + ":" + line + ": " + messages.get(key, told);
  }

  @Override
  public String getMessage() {
    return describe(Messages.of(Language.EN, BUNDLE));
  }
}

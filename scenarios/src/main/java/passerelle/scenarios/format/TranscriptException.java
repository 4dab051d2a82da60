package passerelle.scenarios.format;

import java.util.List;
import passerelle.text.Language;
import passerelle.text.Messages;

/** A file that is no readable transcript: says where, what is wrong, and what to try. */
public final class TranscriptException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The bundle that holds the texts of this module. */
  public static final String BUNDLE = "passerelle/scenarios/messages";

  private final String where;
  private final String key;
  private final transient List<Object> args;

  private TranscriptException(String where, String key, List<Object> args) {
    this.where = where;
    this.key = key;
    this.args = args;
  }

  /** A fault in one line of a file, counted from 1; the text and its arguments by key. */
  public static TranscriptException at(String file, int line, String key, Object... args) {
    return new TranscriptException(file + ":" + line, key, List.of(args));
  }

  /** A fault of the file as a whole. */
  public static TranscriptException ofFile(String file, String key, Object... args) {
    return new TranscriptException(file, key, List.of(args));
  }

  /** {@code FILE:LINE: what is wrong; what to try}, in the language of the messages. */
  public String describe(Messages messages) {
    return where + ": " + messages.get(key, args.toArray());
  }

  @Override
  public String getMessage() {
    return describe(Messages.of(Language.EN, BUNDLE));
  }
}

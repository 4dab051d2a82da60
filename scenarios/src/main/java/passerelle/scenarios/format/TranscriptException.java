package passerelle.scenarios.format;

import java.util.List;
import java.util.OptionalInt;
import passerelle.files.FileRefusal;
import passerelle.text.Language;
import passerelle.text.Messages;

/** A file that is no readable transcript: says where, what is wrong, and what to try. */
public final class TranscriptException extends Exception {
  /** The bundle that holds the texts of this module. */
  public static final String BUNDLE = "passerelle/scenarios/messages";

  private final String file;
  private final int line;
  private final String key;
  private final transient List<Object> args;

  private TranscriptException(String file, int line, String key, List<Object> args) {
    this.file = file;
    this.line = line;
    this.key = key;
    this.args = args;
  }

  /** A fault in one line of a file, counted from 1; the text and its arguments by key. */
  public static TranscriptException at(String file, int line, String key, Object... args) {
    return new TranscriptException(file, line, key, List.of(args));
  }

  /** A fault of the file as a whole. */
  public static TranscriptException ofFile(String file, String key, Object... args) {
    return new TranscriptException(file, 0, key, List.of(args));
  }

  /** A file that may not or cannot be read or written. */
  public static TranscriptException of(FileRefusal refusal) {
    return new TranscriptException(
        refusal.file(), refusal.line(), "file.refused", List.of(refusal));
  }

  /** A file that another one names in its front matter, and that cannot be had. */
  public static TranscriptException of(String file, FileRefusal refusal) {
    return new TranscriptException(file, 0, "front-matter.file", List.of(refusal.name(), refusal));
  }

  /** The file that has the fault. */
  public String file() {
    return file;
  }

  /** Its line, from 1; empty for a fault of the file as a whole. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }

  /** {@code FILE:LINE: what is wrong; what to try}, in the language of the messages. */
  public String describe(Messages messages) {
    return file + (line == 0 ? "" : ":" + line) + ": " + what(messages);
  }

  /** What is wrong, and what to try. */
  public String what(Messages messages) {
    Object[] told =
        args.stream()
            .map(arg -> arg instanceof FileRefusal file ? file.why(messages.language()) : arg)
            .toArray();
    return messages.get(key, told);
  }

  @Override
  public String getMessage() {
    return describe(Messages.of(Language.EN, BUNDLE));
  }
}

package passerelle.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import passerelle.text.Language;
import passerelle.text.Messages;

/** A file that may not or cannot be read or written: says which, why, and what to try. */
public final class FileRefusal extends Exception {
  private static final String BUNDLE = "passerelle/files/messages";

  private final String name;
  private final int line;
  private final String key;
  private final transient List<Object> args;

  /** A refusal whose reason stands in this package's messages. */
  FileRefusal(String name, String key, Object... args) {
    this(name, 0, key, args);
  }

  private FileRefusal(String name, int line, String key, Object... args) {
    this.name = name;
    this.line = line;
    this.key = key;
    this.args = List.of(args);
  }

  /**
   * A file that is no UTF-8.
   *
   * @param line where, from 1
   */
  static FileRefusal notUtf8(String name, int line) {
    return new FileRefusal(name, line, "encoding");
  }

  /** A file that is not there, or that the machine does not let be read. */
  static FileRefusal unreadable(String name, Exception why) {
    return why instanceof NoSuchFileException
        ? new FileRefusal(name, "missing")
        : new FileRefusal(name, "unreadable", reason(why));
  }

  /** A file that the machine does not let be written. */
  static FileRefusal unwritable(String name, Exception why) {
    return new FileRefusal(name, "unwritable", reason(why));
  }

  /** Why, in a few words of the machine's: without the path that Java's messages repeat. */
  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (cause instanceof FileSystemLoopException) {
      return "Too many levels of symbolic links";
    }
    String told =
        cause instanceof FileSystemException f ? f.getReason() : ((IOException) cause).getMessage();
    return told == null ? cause.getClass().getSimpleName() : told;
  }

  /** How the file was called, with the line in it that is wrong, if one is. */
  public String name() {
    return line == 0 ? name : name + ":" + line;
  }

  /** How the file was called. */
  public String file() {
    return name;
  }

  /** The line that is wrong, from 1; 0 if it is the file as a whole. */
  public int line() {
    return line;
  }

  /** Why, and what to try, without the file's name. */
  public String why(Language language) {
    return Messages.of(language, BUNDLE).get(key, args.toArray());
  }

  /** {@code NAME: why; what to try}. */
  public String describe(Language language) {
    return name() + ": " + why(language);
  }

  @Override
  public String getMessage() {
    return describe(Language.EN);
  }
}

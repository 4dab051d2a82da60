package passerelle.scenarios.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import passerelle.files.FileRefusal;
import passerelle.files.FileTree;
import passerelle.files.RegularFile;
import passerelle.files.Utf8;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/** Transcripts on disk: finding, reading and rewriting them. */
public final class TranscriptFiles {
  /** A transcript may have so many octets. */
  private static final int MOST_OCTETS = 4 << 20;

  private TranscriptFiles() {}

  /**
   * What several paths mean.
   *
   * @param files to be run, in order
   * @param problems by the path that has it
   */
  public record Found(List<Path> files, Map<Path, TranscriptException> problems) {}

  /**
   * The transcripts that paths mean.
   *
   * @param apart whether no two may have one name, because what they write is kept by name
   */
  public static Found find(List<Path> paths, boolean apart) {
    List<Path> files = new ArrayList<>();
    Map<Path, TranscriptException> problems = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Path path : paths) {
      try {
        for (Path file : find(path)) {
          if (apart && !names.add(LabOptions.name(file).toLowerCase(Locale.ROOT))) {
            problems.put(file, TranscriptException.ofFile(file.toString(), "file.kept-twice"));
          } else {
            files.add(file);
          }
        }
      } catch (TranscriptException e) {
        problems.put(path, e);
      }
    }
    return new Found(files, problems);
  }

  /** The transcripts that a path means: the file itself, or all those below a directory. */
  public static List<Path> find(Path path) throws TranscriptException {
    if (!FileTree.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> found = below(path);
    if (found.isEmpty()) {
      throw TranscriptException.ofFile(path.toString(), "dir.empty");
    }
    return found;
  }

  /**
   * All {@code .md} files below a directory that have a {@code console} fence, sorted, and those
   * that cannot be read: whoever reads them next says why.
   */
  public static List<Path> below(Path directory) throws TranscriptException {
    return markdownBelow(directory).stream().filter(file -> mayBeOne(file)).toList();
  }

  private static boolean mayBeOne(Path file) {
    try {
      return Transcript.looksLikeOne(text(file));
    } catch (TranscriptException unreadable) {
      return true;
    }
  }

  private static List<Path> markdownBelow(Path directory) throws TranscriptException {
    try {
      return FileTree.below(directory, ".md");
    } catch (FileRefusal refused) {
      throw TranscriptException.of(refused);
    }
  }

  /** Reads a transcript; a file without a {@code console} fence is none. */
  public static Transcript read(Path file) throws TranscriptException {
    String text = text(file);
    if (!Transcript.looksLikeOne(text)) {
      throw TranscriptException.ofFile(file.toString(), "file.no-console");
    }
    return Transcript.parse(file.toString(), text);
  }

  /**
   * The text of a file that is none too large and UTF-8, without the mark that some editors set.
   */
  public static String text(Path file) throws TranscriptException {
    try {
      String text = Utf8.decode(file.toString(), RegularFile.read(file, MOST_OCTETS));
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (FileRefusal refused) {
      throw TranscriptException.of(refused);
    }
  }

  /** Replaces a transcript's file at once: a failure leaves the old text. Permissions stay. */
  public static void write(Path file, Transcript transcript) throws TranscriptException {
    try {
      RegularFile.replace(file, transcript.source().getBytes(StandardCharsets.UTF_8));
    } catch (FileRefusal refused) {
      throw TranscriptException.of(refused);
    }
  }
}

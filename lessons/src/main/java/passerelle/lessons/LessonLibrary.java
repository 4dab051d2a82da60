package passerelle.lessons;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.files.FileTree;
import passerelle.files.OwnPaths;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Language;

/** The lessons of a directory: {@code en/NAME.md}, {@code fr/NAME.md}. */
public final class LessonLibrary {
  private final Path root;

  public LessonLibrary(Path root) {
    this.root = root;
  }

  /**
   * All lessons of a language, by file name.
   *
   * @throws LessonException when one of them is none
   * @throws TranscriptException when one of them is no transcript
   */
  public List<Lesson> all(Language language) throws LessonException, TranscriptException {
    List<Lesson> lessons = new ArrayList<>();
    for (Path file : files(language)) {
      lessons.add(read(file));
    }
    return lessons;
  }

  /** The lesson of a name, in that language or another. */
  public Optional<Lesson> find(String name, Language language)
      throws LessonException, TranscriptException {
    List<Path> candidates = new ArrayList<>(files(language));
    for (Language other : Language.values()) {
      candidates.addAll(files(other));
    }
    for (Path file : candidates) {
      if (nameOf(file).equals(name)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  /** The lesson in a file of that path, if it looks like one: it ends in {@code .md}. */
  public static Optional<Lesson> at(String path) throws LessonException, TranscriptException {
    try {
      Path file = OwnPaths.of(path);
      return path.endsWith(".md") ? Optional.of(read(file)) : Optional.empty();
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static Lesson read(Path file) throws LessonException, TranscriptException {
    return Lesson.of(nameOf(file), TranscriptFiles.read(file));
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.md$", "");
  }

  private List<Path> files(Language language) throws TranscriptException {
    Path directory = root.resolve(language.code());
    return FileTree.isDirectory(directory) ? TranscriptFiles.below(directory) : List.of();
  }
}

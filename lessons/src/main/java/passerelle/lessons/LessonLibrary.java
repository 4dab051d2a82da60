package passerelle.lessons;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** The lesson of a name, in that language or another, or in a file of that path. */
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
    Optional<Path> file = file(name);
    return file.isPresent() ? Optional.of(read(file.get())) : Optional.empty();
  }

  private static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name))
          .filter(path -> name.endsWith(".md") && Files.isRegularFile(path));
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

  private List<Path> files(Language language) {
    try (Stream<Path> found = Files.list(root.resolve(language.code()))) {
      return found.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }
}

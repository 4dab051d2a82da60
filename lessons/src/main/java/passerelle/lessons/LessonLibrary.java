package passerelle.lessons;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import passerelle.files.OwnPaths;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Language;

/** The lessons of a course. The number of a lesson is the same in all languages. */
public final class LessonLibrary {
  private final Shelf shelf;

  /** A lesson by its place on the shelf. */
  private record Title(Language language, String path) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** The lessons of a directory: {@code en/NN-NAME.md}, {@code fr/NN-NOM.md}. */
  public LessonLibrary(Path root) {
    this(new DirectoryShelf(root));
  }

  /** The lessons that stand somewhere. */
  public LessonLibrary(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Whether a file is one of this library's. */
  public boolean holds(Path file) {
    return shelf.holds(file);
  }

  /**
   * All lessons of a language, in the order of the course.
   *
   * @throws LessonException when one of them is none
   * @throws TranscriptException when one of them is no transcript
   */
  public List<Lesson> all(Language language) throws LessonException, TranscriptException {
    List<Lesson> lessons = new ArrayList<>();
    for (Title title : titles(language)) {
      lessons.add(read(title));
    }
    return lessons;
  }

  /**
   * The lesson that is meant by its number, its name in any language, or the beginning of one.
   *
   * @param language in which it is wanted; where it is not there in that, it comes in another
   */
  public Optional<Lesson> find(String word, Language language)
      throws LessonException, TranscriptException {
    String wanted = word.toLowerCase(Locale.ROOT);
    TreeSet<String> exact = new TreeSet<>();
    TreeSet<String> begun = new TreeSet<>();
    for (Title title : everywhere(language)) {
      String name = title.name();
      String bare = Lesson.bare(name);
      if (List.of(name, bare).contains(wanted) || isNumber(wanted, name)) {
        exact.add(identity(name));
      } else if (bare.startsWith(wanted) || name.startsWith(wanted)) {
        begun.add(identity(name));
      }
    }
    TreeSet<String> meant = exact.isEmpty() ? begun : exact;
    return wanted.isEmpty() || meant.size() != 1
        ? Optional.empty()
        : inLanguage(meant.first(), language);
  }

  /** The same lesson in another language, where it is there. */
  public Optional<Lesson> inLanguage(String key, Language language)
      throws LessonException, TranscriptException {
    for (Title title : everywhere(language)) {
      if (identity(title.name()).equals(key)) {
        return Optional.of(read(title));
      }
    }
    return Optional.empty();
  }

  private static boolean isNumber(String word, String name) {
    return word.matches("[0-9]{1,2}") && Integer.parseInt(word) == Lesson.number(name);
  }

  /** What {@link Lesson#key} will be. */
  private static String identity(String name) {
    return Lesson.number(name) == 0 ? name : name.substring(0, 2);
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

  /** The lesson in a file. */
  public static Lesson read(Path file) throws LessonException, TranscriptException {
    return Lesson.of(nameOf(file), TranscriptFiles.read(file));
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.md$", "");
  }

  private Lesson read(Title title) throws LessonException, TranscriptException {
    return Lesson.of(title.name(), shelf.read(title.language(), title.path()));
  }

  /** Those of all languages, those of one first. */
  private List<Title> everywhere(Language first) throws TranscriptException {
    List<Title> all = new ArrayList<>(titles(first));
    for (Language other : Language.values()) {
      if (other != first) {
        all.addAll(titles(other));
      }
    }
    return all;
  }

  private List<Title> titles(Language language) throws TranscriptException {
    return shelf.names(language).stream().map(path -> new Title(language, path)).toList();
  }
}

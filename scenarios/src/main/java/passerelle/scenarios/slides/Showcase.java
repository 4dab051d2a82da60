package passerelle.scenarios.slides;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.files.FileTree;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.TranscriptFiles;

/** Where the library of scenarios and the lessons show a command that a deck only mentions. */
final class Showcase {
  /**
   * A command of a transcript.
   *
   * @param file relative to the directory of Passerelle
   * @param line its line there
   * @param command with its prompt
   */
  public record Example(String file, int line, String command) {}

  private record Entry(Features features, Example example) {}

  private static final List<String> FOLDERS =
      List.of(
          "scenarios/library", "lessons/en", "lessons/fr", "scenarios/engine", "scenarios/kernel");

  private final List<Entry> entries;

  private Showcase(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * What stands below the directory of Passerelle.
   *
   * @throws TranscriptException when a transcript there cannot be read
   */
  public static Showcase in(Path home) throws TranscriptException {
    List<Entry> entries = new ArrayList<>();
    for (String folder : FOLDERS) {
      Path directory = home.resolve(folder);
      if (FileTree.isDirectory(directory)) {
        for (Path file : TranscriptFiles.find(directory)) {
          Transcript transcript = TranscriptFiles.read(file);
          String name = home.relativize(file).toString().replace('\\', '/');
          transcript.steps().forEach(step -> entries.add(entry(name, step)));
        }
      }
    }
    return new Showcase(List.copyOf(entries));
  }

  private static Entry entry(String file, Step step) {
    String command = step.place().prompt() + step.command();
    return new Entry(Features.of(step.command()), new Example(file, step.line(), command));
  }

  /** The example that shows a command with the least besides it; the first of equal ones. */
  Optional<Example> of(String command) {
    Features wanted = Features.of(command);
    return entries.stream()
        .filter(entry -> wanted.areShownBy(entry.features()))
        .min(Comparator.comparingInt(entry -> entry.features().words().size()))
        .map(Entry::example);
  }
}

package passerelle.lessons;

import java.nio.file.Path;
import java.util.List;
import passerelle.files.FileTree;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Language;

/** The lessons of a directory: {@code en/NN-NAME.md}, {@code fr/NN-NOM.md}. */
record DirectoryShelf(Path root) implements Shelf {
  @Override
  public List<String> names(Language language) throws TranscriptException {
    Path directory = root.resolve(language.code());
    return FileTree.isDirectory(directory)
        ? TranscriptFiles.below(directory).stream().map(file -> nameIn(directory, file)).toList()
        : List.of();
  }

  @Override
  public boolean holds(Path file) {
    return file.toAbsolutePath().normalize().startsWith(root.toAbsolutePath().normalize());
  }

  private static String nameIn(Path directory, Path file) {
    return directory.relativize(file).toString().replaceFirst("\\.md$", "");
  }

  @Override
  public Transcript read(Language language, String name) throws TranscriptException {
    return TranscriptFiles.read(root.resolve(language.code()).resolve(name + ".md"));
  }
}

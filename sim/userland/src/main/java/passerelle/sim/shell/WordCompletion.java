package passerelle.sim.shell;

import java.util.List;
import java.util.stream.Stream;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Completion;

/** What Tab completes to: commands, variables and file names ({@code bashline.c}). */
record WordCompletion(Process self, ShellState state) implements Completion.Completer {
  private static final String BREAKS = " \t\n;|&(<>=";
  private static final String BEFORE_COMMAND = ";|&(";

  @Override
  public Completion complete(String before) {
    int start = before.length();
    while (start > 0 && BREAKS.indexOf(before.charAt(start - 1)) < 0) {
      start--;
    }
    String word = before.substring(start);
    String head = before.substring(0, start).stripTrailing();
    boolean command = head.isEmpty() || BEFORE_COMMAND.indexOf(head.charAt(head.length() - 1)) >= 0;
    Stream<String> candidates;
    if (word.startsWith("$")) {
      candidates = state.variables.sorted().keySet().stream().map(name -> "$" + name);
    } else if (command && !word.contains("/")) {
      candidates =
          Stream.concat(self.place().tools().names().stream(), state.functions.keySet().stream());
    } else {
      candidates = files(word);
    }
    return new Completion(
        start, candidates.filter(name -> name.startsWith(word)).distinct().sorted().toList());
  }

  private Stream<String> files(String word) {
    String directory = word.substring(0, word.lastIndexOf('/') + 1);
    String path = self.path(directory.isEmpty() ? "." : directory);
    boolean hidden = word.startsWith(directory + ".");
    try {
      List<String> names = self.files().list(path);
      return names.stream()
          .filter(name -> hidden || !name.startsWith("."))
          .map(name -> directory + name + (isDirectory(path, name) ? "/" : ""));
    } catch (FileError unreadable) {
      return Stream.empty();
    }
  }

  private boolean isDirectory(String path, String name) {
    return self.files().isDirectory(FileSystem.resolve(path, name));
  }
}

package passerelle.engine.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Identities;
import passerelle.engine.Paths;
import passerelle.engine.dockerfile.BuildVariables;
import passerelle.engine.dockerfile.Instruction;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/** What {@code COPY} and {@code ADD} copy (dockerfile2llb/convert.go: dispatchCopy). */
final class BuildCopy {
  private static final String ELSEWHERE = "(https?|git)://.*|.*\\.t(ar|gz|bz2|xz)(\\..*)?";

  private BuildCopy() {}

  /** The sources of {@code COPY}. */
  static List<String> sources(Instruction copy, BuildVariables variables) {
    List<String> words = words(copy, variables);
    List<String> sources = new ArrayList<>(words.subList(0, Math.max(0, words.size() - 1)));
    sources.removeIf(s -> s.startsWith("<<"));
    return sources;
  }

  private static List<String> words(Instruction copy, BuildVariables variables) {
    return copy.list().orElse(copy.words()).stream()
        .map(variables::in)
        .map(Instruction::unquoted)
        .toList();
  }

  /** What a source is; a pattern may be many files. */
  static List<String> found(String source, BuildContext from, Instruction copy)
      throws BuildFailure, KernelException {
    if (copy.keyword().equals("ADD") && source.matches(ELSEWHERE)) {
      throw new BuildFailure(
          "Passerelle does not model ADD of archives and addresses", copy.first(), copy.last());
    }
    List<String> found = from.sources(source);
    if (found.isEmpty()) {
      String path = Paths.clean("/" + source);
      throw new BuildFailure(
          "failed to compute cache key: failed to calculate checksum of ref %s::%s%s"
              .formatted(
                  Identities.derived("ref", copy.text()).substring(0, 25),
                  Identities.derived("snapshot", copy.text()).substring(0, 25),
                  ": \"" + path + "\": not found"),
          copy.first(),
          copy.last());
    }
    return found;
  }

  static void run(Instruction copy, BuildStage stage, BuildContext from, FileTree files)
      throws BuildFailure, KernelException {
    List<String> words = words(copy, stage.variables());
    String typed = words.get(words.size() - 1);
    String base = typed.startsWith("/") ? "" : stage.configuration().directory() + "/";
    String target = Paths.clean(base + typed);
    List<String> found = new ArrayList<>();
    for (String source : sources(copy, stage.variables())) {
      found.addAll(found(source, from, copy));
    }
    boolean directory =
        typed.endsWith("/")
            || typed.equals(".")
            || typed.endsWith("/.")
            || found.size() + copy.documents().size() > 1
            || files.kind(target) == FileTree.Kind.DIRECTORY;
    Map<String, String> documents = new LinkedHashMap<>(copy.documents());
    for (Map.Entry<String, String> document : documents.entrySet()) {
      String to = directory ? below(target, document.getKey()) : target;
      files.makeDirectories(Paths.parent(to));
      files.write(to, ByteText.encode(document.getValue()), false);
    }
    for (String path : found) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean into = directory && !from.isDirectory(path);
      from.copy(path, files, into ? below(target, name) : target);
    }
    mode(copy, found, files, target, directory);
  }

  /** {@code --chmod}, as far as it lets files be run. */
  private static void mode(
      Instruction copy, List<String> found, FileTree files, String target, boolean directory)
      throws KernelException {
    String mode = copy.flags().getOrDefault("chmod", "");
    if (!mode.matches("0?[1357]\\d\\d|.*\\+x")) {
      return;
    }
    for (String path : found) {
      String to = directory ? below(target, path.substring(path.lastIndexOf('/') + 1)) : target;
      if (files.kind(to) == FileTree.Kind.FILE) {
        files.write(to, files.read(to), true);
      }
    }
  }

  private static String below(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }
}

package passerelle.cli.why.typed;

import java.util.List;
import passerelle.engine.Container;
import passerelle.sim.shell.Outline;

/**
 * The line that made a container, as somebody typed it; where that cannot be read, or is one of
 * several, by what the engine knows of the container ({@link Remembered}).
 */
final class AsTyped {
  private AsTyped() {}

  /** The line of a container among commands that were typed. */
  static RunLine of(Container container, List<Outline.Simple> typed) {
    List<List<String>> lines =
        typed.stream()
            .map(Outline.Simple::words)
            .filter(words -> isRun(words) && words.indexOf(container.spec().image()) > 0)
            .toList();
    List<List<String>> naming =
        lines.stream().filter(words -> words.stream().anyMatch(w -> names(w, container))).toList();
    List<List<String>> best = naming.isEmpty() ? lines : naming;
    return best.size() == 1 && best.get(0).stream().noneMatch(AsTyped::isExpanded)
        ? RunLine.of(container, best.get(0))
        : Remembered.of(container);
  }

  private static boolean isRun(List<String> words) {
    int docker = words.indexOf("docker");
    return docker >= 0
        && docker <= 1
        && words.stream().anyMatch(w -> w.equals("run") || w.equals("create"));
  }

  private static boolean names(String word, Container container) {
    return word.equals(container.name()) || word.equals("--name=" + container.name());
  }

  private static boolean isExpanded(String word) {
    // Where one stands is the same when it is typed again, and single quotes keep all as it is.
    String rest = word.replaceAll("'[^']*'|\\$(PWD|\\{PWD\\}|\\(pwd\\))|`pwd`", "");
    return rest.indexOf('$') >= 0 || rest.indexOf('`') >= 0;
  }
}

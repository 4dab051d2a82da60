package passerelle.engine.compose;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/** What is wrong with a file, as go-yaml says it. */
final class Yaml {
  private Yaml() {}

  /** With the line that go-yaml tells: that of what has begun, counted from 0 by its parser. */
  static String problem(MarkedYamlEngineException e) {
    int more = e instanceof ScannerException ? 1 : 0;
    int line =
        e.getContextMark()
            .map(Mark::getLine)
            .filter(n -> n != 0)
            .or(() -> e.getProblemMark().map(Mark::getLine).filter(n -> n != 0))
            .map(n -> n + more)
            .orElse(0);
    boolean alias = e.getProblem().startsWith("found undefined alias");
    return "yaml: " + (line == 0 || alias ? "" : "line " + line + ": ") + words(e);
  }

  private static String words(MarkedYamlEngineException e) {
    String context = Optional.ofNullable(e.getContext()).orElse("");
    if (e.getProblem().startsWith("expected <block end>")) {
      return context.contains("collection") || context.contains("sequence")
          ? "did not find expected '-' indicator"
          : "did not find expected key";
    }
    return e.getProblem()
        .replaceFirst("^found undefined alias (\\S+).*", "unknown anchor '$1' referenced")
        .replaceFirst(" '.*'(?= that cannot start)", "")
        .replaceFirst("\\. \\(Do not use.*", "");
  }
}

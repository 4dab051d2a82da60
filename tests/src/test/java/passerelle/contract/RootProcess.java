package passerelle.contract;

import java.util.List;
import java.util.Map;
import passerelle.kernel.ProcessSpec;

/** Processes that tests begin. */
public final class RootProcess {
  private RootProcess() {}

  /** A process of root, in the root directory. */
  public static ProcessSpec of(
      String space,
      List<String> argv,
      Map<String, String> environment,
      boolean terminal,
      int columns) {
    return new ProcessSpec(
        space, argv, environment, terminal, columns, "/", 0, 0, List.of(), false);
  }
}

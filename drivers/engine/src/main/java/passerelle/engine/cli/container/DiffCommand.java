package passerelle.engine.cli.container;

import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.Invocation;
import passerelle.kernel.FileTree;

/** {@code docker diff} (docker/cli container/diff.go). */
public final class DiffCommand {
  private DiffCommand() {}

  public static int run(Invocation call) throws EngineException {
    Container container = call.engine().container(call.arguments().get(0));
    for (FileTree.Change change : call.engine().roots().changes(container)) {
      String kind =
          switch (change.kind()) {
            case ADDED -> "A ";
            case CHANGED -> "C ";
            case DELETED -> "D ";
          };
      call.line(kind + change.path());
    }
    return 0;
  }
}

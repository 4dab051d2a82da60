package passerelle.engine.cli;

import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.kernel.FileTree;

/** {@code docker diff} (docker/cli container/diff.go). */
final class DiffCommand {
  private DiffCommand() {}

  static int run(Invocation call) throws EngineException {
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

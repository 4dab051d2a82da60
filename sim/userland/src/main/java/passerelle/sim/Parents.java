package passerelle.sim;

import java.util.HashMap;
import java.util.Map;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Spawn;

/**
 * Whose children the processes are that an engine starts: in a container those of its shim, on the
 * engine's host those of dockerd.
 */
final class Parents {
  /** Those of Go's runtime in {@code runc init}, as seen with runc 1.1 and 1.3. */
  private static final int THREADS = 5;

  private final Map<String, Process> parents = new HashMap<>();

  /** From now on, what is started in a space are children of this process. */
  void set(String space, Process process) {
    parents.put(space, process);
  }

  /** Makes a new process a child, if its parent is still there; runc begins it. */
  Spawn child(String space, Spawn wanted) {
    wanted.threads(THREADS);
    Process parent = parents.get(space);
    return parent != null && parent.isRunning() ? wanted.childOf(parent) : wanted;
  }

  /** The processes of a space have ended, and so does what has kept them. */
  void end(String space) {
    Process parent = parents.remove(space);
    if (parent != null) {
      parent.signal(Signal.KILL);
    }
  }
}

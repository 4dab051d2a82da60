package passerelle.real.space;

import java.util.Map;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/** Finds the program of a command, as runc does before it starts it (Go's exec.LookPath). */
final class ProgramSearch {
  private ProgramSearch() {}

  /**
   * The program's path.
   *
   * @throws KernelException ENOENT where there is none; EISDIR or EACCES where a path is given and
   *     it is no program
   */
  static String find(RootFiles files, String command, Map<String, String> environment)
      throws KernelException {
    if (command.contains("/")) {
      if (!files.exists(command)) {
        throw new KernelException(Errno.ENOENT);
      } else if (files.isDirectory(command)) {
        throw new KernelException(Errno.EISDIR);
      } else if (!files.isProgram(command)) {
        throw new KernelException(Errno.EACCES);
      }
      return command;
    }
    for (String directory : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      String path = directory + "/" + command;
      if (path.startsWith("/") && !command.isEmpty() && files.isProgram(path)) {
        return path;
      }
    }
    throw new KernelException(Errno.ENOENT);
  }
}

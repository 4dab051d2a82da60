package passerelle.cli.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import passerelle.kernel.KernelProcess;

/** A process of a real container, as /proc shows it. */
final class ProcessGlance {
  /**
   * How often, a millisecond apart, a process that a loaded machine keeps from its execve(2) is
   * looked at.
   */
  private static final int PATIENCE = 5000;

  private ProcessGlance() {}

  /**
   * Its words, each ended by a zero byte; empty when it has ended. Until it has become its program,
   * a process shows the command line of its parent, and none for a moment within execve(2), between
   * the new address space and its arguments (fs/binfmt_elf.c).
   */
  static String commandLine(KernelProcess process) {
    String own = text("self", "cmdline");
    String line = text(name(process), "cmdline");
    for (int looked = 0; isEarly(line, own, process) && looked < PATIENCE; looked++) {
      LockSupport.parkNanos(1_000_000);
      line = text(name(process), "cmdline");
    }
    return line;
  }

  private static boolean isEarly(String line, String own, KernelProcess process) {
    return line.equals(own) || line.isEmpty() && process.exitStatus().isEmpty();
  }

  /** The variables that it has begun with. */
  static Map<String, String> environment(KernelProcess process) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String variable : text(name(process), "environ").split("\0")) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        found.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return found;
  }

  /** The directory that it is in; empty when it has ended. */
  static String directory(KernelProcess process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", name(process), "cwd")).toString();
    } catch (IOException ended) {
      return "";
    }
  }

  private static String name(KernelProcess process) {
    return Integer.toString(process.pid());
  }

  private static String text(String process, String file) {
    try {
      return Files.readString(Path.of("/proc", process, file), StandardCharsets.UTF_8);
    } catch (IOException ended) {
      return "";
    }
  }
}

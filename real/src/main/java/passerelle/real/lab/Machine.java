package passerelle.real.lab;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.real.exec.Programs;

/**
 * What a machine shows of itself to who asks whether a lab can run on it.
 *
 * @param system its operating system, as {@code os.name} has it
 * @param root where its files are: {@code /}, but in tests
 * @param programs finds the file of a program
 */
record Machine(String system, Path root, Function<String, Optional<Path>> programs) {
  /** linux/capability.h. */
  private static final int CAP_NET_ADMIN = 12;

  private static final int CAP_SYS_ADMIN = 21;

  static Machine thisOne() {
    return new Machine(System.getProperty("os.name", "?"), Path.of("/"), Programs::find);
  }

  boolean isLinux() {
    return system.equals("Linux");
  }

  /** A file's content without the white space around it; empty when it cannot be read. */
  Optional<String> file(String path) {
    try {
      return Optional.of(Files.readString(root.resolve(path), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A setting of the kernel, {@code user.max_user_namespaces}, if it has it. */
  Optional<String> setting(String name) {
    return file("proc/sys/" + name.replace('.', '/'));
  }

  /**
   * Whether this process may make namespaces and devices without being root of a user namespace.
   */
  boolean isPrivileged() {
    return file("proc/self/status").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> new BigInteger(line.substring(line.indexOf(':') + 1).strip(), 16))
        .anyMatch(caps -> caps.testBit(CAP_NET_ADMIN) && caps.testBit(CAP_SYS_ADMIN));
  }

  /** Whether it is a container of Docker or Podman. */
  boolean isContainer() {
    return List.of(".dockerenv", "run/.containerenv").stream()
        .anyMatch(mark -> Files.exists(root.resolve(mark)));
  }

  /** A command that only the administrator may give, as this user gives it. */
  String asAdministrator(String command) {
    return isPrivileged() ? command : "sudo " + command;
  }
}

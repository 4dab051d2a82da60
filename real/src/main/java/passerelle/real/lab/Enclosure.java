package passerelle.real.lab;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.real.sys.Libc;

/**
 * The namespaces of its own that real mode runs in. A program that is not in them yet starts itself
 * again, in the same terminal, under {@code unshare --net --mount --pid} as root, and with {@code
 * --user --map-root-user} as anybody else: its network, mounts and processes are then the
 * enclosure's, and however it ends, by {@code kill -9} as well, the kernel takes them all down
 * (pid_namespaces(7), network_namespaces(7), prctl(2) PR_SET_PDEATHSIG).
 *
 * <pre>
 * keeper.sh   outside; what the user started and sees end
 * └─ init.sh  process 1 inside; reaps orphans; killed by the kernel when the keeper ends
 *    └─ java  the program
 * </pre>
 */
public final class Enclosure {
  /** The system property that names the network namespace the program was started from. */
  static final String STARTED_FROM = "passerelle.enclosure";

  private static final Path DIRECTORY = Path.of("/proc/driver");

  /** asm-generic/ioctls.h: close on exec. */
  private static final long FIOCLEX = 0x5451;

  private static final String LABEL = "passerelle";
  private static final Path NETNS = Path.of("/proc/self/ns/net");

  private Enclosure() {}

  /**
   * Goes on inside: where the program is not there yet, it is replaced by itself inside, and this
   * never returns.
   *
   * @return empty inside; otherwise why it cannot be, with nothing done
   */
  public static Optional<Refusal> enter() {
    if (isInside()) {
      return Optional.empty();
    }
    if (System.getProperty(STARTED_FROM) != null) {
      return Optional.of(Refusal.of(Said.of("enclosure.untrue", "-D" + STARTED_FROM)));
    }
    Machine machine = Machine.thisOne();
    return new Doctor(machine).refusal().or(() -> Optional.of(startAgain(machine)));
  }

  /**
   * Whether this process is in an enclosure: it was started from another network namespace than the
   * one it is in, and the enclosure's private directory is there.
   */
  public static boolean isInside() {
    String from = System.getProperty(STARTED_FROM, "");
    try {
      return from.startsWith("net:[") && !from.equals(netns()) && hasDirectory();
    } catch (IOException e) {
      return false;
    }
  }

  /** Refuses to go on anywhere but in an enclosure: what every lab calls before its first plan. */
  public static void require() {
    if (!isInside()) {
      throw new IllegalStateException(
          "not in an enclosure: this would change the network of the machine itself");
    }
  }

  /** An empty directory in memory that nobody outside sees, and that ends with the enclosure. */
  public static Path directory() {
    require();
    return DIRECTORY;
  }

  private static String netns() throws IOException {
    return Files.readSymbolicLink(NETNS).toString();
  }

  /** Whether our own tmpfs is mounted: {@code ... /proc/driver ... - tmpfs passerelle ...}. */
  private static boolean hasDirectory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1).stream()
        .anyMatch(
            mount ->
                mount.contains(" " + DIRECTORY + " ") && mount.contains(" - tmpfs " + LABEL + " "));
  }

  /** The words before a command that is to run in an enclosure. */
  static List<String> prefix(Machine machine) {
    List<String> words = new ArrayList<>(List.of("unshare"));
    if (!machine.isPrivileged()) {
      words.addAll(List.of("--user", "--map-root-user"));
    }
    words.addAll(List.of("--net", "--mount", "--pid"));
    words.addAll(List.of("sh", "-c", Resources.text("keeper.sh"), LABEL));
    words.add(Resources.text("init.sh"));
    return words;
  }

  private static Refusal startAgain(Machine machine) {
    try {
      List<byte[]> command = new ArrayList<>();
      bytes(prefix(machine), command);
      command.addAll(ownCommand());
      Path unshare = machine.programs().apply("unshare").orElseThrow();
      closeOthersOnExec();
      execute(unshare, command);
      throw new IllegalStateException("execve returned");
    } catch (IOException | LastErrorException e) {
      return Refusal.of(Said.of("enclosure.failed", e.getMessage()));
    }
  }

  /** This JVM's own command line, with what makes it leave no file outside. */
  private static List<byte[]> ownCommand() throws IOException {
    List<byte[]> words = words(Files.readAllBytes(Path.of("/proc/self/cmdline")));
    List<byte[]> command = new ArrayList<>();
    String java = Files.readSymbolicLink(Path.of("/proc/self/exe")).toString();
    List<String> options =
        List.of(
            java,
            "-D" + STARTED_FROM + "=" + netns(),
            "-Djava.io.tmpdir=" + DIRECTORY,
            "-Djna.tmpdir=" + DIRECTORY,
            "-XX:-UsePerfData");
    bytes(options, command);
    command.addAll(words.subList(1, words.size()));
    return command;
  }

  private static List<byte[]> words(byte[] zeroTerminated) {
    List<byte[]> words = new ArrayList<>();
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (byte b : zeroTerminated) {
      if (b == 0) {
        words.add(word.toByteArray());
        word.reset();
      } else {
        word.write(b);
      }
    }
    return words;
  }

  private static void bytes(List<String> from, List<byte[]> to) {
    from.forEach(word -> to.add(word.getBytes(StandardCharsets.UTF_8)));
  }

  /** Marks the JVM's open files, which it does not, so that only the standard ones stay open. */
  private static void closeOthersOnExec() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      descriptors
          .map(descriptor -> Integer.parseInt(descriptor.getFileName().toString()))
          .filter(descriptor -> descriptor > 2)
          .forEach(descriptor -> Libc.ioctl(descriptor, FIOCLEX, new byte[0]));
    }
  }

  /** execve(2), with the environment as it is. */
  private static void execute(Path program, List<byte[]> words) {
    List<Memory> texts = words.stream().map(Enclosure::text).toList();
    Memory argv = new Memory((words.size() + 1L) * Native.POINTER_SIZE);
    argv.clear();
    for (int i = 0; i < texts.size(); i++) {
      argv.setPointer((long) i * Native.POINTER_SIZE, texts.get(i));
    }
    Pointer environment =
        NativeLibrary.getProcess().getGlobalVariableAddress("environ").getPointer(0);
    Libc.execve(program.toString(), argv, environment);
  }

  private static Memory text(byte[] word) {
    Memory text = new Memory(word.length + 1L);
    text.write(0, word, 0, word.length);
    text.setByte(word.length, (byte) 0);
    return text;
  }
}

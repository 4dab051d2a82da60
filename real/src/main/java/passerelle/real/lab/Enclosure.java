package passerelle.real.lab;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import passerelle.files.Rendezvous;
import passerelle.real.sys.Libc;
import passerelle.text.Resources;

/**
 * The namespaces of its own that real mode runs in. A program that is not in them yet starts itself
 * again, in the same terminal, under {@code unshare --user --net --mount --pid --ipc --uts}: its
 * network, mounts and processes are then the enclosure's, it has no right over anything else, and
 * however it ends, by {@code kill -9} as well, the kernel takes them all down (user_namespaces(7),
 * pid_namespaces(7), prctl(2) PR_SET_PDEATHSIG).
 *
 * <p>Root of the enclosure is outside whoever started it; where that is root, he is nobody's id
 * ({@code enter.sh}), and the first program stays outside as the {@link Lodge porter} of his files.
 *
 * <pre>
 * java            outside, where root started it
 * └─ keeper.sh    what the user started and sees end
 *    └─ init.sh   process 1 inside; reaps orphans; killed by the kernel when the keeper ends
 *       └─ java   the program
 * </pre>
 */
public final class Enclosure {
  /** The system property that names the network namespace the program was started from. */
  static final String STARTED_FROM = "passerelle.enclosure";

  private static final Path DIRECTORY = Path.of("/proc/driver");

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
      if (Boolean.getBoolean(Lodge.PROPERTY)) {
        Meeting.begin();
      }
      return Optional.empty();
    }
    if (System.getProperty(STARTED_FROM) != null) {
      return Optional.of(Refusal.of(Said.of("enclosure.untrue", "-D" + STARTED_FROM)));
    }
    return new Doctor(Machine.thisOne()).refusal().or(() -> Optional.of(startAgain()));
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

  /**
   * The files of the person who started the program: this program's own, but where root started it.
   */
  public static FileSystem files() {
    return Boolean.getBoolean(Lodge.PROPERTY) && isInside()
        ? Meeting.FILES.join()
        : FileSystems.getDefault();
  }

  /** Once a program. */
  private static final class Meeting {
    private static final CompletableFuture<FileSystem> FILES = Lodge.meet(DIRECTORY);

    private Meeting() {}

    /** By being asked for anything at all. */
    static void begin() {
      FILES.isDone();
    }
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

  /**
   * The words before a command that is to run in an enclosure.
   *
   * @param needed the directories that the command reads
   */
  static List<String> prefix(Collection<Path> needed) {
    return prefix(0, needed);
  }

  /** The same for a command that does not outlive a process, which starts it. */
  static List<String> prefix(long parent, Collection<Path> needed) {
    List<String> words = new ArrayList<>();
    if (parent != 0) {
      words.addAll(List.of("setpriv", "--pdeathsig=KILL"));
    }
    words.addAll(
        List.of(
            "sh",
            "-c",
            Resources.text(Enclosure.class, "enter.sh"),
            LABEL,
            String.valueOf(parent)));
    words.add(String.join(":", needed.stream().map(Path::toString).toList()));
    for (String script : List.of("doors.sh", "keeper.sh", "init.sh")) {
      words.add(Resources.text(Enclosure.class, script));
    }
    return words;
  }

  private static Refusal startAgain() {
    try {
      String outside = "-D" + STARTED_FROM + "=" + netns();
      if (Libc.geteuid() == 0) {
        String porter = "-D" + Lodge.PROPERTY + "=true";
        String socket = Rendezvous.option(DIRECTORY.resolve(Lodge.JOINED));
        int way = new Restart(List.of(outside, porter, socket), DIRECTORY).below();
        Runtime.getRuntime().halt(Lodge.stay(way, DIRECTORY));
      }
      List<String> options = new ArrayList<>(List.of(outside));
      Lodge.meetingPlace().map(Rendezvous::option).ifPresent(options::add);
      new Restart(options, DIRECTORY).instead();
      throw new IllegalStateException("execve returned");
    } catch (IOException | LastErrorException e) {
      return Refusal.of(Said.of("enclosure.failed", e.getMessage()));
    }
  }
}

package passerelle.real.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import passerelle.real.sys.Libc;
import passerelle.text.Resources;

/**
 * A program that is started from the machine itself and moves into an enclosure, seen from outside.
 * All its processes carry a mark in their environment, by which those left over are found.
 */
public final class Outside implements AutoCloseable {
  private static final String MARK = "PASSERELLE_TEST_RUN";
  private static final int SECONDS = 60;

  /**
   * Where JNA's native part lies, so that no program unpacks it, and is killed before it removes
   * it.
   */
  private static final Path NATIVE = unpack();

  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Process process;
  private final String mark;
  private final BufferedReader out;

  private Outside(Process process, String mark) {
    this.process = process;
    this.mark = mark;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Path unpack() {
    String name = System.mapLibraryName("jnidispatch");
    String resource = "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + name;
    try (InputStream in = Platform.class.getResourceAsStream(resource)) {
      // Each JVM of the tests has its own: see the pom.
      Path jvm = Path.of("target", "native", System.getProperty("passerelle.jvm", "1"));
      Path directory = Files.createDirectories(jvm.toAbsolutePath());
      Files.copy(in, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test where no enclosure can be made; fails it under CI, where one must. */
  public static void assumeEnclosuresWork() {
    List<Finding> findings = new Doctor(Machine.thisOne()).findings();
    List<String> missing =
        findings.stream().filter(Finding::isMissing).map(Finding::toString).toList();
    if ("true".equals(System.getenv("CI"))) {
      assertEquals(List.of(), missing, "the real kernel must be tested under CI");
    }
    Assumptions.assumeTrue(missing.isEmpty(), () -> "no real mode here: " + missing);
  }

  /** The command line of a main class on this class path, which leaves no file behind. */
  public static List<String> java(String main, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(
        List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    words.add("-Djna.boot.library.path=" + NATIVE);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    words.addAll(arguments);
    return words;
  }

  /**
   * A command line of {@link #java} as root's program starts it for nobody, to whom the directories
   * that it needs are opened; as it is where the tests are not root's.
   */
  public static List<String> asNobody(List<String> command) throws IOException {
    if (Libc.geteuid() != 0) {
      return command;
    }
    List<String> nobody =
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/");
    List<String> words = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c"));
    words.addAll(List.of(Resources.text(Outside.class, "doors.sh"), "doors", closed(nobody)));
    words.addAll(nobody);
    words.addAll(command);
    return words;
  }

  private static String closed(List<String> nobody) throws IOException {
    List<String> test = new ArrayList<>(nobody);
    String closed = "for d; do [ -r \"$d\" ] && [ -x \"$d\" ] || echo \"$d\"; done";
    test.addAll(List.of("sh", "-c", closed, "sh"));
    Stream.concat(
            Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of),
            Stream.of(NATIVE, Path.of(System.getProperty("java.home"))))
        .map(path -> Files.isDirectory(path) ? path : path.getParent())
        .map(path -> path.toAbsolutePath().toString())
        .distinct()
        .forEach(test::add);
    Process process = new ProcessBuilder(test).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /**
   * Starts a command line, with all signals doing what they do to a program that a person starts:
   * nohup, and a shell that starts the tests in the background, have some ignored.
   */
  public static Outside start(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "--default-signal"));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    String mark = ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet();
    builder.environment().put(MARK, mark);
    return new Outside(builder.start(), mark);
  }

  public Process process() {
    return process;
  }

  /** Reads the output up to a line. */
  public void await(String line) throws IOException {
    List<String> seen = new ArrayList<>();
    for (String read = out.readLine(); read != null; read = out.readLine()) {
      seen.add(read.strip());
      if (read.strip().equals(line)) {
        return;
      }
    }
    throw new AssertionError("it ended without saying \"" + line + "\": " + seen);
  }

  public String rest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = out.read(); c >= 0; c = out.read()) {
      text.append((char) c);
    }
    return text.toString();
  }

  /** The exit status, within a time that no healthy program exceeds. */
  public int status() throws InterruptedException {
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  /** Waits until none of its processes is there, or fails. */
  public void assertNothingRuns() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<ProcessHandle> left = processes();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(10);
      left = processes();
    }
    assertEquals(List.of(), left.stream().map(Outside::describe).toList(), "left over");
  }

  private List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private boolean isOurs(ProcessHandle other) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + other.pid() + "/environ"));
      return new String(environment, StandardCharsets.ISO_8859_1)
          .contains(MARK + "=" + mark + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  private static String describe(ProcessHandle other) {
    return other.pid() + " " + other.info().command().orElse("?");
  }

  /** Ends what is still there: only after a test that failed. */
  @Override
  public void close() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }
}

package passerelle.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import passerelle.text.ScreenText;

/** The program at a terminal of its own, with the signals that a terminal makes of keys. */
public final class ProgramAtTerminal implements AutoCloseable {
  /** It gives a program a terminal and types there what it reads itself. */
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private static final int LONGEST_SECONDS = 120;

  private final Process program;
  private final StringBuilder shown = new StringBuilder();
  private boolean ended;

  /**
   * Starts it.
   *
   * @param variables of its environment, beside those of the tests
   */
  public ProgramAtTerminal(Map<String, String> variables, String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), SCRIPT + " is not there to make a terminal");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                "exec",
                java,
                "-XX:TieredStopAtLevel=1",
                "-Dpasserelle.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                "'" + System.getProperty("java.class.path") + "'",
                "passerelle.cli.Main"));
    // In an enclosure it is in the same one: none can be made within another.
    Optional.ofNullable(System.getProperty("passerelle.enclosure"))
        .ifPresent(enclosure -> command.add(2, "-Dpasserelle.enclosure=" + enclosure));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qec", String.join(" ", command), "/dev/null");
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true);
    program = builder.start();
    Thread reader = new Thread(this::read, "screen");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] bytes = new byte[4096];
    ScreenText whole = new ScreenText(this::show);
    try (InputStream output = program.getInputStream()) {
      for (int n = output.read(bytes); n >= 0; n = output.read(bytes)) {
        whole.accept(Arrays.copyOf(bytes, n));
      }
    } catch (IOException closed) {
      // The terminal is gone.
    } finally {
      show("");
    }
  }

  private void show(String text) {
    synchronized (shown) {
      shown.append(text);
      ended = text.isEmpty();
      shown.notifyAll();
    }
  }

  /** Waits until that is shown, and forgets all up to there; the answer is what came before. */
  public String await(String text) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    synchronized (shown) {
      while (shown.indexOf(text) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || ended) {
          fail("no \"" + text + "\" in " + LONGEST_SECONDS + " s; on the screen: " + shown);
        }
        try {
          shown.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return "";
        }
      }
      String before = shown.substring(0, shown.indexOf(text));
      shown.delete(0, shown.indexOf(text) + text.length());
      return before;
    }
  }

  /** Types keys. */
  public void type(String keys) throws IOException {
    OutputStream keyboard = program.getOutputStream();
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /**
   * Types a line, and waits for the next prompt of the host; the answer is what is shown before.
   */
  public String line(String text) throws IOException {
    type(text + "\r");
    await("\u001b[?2004l");
    return await("host$");
  }

  /** The program's end; its exit status. */
  public int end() throws InterruptedException {
    if (!program.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      fail("it does not end in " + LONGEST_SECONDS + " s; on the screen: " + shown);
    }
    return program.exitValue();
  }

  /** {@code kill -9} for the program itself. */
  public void kill() {
    program.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    Stream.concat(program.descendants(), Stream.of(program.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}

package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program at a terminal of its own, with the signals that a terminal makes of keys. */
class TerminalKeysTest {
  /** It gives a program a terminal and types there what it reads itself. */
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private static final int LONGEST_SECONDS = 120;

  private Process program;
  private final StringBuilder shown = new StringBuilder();

  private void open(String type) throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), SCRIPT + " is not there to make a terminal");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        String.join(
            " ",
            List.of(
                "exec",
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "'" + System.getProperty("java.class.path") + "'",
                "passerelle.cli.Main",
                "--no-history"));
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null");
    builder.environment().put("TERM", type);
    builder.environment().put("LANG", "C.UTF-8");
    builder.redirectErrorStream(true);
    program = builder.start();
    Thread reader = new Thread(this::read, "screen");
    reader.setDaemon(true);
    reader.start();
    await("host$");
  }

  private void read() {
    byte[] bytes = new byte[4096];
    try (InputStream output = program.getInputStream()) {
      for (int n = output.read(bytes); n >= 0; n = output.read(bytes)) {
        synchronized (shown) {
          shown.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
          shown.notifyAll();
        }
      }
    } catch (IOException closed) {
      // The terminal is gone.
    }
  }

  /** Waits until that is shown, and forgets all up to there. */
  private void await(String text) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    synchronized (shown) {
      while (shown.indexOf(text) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          fail("no \"" + text + "\" in " + LONGEST_SECONDS + " s; on the screen: " + shown);
        }
        try {
          shown.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
      shown.delete(0, shown.indexOf(text) + text.length());
    }
  }

  private void type(String keys) throws IOException {
    OutputStream keyboard = program.getOutputStream();
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  @AfterEach
  void close() {
    if (program != null) {
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      program.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm", "dumb"})
  void ctrlCEndsWhatRunsAndNotTheProgram(String type) throws Exception {
    open(type);
    type("ping 192.0.2.1\r");
    await("icmp_seq=2");
    type("\u0003");
    await("0% packet loss");
    await("host$");
    type("echo \"status $?\"\r");
    await("status 0");
    type("exit 5\r");
    assertEquals(5, program.waitFor());
  }

  @Test
  void whatIsTypedIsForTheProgramThatReads() throws Exception {
    open("dumb");
    type("docker run -ti --name d1 alpine sh\r");
    await("d1# ");
    type("grep -n o\r");
    await("grep -n o");
    type("one\r");
    await("1:one");
    type("no\r\u0004");
    await("2:no");
    await("d1# ");
    type("exit 4\r");
    await("host$");
    type("exit\r");
    assertEquals(4, program.waitFor());
  }
}

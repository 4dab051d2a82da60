package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.effort.Waits;

/** Passerelle as a process among others: pipes, a full disk, and standard files that are closed. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Waits
class PipesTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  /** In an enclosure it is in the same one: none can be made within another. */
  private static final List<String> PROGRAM =
      List.of(
          JAVA,
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dpasserelle.enclosure=" + System.getProperty("passerelle.enclosure", ""),
          "-cp",
          System.getProperty("java.class.path"),
          "passerelle.cli.Main");

  @TempDir private Path directory;

  /** What a shell line says and how it ends; {@code $P} is the program. */
  private String shell(String line) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", "P() { " + quoted() + " \"$@\"; }; " + line)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return said + "[" + process.waitFor() + "]";
  }

  private static String quoted() {
    return "'" + String.join("' '", PROGRAM) + "'";
  }

  @Test
  void aProgramConversesWithTheLabThroughTwoPipes() throws Exception {
    Process lab =
        new ProcessBuilder(PROGRAM).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream to = lab.getOutputStream();
        BufferedReader from =
            new BufferedReader(new InputStreamReader(lab.getInputStream(), UTF_8))) {
      for (String place : List.of("laptop", "router", "internet")) {
        to.write((place + "$ hostname\n").getBytes(UTF_8));
        to.flush();
        assertEquals(place + "$ hostname", from.readLine());
        assertEquals(place, from.readLine());
      }
      to.write("false\n".getBytes(UTF_8));
      to.flush();
      assertEquals("host$ false", from.readLine());
      assertEquals("[1]", from.readLine());
    } finally {
      lab.destroyForcibly().waitFor();
    }
  }

  @Test
  void aLabThatIsKilledLosesNothingOfFinishedCommands() throws Exception {
    Path said = directory.resolve("said");
    Process lab = new ProcessBuilder(PROGRAM).redirectOutput(said.toFile()).start();
    try (OutputStream to = lab.getOutputStream()) {
      to.write("echo one\necho two\n".getBytes(UTF_8));
      to.flush();
      while (!Files.readString(said).endsWith("two\ntwo\n")) {
        assertTrue(lab.isAlive());
        Thread.sleep(20);
      }
    } finally {
      lab.destroyForcibly().waitFor();
    }
    assertEquals("host$ echo one\none\nhost$ echo two\ntwo\n", Files.readString(said));
  }

  /** A class in containers, where no locale is set. */
  @Test
  void accentsOnTheCommandLineArriveWhateverTheLocale() throws Exception {
    assertEquals("Zoé, 3 €\n[0]", shell("LC_ALL=POSIX P -c \"echo 'Zoé, 3 €'\""));
  }

  @Test
  void whatIsSaidOfARefusedImageStandsBehindItsCommand() throws Exception {
    assertEquals(
        "=> no such image in this catalogue; \"docker images\" lists those that are there\nhi\n[0]",
        shell("P --lang en -c $'docker run shop/web\\necho hi' 2>&1")
            .replaceAll("(?s)^.*?=>", "=>"));
  }

  @Test
  void aFullDiskIsToldInOneLineAndTheStatusIsNotZero() throws Exception {
    assertEquals(
        "passerelle: standard output cannot be written: No space left on device\n[1]",
        shell("P --lang en -c hostname >/dev/full"));
    assertEquals(
        "passerelle : la sortie standard ne peut pas être écrite : No space left on device\n[1]",
        shell("P --lang fr --help >/dev/full").replaceAll("[\\u00a0\\u202f]", " "));
  }

  @Test
  void whenNobodyReadsAnyMoreTheLabEndsSilently() throws Exception {
    assertEquals(
        "host$ hostname\n141 0\n[0]",
        shell(
            "{ echo hostname; for i in {1..9}; do sleep 0.1; echo hostname; done; } 2>/dev/null"
                + " | P | head -1; echo ${PIPESTATUS[1]} ${PIPESTATUS[2]}"));
  }

  /** As {@code bash -c} does, whose programs SIGPIPE ends. */
  @ParameterizedTest
  @ValueSource(strings = {"seq 3; yes", "while :; do echo 1; done"})
  void whatWritesToNobodyEndsBySigpipe(String line) throws Exception {
    String said = shell("P -c '" + line + "' | head -1; echo ${PIPESTATUS[0]}");
    assertEquals("1\n141\n[0]", said);
  }

  /**
   * The same as simulated: a real program writes to the lab's terminal, and nobody reads what comes
   * from there. Docker's client does not die of it.
   */
  @ParameterizedTest
  @CsvSource({
    "141, seq 3; yes",
    "141, while :; do echo 1; done",
    "1, docker run --rm alpine yes 1",
    "141, web# yes 1"
  })
  @Tag("real")
  void andOnTheRealKernel(String status, String line) throws Exception {
    String typed = "docker run -d --name web alpine sleep 1000 >/dev/null\n" + line;
    String said =
        shell("P --kernel real -c '" + typed + "' 2>/dev/null | head -1; echo ${PIPESTATUS[0]}");
    assertEquals("1\n" + status + "\n[0]", said);
  }

  /** The launcher is run with a program in Java's place that tells what it was handed. */
  @ParameterizedTest
  @CsvSource({"<&-, 1:/dev/null", ">&-, 2:/dev/null"})
  void theLauncherHandsOverNoClosedStandardFile(String closing, String handedOver)
      throws Exception {
    Path launcher = directory.resolve("passerelle");
    Files.copy(Path.of("../passerelle"), launcher);
    for (String module :
        "drivers sim drivers/model drivers/formats drivers/engine sim/kernel sim/userland real scenarios lessons cli/core cli/program"
            .split(" ")) {
      Files.createDirectories(directory.resolve(module + "/src/main"));
      Files.createFile(directory.resolve(module + "/pom.xml"));
    }
    Files.createFile(directory.resolve("pom.xml"));
    Files.createDirectories(directory.resolve("cli/program/target"));
    Path told = directory.resolve("told");
    program("bin/java", "readlink /proc/$$/fd/{0,1} | cat -n >" + told);
    Files.createFile(directory.resolve("cli/program/target/built"));
    Files.createFile(directory.resolve("cli/program/target/passerelle.jsa"));
    shell("JAVA_HOME=" + directory + " " + launcher + " " + closing);
    assertTrue(
        Files.readString(told).contains(handedOver.replace(':', '\t') + "\n"),
        Files.readString(told));
  }

  private void program(String name, String script) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher tells what the first build does, and answers when something is missing. Programs
 * that say what Maven and Java say stand in their places.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
  private static final String MAVEN =
      """
      echo '[INFO] Building Passerelle drivers 0.1.0                                  [2/8]'
      echo '[INFO] Downloaded from central: https://repo.example/a.jar (1 kB at 1 kB/s)'
      echo '[INFO] Building Passerelle sim 0.1.0                                      [3/8]'
      mkdir -p cli/program/target/lib
      """;

  @TempDir private Path directory;

  private Path home;
  private Path bin;

  @BeforeEach
  void freshClone() throws IOException {
    home = directory.resolve("passerelle");
    bin = Files.createDirectories(directory.resolve("path"));
    for (String module :
        "drivers sim drivers/model drivers/formats drivers/engine sim/kernel sim/userland real scenarios lessons cli/core cli/program"
            .split(" ")) {
      Files.createDirectories(home.resolve(module + "/src/main"));
      Files.createFile(home.resolve(module + "/pom.xml"));
    }
    Files.createFile(home.resolve("pom.xml"));
    Files.copy(Path.of("../passerelle"), home.resolve("passerelle"));
    for (String tool :
        "bash cat dirname find grep head mkdir mktemp readlink rm tee touch tr uname".split(" ")) {
      program(bin.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
    }
    program(directory.resolve("jdk/bin/java"), "echo started \"${@: -1}\"");
    program(directory.resolve("jdk/bin/javac"), "");
    release("17.0.21");
  }

  private void release(String version) throws IOException {
    Files.writeString(
        directory.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\nSOURCE=\"x\"\n");
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What is said at the start, and how it ends. */
  private String start(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("passerelle").toString());
    builder.command().addAll(List.of(words));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("LC_.*|LANG"));
    environment.put("PATH", bin.toString());
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());
    environment.put("TMPDIR", directory.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return said + "[" + process.waitFor() + "]";
  }

  private boolean isBuilt() {
    return Files.exists(home.resolve("cli/program/target/built"));
  }

  @Test
  void theFirstStartTellsWhatItBuildsAndHowFarItIs() throws Exception {
    program(bin.resolve("mvn"), MAVEN);
    assertEquals(
        """
        passerelle: the first start builds Passerelle, which takes a minute or two;
          Maven downloads what it needs, once, up to 75 MB
        passerelle: [2/8] Passerelle drivers
        passerelle: [3/8] Passerelle sim
        passerelle: built
        passerelle: a short first run, so that later ones start at once
        started places
        [0]\
        """,
        start("places"));
    assertTrue(isBuilt());
  }

  @Test
  void theNextStartSaysNothing() throws Exception {
    program(bin.resolve("mvn"), MAVEN);
    start("places");
    Files.createFile(home.resolve("cli/program/target/passerelle.jsa"));
    assertEquals("started places\n[0]", start("places"));
  }

  @Test
  void whoAsksForThePageHasItCompiledOnce() throws Exception {
    program(bin.resolve("mvn"), MAVEN + "mkdir -p web/page/target; echo \"$@\" >>mvn.log");
    start("places");
    Files.createFile(home.resolve("cli/program/target/passerelle.jsa"));
    String said = start("web", "--file", "x.html");
    assertTrue(said.startsWith("passerelle: the page is compiled"), said);
    assertTrue(said.endsWith("passerelle: built\nstarted x.html\n[0]"), said);
    assertEquals("started --force\n[0]", start("web", "--force"));
    assertEquals(2, Files.readAllLines(home.resolve("mvn.log")).size());
  }

  @Test
  void theBuildSpeaksFrenchToWhoAsksForIt() throws Exception {
    program(bin.resolve("mvn"), MAVEN);
    String said = start("--lang", "fr");
    assertTrue(said.startsWith("passerelle: le premier lancement construit Passerelle"), said);
    assertTrue(said.contains("passerelle: construction terminée\n"), said);
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    assertEquals(
        "passerelle: mvn not found; install Apache Maven, version 3.8 or later\n"
            + "  (Debian: apt install maven)\n[1]",
        start());
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws Exception {
    release("1.8.0_402");
    String said = start();
    assertTrue(said.contains("is of version 8;\n  install a JDK, version 17 or later"), said);
  }

  @Test
  void aJavaWithoutACompilerIsNoJdk() throws Exception {
    program(bin.resolve("mvn"), MAVEN);
    Files.delete(directory.resolve("jdk/bin/javac"));
    String said = start();
    assertTrue(said.contains("has no compiler; install a JDK, not only a JRE"), said);
    assertTrue(said.endsWith("[1]"), said);
  }

  @Test
  void withoutANetworkMavensReasonIsShownAndExplained() throws Exception {
    program(
        bin.resolve("mvn"),
        """
        echo '[INFO] Scanning for projects...'
        echo '[ERROR] Could not transfer artifact x:y:pom:1 from/to central: Unknown host repo.example'
        echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
        exit 1
        """);
    String said = start();
    assertTrue(said.contains("Unknown host repo.example\n"), said);
    assertFalse(said.contains("Re-run Maven"), said);
    assertTrue(said.contains("cannot download what the build needs; is there a network?"), said);
    assertTrue(said.endsWith("[1]"), said);
    assertFalse(isBuilt());
  }

  @Test
  void aBuildThatFailsOtherwiseSaysWhereItsLogIs() throws Exception {
    program(bin.resolve("mvn"), "echo '[ERROR] /x/A.java:[1,1] no such class'; exit 1");
    String said = start();
    assertTrue(said.contains("A.java:[1,1] no such class\n"), said);
    String log = said.replaceAll("(?s).*the whole log of the build: (\\S+)\n.*", "$1");
    assertTrue(Files.readString(Path.of(log)).contains("no such class"), said);
    assertFalse(isBuilt());
  }
}

package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Folded;
import passerelle.cli.Labs;
import passerelle.text.Language;

/** Lab commands are commands: they stand in pipelines and lists, and print into files. */
class MixedLinesTest {
  private static final String TRACE = "trace rules laptop 192.0.2.10:8080/tcp";

  private final Session session = new Session(Labs.commands(Language.EN));

  @AfterEach
  void close() {
    session.lab().close();
  }

  private String run(String line) {
    return Labs.run(session, line);
  }

  @Test
  void whatATracePrintsGoesThroughThePlacesGrep() {
    run("docker run -d --name web -p 8080:80 nginx");
    String found = run(TRACE + " | grep DNAT");
    assertTrue(found.lines().count() > 0, found);
    assertTrue(found.lines().allMatch(line -> line.contains("DNAT")), found);
    run("laptop");
    assertEquals("1\n", run(TRACE + " | grep -c ' => delivered\\|^=> Delivered'"));
    assertEquals("", run(TRACE + " | grep NoSuchWord"));
    assertEquals(1, session.status());
  }

  @Test
  void whatAFileWasWrittenByIsToldAsItWasTyped(@TempDir Path directory) {
    String file = directory.resolve("g").toString();
    run("mkdir -p " + directory);
    run("graph > " + file);
    assertEquals("host\n", run("head -1 " + file));
    assertEquals("taken back: host$ graph > " + file + "\n", Folded.undo(run("undo")));
    assertTrue(run("head -1 " + file).contains("No such file"));
  }

  @Test
  void aPipelineGoesOnWhereOneIs() {
    run("laptop");
    assertEquals("laptop\n", run("places | { cat >/dev/null; hostname; }"));
    assertEquals("host\n", run("host$ places | head -0; hostname"));
    run("host$ docker run -d --name web --hostname inside nginx");
    assertEquals("inside\n", run("web# graph | head -0; hostname"));
    run("lab>");
    assertEquals("host\n", run("graph | head -0; hostname"));
  }

  @Test
  void listsRunLabCommandsAndShellsInTheirOrder() {
    assertEquals("en\nhost\nen\n", run("lang; hostname; lang"));
    assertEquals("en\nyes\n", run("lang && echo yes"));
    assertEquals("en\n", run("lang || echo no"));
    assertEquals("no\n", run("trace nowhere nothing 2>&1 | cat >/dev/null && echo no"));
    assertEquals("no\n", run("false && lang || echo no"));
    assertEquals("en\n", run("! lang"));
    assertEquals(1, session.status());
    assertEquals("host\nen\n", run("hostname; lang"));
    assertEquals("{ a | b }\n", run("lang >/dev/null; echo '{ a | b }'"));
  }

  @Test
  void aPlanEndsWhereThePipeBegins() {
    int lines = (int) run("plan docker run -d --name web nginx").lines().count();
    assertEquals(lines + "\n", run("plan docker run -d --name web nginx | wc -l").strip() + "\n");
    assertEquals("", run("plan docker run -d nginx | cat >/dev/null; docker ps -q"));
  }

  @Test
  void aFailedLabCommandTellsItsStatus() {
    run("trace nowhere 192.0.2.10 && hostname");
    assertEquals(2, session.status());
    assertTrue(run("graph nowhere || hostname").endsWith("host\n"));
  }

  @Test
  void whatALabCommandPrintsIntoAFileIsOneOfTheMachines(@TempDir Path directory)
      throws IOException {
    String text = run("graph");
    Path file = directory.resolve("a graph.txt");
    assertEquals("", run("graph > '" + file + "'"));
    assertEquals(text, Files.readString(file));
    assertTrue(run("places > '" + file + "'").contains("--force"));
    assertEquals(text, Files.readString(file));
    assertEquals("host\n", run("places >| '" + file + "' && hostname"));
    assertEquals(run("places"), Files.readString(file));
    assertEquals("", run("graph > /dev/null"));
    String picture = directory + "/lab.txt";
    run("laptop$ mkdir -p " + directory);
    assertEquals("laptop\n", run("laptop$ graph laptop > " + picture + " && head -1 " + picture));
    assertTrue(Files.readString(Path.of(picture)).startsWith("laptop\n"));
    assertEquals(
        "graph: >> f means nothing to a lab command: > FILE makes a file of your disk,"
            + " >| FILE replaces one\n",
        Folded.undo(run("graph >> f")));
  }

  @Test
  void behindAPipeFilesAreTheLabs() {
    run("lang | cat > kept");
    assertEquals("en\n", run("cat /root/kept"));
  }

  @Test
  void aProgramsNameIsTheLabsOnlyAtTheBeginningOfALine() {
    run("echo a > f; echo b > g");
    assertTrue(run("hostname; help").startsWith("host\nPasserelle"));
    assertTrue(run("command help trace; echo x").endsWith("x\n"));
  }

  @Test
  void aContainerThatDoesNotRunRefusesAsEver() {
    run("docker create --name web nginx");
    assertTrue(run("web# ls; graph").startsWith("Error response from daemon: "));
  }

  @Test
  void whereALabCommandCannotStandIsSaid() {
    assertTrue(run("graph &").startsWith("graph: stands in lists"));
    assertEquals(2, session.status());
    assertTrue(run("capture all (tcp or udp)").startsWith("capturing on all"));
  }
}

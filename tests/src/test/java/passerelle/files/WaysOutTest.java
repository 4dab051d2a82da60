package passerelle.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger's data writes stays below the output directory, and over nothing. */
class WaysOutTest {
  private static final byte[] TEXT = {'n', 'e', 'w'};

  @TempDir private Path machine;
  private Path output;
  private Playground playground;

  @BeforeEach
  void build() throws IOException {
    output = machine.resolve("output");
    playground = new Playground(machine, output);
  }

  private Outputs outputs(boolean force) {
    try {
      return Outputs.below(output.toString(), force);
    } catch (FileRefusal e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lab.pcapng",
        "run1/lab.pcapng",
        "a/b/c/d/e/f/g/h",
        "été 2.svg",
        "_x",
        "a.b-c,d+e=f@g",
        "dir/new"
      })
  void aPortableNameIsWrittenBelowTheOutputDirectory(String name) throws Exception {
    outputs(false).fresh().create(name, false).write(TEXT);
    assertEquals("new", Files.readString(output.resolve(name)));
    playground.assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../lab.pcapng",
        "../secret",
        "a/../../secret",
        "a/..",
        "./a",
        "a//b",
        "/tmp/passerelle-way-out",
        "/",
        "a/",
        "\\secret",
        "..\\secret",
        "a\\..\\..\\secret",
        "C:\\secret",
        "C:secret",
        "c:/secret",
        "\\\\server\\share\\x",
        "//server/share/x",
        "lab.pcapng:stream",
        "nul",
        "CON.txt",
        "com1",
        "LPT9.log",
        "aux .c",
        ".bashrc",
        "a/.git/hooks",
        "-rf",
        "--checkpoint-action=exec=sh",
        "~/x",
        "~root",
        "$HOME/x",
        "x.",
        "x ",
        "x\u0000y",
        "x\ny",
        "x\u001b[2Jy",
        "x\u202egnp.sh",
        "x\uff0fy",
        "\uff0e\uff0e/secret",
        "a/b/c/d/e/f/g/h/i",
        "link.to.directory/secret",
        "link.to.directory/fresh",
        "link.to.file",
        "link.to.nothing",
        "link.within/x",
        "old",
        "dir",
        "old/x",
        "fifo"
      })
  void anyOtherNameIsRefusedInOneLineAndNothingIsWritten(String name) {
    FileRefusal refused =
        assertThrows(FileRefusal.class, () -> outputs(false).fresh().create(name, true));
    assertTrue(refused.getMessage().length() > name.length() + 10, refused.getMessage());
    playground.assertUntouched();
    assertEquals(playground.outputAtFirst(), playground.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "link.to.directory/secret",
        "link.to.file",
        "link.to.nothing",
        "link.within/x",
        "dir",
        "old/x",
        "fifo"
      })
  void forceOpensNoWayOut(String name) {
    assertThrows(FileRefusal.class, () -> outputs(true).fresh().create(name, true).write(TEXT));
    playground.assertUntouched();
  }

  @Test
  void theTranscriptsOwnForceReplacesOnlyWhatItHasWritten() throws Exception {
    MachineFiles files = outputs(false).fresh();
    assertThrows(FileRefusal.class, () -> files.create("old", true));
    files.create("mine", false).write(TEXT);
    assertThrows(FileRefusal.class, () -> files.create("mine", false));
    files.create("mine", true).write(new byte[] {'2'});
    assertEquals("2", Files.readString(output.resolve("mine")));
    assertEquals("old", Files.readString(output.resolve("old")));
  }

  @Test
  void thePersonsForceReplacesWhatWasThereAndNoOtherNameOfTheSameFile() throws Exception {
    outputs(true).fresh().create("hard.link", false).write(TEXT);
    assertEquals("new", Files.readString(output.resolve("hard.link")));
    playground.assertUntouched();
  }

  @Test
  void aTranscriptThatIsRunAgainByTheSameProgramSaysTheSame() throws Exception {
    Outputs outputs = outputs(false);
    outputs.fresh().create("lab.pcapng", false).write(TEXT);
    outputs.fresh().create("lab.pcapng", false).write(new byte[] {'2'});
    assertEquals("2", Files.readString(output.resolve("lab.pcapng")));
    MachineFiles ofAnotherProgram = outputs(false).fresh();
    assertThrows(FileRefusal.class, () -> ofAnotherProgram.create("lab.pcapng", true));
  }

  @Test
  void aFileThatBecomesALinkBeforeItIsWrittenIsNotFollowed() throws Exception {
    MachineFiles.NewFile file = outputs(false).fresh().create("lab.pcapng", false);
    Files.delete(output.resolve("lab.pcapng"));
    Files.createSymbolicLink(output.resolve("lab.pcapng"), machine.resolve("secret"));
    assertThrows(FileRefusal.class, () -> file.write(TEXT));
    playground.assertUntouched();
  }

  @Test
  void theOutputDirectoryIsMadeWhenItIsNeededAndIsNoFile() throws Exception {
    Path later = machine.resolve("later/out");
    MachineFiles files = Outputs.below(later.toString(), false).fresh();
    assertTrue(Files.notExists(later));
    files.create("x", false).write(TEXT);
    assertEquals("new", Files.readString(later.resolve("x")));
    String secret = machine.resolve("secret").toString();
    assertThrows(FileRefusal.class, () -> Outputs.below(secret, true));
  }

  @Test
  void theBoundsAreThoseThatThePageOnSecurityTells() throws Exception {
    String page = Files.readString(Path.of("../SECURITY.md")).replace('\n', ' ');
    String writes = Ledger.MOST_FILES + " files and " + Size.of(Ledger.MOST_OCTETS) + ".";
    assertTrue(page.contains("A lab writes at most " + writes), page);
    String name = "x".repeat(PortableName.MOST_OCTETS);
    String deep = "d/".repeat(PortableName.MOST_PARTS - 1) + name;
    new MemoryFiles().create(deep, false);
    assertThrows(FileRefusal.class, () -> new MemoryFiles().create("d/" + deep, false));
    assertThrows(FileRefusal.class, () -> new MemoryFiles().create("x" + name, false));
    assertTrue(page.contains("at most " + PortableName.MOST_PARTS + " parts"), page);
    assertTrue(page.contains("at most " + PortableName.MOST_OCTETS + " octets"), page);
  }

  @Test
  void aLabWritesOnlySoMuch() throws Exception {
    for (MachineFiles files : new MachineFiles[] {new MemoryFiles(), outputs(false).fresh()}) {
      byte[] half = new byte[(int) (Ledger.MOST_OCTETS / 2)];
      files.create("a", false).write(half);
      MachineFiles.NewFile second = files.create("b", false);
      second.write(half);
      MachineFiles.NewFile third = files.create("c", false);
      assertThrows(FileRefusal.class, () -> third.write(TEXT));
      second.write(TEXT);
      third.write(TEXT);
      for (int i = 3; i < Ledger.MOST_FILES; i++) {
        files.create("f" + i, false);
      }
      assertThrows(FileRefusal.class, () -> files.create("last", false));
    }
  }
}

package passerelle.real.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An enclosure, seen from inside. */
@Tag("real")
@Tag("unprivileged")
class InsideTest {
  @Test
  void whoIsInsideStaysThere() {
    assertTrue(Enclosure.isInside());
    assertEquals(Optional.empty(), Enclosure.enter());
  }

  @Test
  void itsDirectoryTakesFilesAndIsTheEnclosuresAlone() throws IOException {
    Path file = Files.createTempFile(Enclosure.directory(), "kept", "");
    Files.writeString(file, "here");
    assertEquals("tmpfs", Files.getFileStore(file).type());
    Files.delete(file);
  }

  @Test
  void theMachinesProcessesAreOutOfSight() throws IOException {
    assertTrue(Files.readString(Path.of("/proc/1/cmdline")).startsWith("sh\0"));
  }

  /** In the run that is meant to show what an ordinary user can do: see the wrapper of its JVM. */
  @Test
  void rootInsideIsNotRootOutsideWhereTheTestsRunUnprivileged() throws IOException {
    String map = Files.readString(Path.of("/proc/self/uid_map")).strip().replaceAll(" +", " ");
    if (Boolean.getBoolean("passerelle.unprivileged")) {
      assertTrue(map.matches("0 [1-9][0-9]* 1"), map);
    }
  }

  @Test
  void theDoctorFindsAllThatIsNeeded() {
    List<Finding> findings = new Doctor(Machine.thisOne()).findings();
    assertEquals(List.of(), findings.stream().filter(Finding::isMissing).toList());
    assertFalse(findings.isEmpty());
  }
}

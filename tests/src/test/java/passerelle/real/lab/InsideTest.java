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
import passerelle.real.sys.Libc;

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

  @Test
  void rootInsideIsNotRootOutside() throws IOException {
    String map = Files.readString(Path.of("/proc/self/uid_map")).strip().replaceAll(" +", " ");
    String one =
        Boolean.getBoolean("passerelle.unprivileged")
            ? "0 [1-9][0-9]* 1"
            : "0 (1879048192 65536|65534 1)";
    assertTrue(map.matches(one), map);
    assertEquals(0, Libc.geteuid());
  }

  @Test
  void allThatLabsConsistOfWorksInIt() {
    Trial trial = Trial.by(List.of("unshare", "--net", "--mount"));
    assertEquals(Optional.empty(), trial.failure());
    assertFalse(trial.answers().isEmpty());
    trial.answers().forEach((name, answer) -> assertEquals("ok", answer, name));
  }
}

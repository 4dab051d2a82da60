package passerelle.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Passerelle keeps of a person from one run to the next. */
class StateFileTest {
  @TempDir private Path home;

  @Test
  void nobodyElseMayReadIt() throws IOException {
    Path file = home.resolve("passerelle/history");
    assertTrue(new StateFile(file).isUsable());
    assertEquals("rw-------", permissions(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(new StateFile(file).write("docker ps\n"));
    assertEquals("rw-------", permissions(file));
    assertEquals(Optional.of("docker ps\n"), new StateFile(file).read());
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

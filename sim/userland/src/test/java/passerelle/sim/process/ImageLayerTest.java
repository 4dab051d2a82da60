package passerelle.sim.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import passerelle.kernel.FileTree.Change;

/** Roots that stand on one image (overlayfs): it is there once, and no root changes it. */
class ImageLayerTest {
  private final Disk disk = new Disk();
  private final FileSystem first = new FileSystem(disk);
  private final FileSystem second = new FileSystem(disk);

  ImageLayerTest() throws FileError {
    first.writeText("/etc/motd", "hello\n");
    first.writeText("/etc/issue", "Debian\n");
    first.seal("image");
    assertTrue(second.standOn("image"));
  }

  @Test
  void theFilesOfAnImageTakeTheirRoomOnce() {
    assertEquals("hello\nDebian\n".length(), disk.used());
    assertEquals(List.of("issue", "motd"), second.names("/etc"));
  }

  @Test
  void whatOneWritesTheOtherDoesNotSee() throws FileError {
    first.writeText("/etc/motd", "changed\n");
    second.setMode("/etc/issue", 0600);
    assertEquals("hello\n", second.readText("/etc/motd"));
    assertEquals(0644, first.mode("/etc/issue"));
    assertEquals(
        List.of(new Change(Change.Kind.CHANGED, "/etc"), changed("/etc/motd")),
        first.changes(path -> false));
  }

  @Test
  void aWhiteoutHidesWhatOneRemovesAndWhatIsMadeAgainIsItsOwn() throws FileError {
    first.remove("/etc/motd");
    assertEquals(List.of("issue"), first.names("/etc"));
    assertTrue(first.changes(p -> false).contains(new Change(Change.Kind.DELETED, "/etc/motd")));
    first.writeText("/etc/motd", "new\n");
    assertEquals("new\n", first.readText("/etc/motd"));
    assertTrue(first.changes(p -> false).contains(changed("/etc/motd")));
    assertEquals("hello\n", second.readText("/etc/motd"));
  }

  @Test
  void aSecondNameIsOfACopyThatMayGoWithoutTheImagesFile() throws FileError {
    first.addName("/tmp/motd", "/etc/motd");
    first.writeText("/tmp/motd", "both\n");
    assertEquals("both\n", first.readText("/etc/motd"));
    first.remove("/etc/motd");
    first.remove("/tmp/motd");
    assertEquals("hello\n", second.readText("/etc/motd"));
  }

  @Test
  void theRoomIsGivenBackBehindTheLastRootAndTheImageIsUnpackedAnew() throws FileError {
    first.discard();
    assertEquals("hello\n", second.readText("/etc/motd"));
    second.discard();
    assertEquals(0, disk.used());
    assertFalse(new FileSystem(disk).standOn("image"));
  }

  private static Change changed(String path) {
    return new Change(Change.Kind.CHANGED, path);
  }
}

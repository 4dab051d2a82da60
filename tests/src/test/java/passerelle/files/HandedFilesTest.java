package passerelle.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of a page: handed out, handed in, and nothing else. */
class HandedFilesTest {
  private static final byte[] TEXT = "lab\n".getBytes(StandardCharsets.UTF_8);

  private final Map<String, byte[]> out = new LinkedHashMap<>();
  private final HandedFiles files = new HandedFiles(out::put);

  @Test
  void whatIsWrittenIsHandedOutAndCanBeReadAgain() throws Exception {
    files.create("lab.md", false).write(TEXT);
    assertArrayEquals(TEXT, out.get("lab.md"));
    assertArrayEquals(TEXT, files.read("lab.md", 100));
  }

  @Test
  void nothingIsReadThatNobodyHandedIn() {
    FileRefusal refused = assertThrows(FileRefusal.class, () -> files.read("/etc/passwd", 1 << 20));
    assertEquals("/etc/passwd", refused.name());
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenThatIsSaid() throws Exception {
    files.handIn("lab.md", TEXT);
    assertThrows(FileRefusal.class, () -> files.create("lab.md", false));
    files.create("lab.md", true).write(new byte[0]);
    assertEquals(0, files.read("lab.md", 100).length);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    files.handIn("lab.md", TEXT);
    assertThrows(FileRefusal.class, () -> files.read("lab.md", TEXT.length - 1));
  }
}

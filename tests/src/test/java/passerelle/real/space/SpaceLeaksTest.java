package passerelle.real.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.effort.Effort;
import passerelle.effort.Patience;

/** What is left of spaces when they are closed: nothing. */
@Tag("real")
@Tag("campaign")
@Tag("unprivileged")
class SpaceLeaksTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @Test
  void ofManySpacesNoProcessMountDescriptorOrFileIsLeft() throws Exception {
    lab(4);
    List<Object> before = settled();
    lab(Effort.of(30, 100));
    Patience.until(() -> before.equals(look()));
    assertEquals(before, look());
  }

  /**
   * A lab with a machine and so many containers, all of them with processes, half of them closed.
   */
  private static void lab(int containers) throws Exception {
    try (SpaceLab lab = new SpaceLab()) {
      lab.machine("host");
      MachineShell shell =
          MachineShell.open(
              lab.spaces,
              "host",
              new MachineShell.Settings(
                  80, Typist.NOBODY, true, ShellStart.ofMachine("host$", ENVIRONMENT)));
      shell.run("sleep 1000 & (sleep 1000 &)", nothing -> {});
      for (int i = 0; i < containers; i++) {
        String id = SpaceLab.id(i);
        lab.container(id, i % 2 == 0 ? "busybox" : "debian");
        lab.start(id, i % 3 == 0, text -> {}, "sh", "-c", "sleep 1000 & sleep 1000");
        lab.start(id, "sleep", "1000");
        if (i % 2 == 0) {
          lab.spaces.remove(id);
        }
      }
    }
  }

  /** What is there once no process of a lab is left. */
  private static List<Object> settled() throws Exception {
    assertTrue(Patience.until(() -> ProcessHandle.current().descendants().count() == 0));
    return look();
  }

  /** Processes, mounts, open descriptors by kind, and files of this enclosure. */
  private static List<Object> look() throws IOException {
    return List.of(
        names(Path.of("/proc")).stream().filter(n -> n.matches("[0-9]+")).toList(),
        Files.readString(Path.of("/proc/self/mounts")),
        descriptors(),
        names(Path.of(System.getProperty("java.io.tmpdir"))));
  }

  private static TreeSet<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      TreeSet<String> names = new TreeSet<>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    }
  }

  private static long descriptors() throws IOException {
    return names(Path.of("/proc/self/fd")).size();
  }
}

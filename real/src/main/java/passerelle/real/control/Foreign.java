package passerelle.real.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import passerelle.real.sys.Netns;

/** The namespaces that no plan may touch: this program's own and that of process 1. */
final class Foreign {
  private final Set<String> identities = new TreeSet<>();

  Foreign() {
    try {
      identities.add(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
    }
    try {
      identities.add(Files.readSymbolicLink(Path.of("/proc/1/ns/net")).toString());
    } catch (IOException hidden) {
      // Only who may look into process 1 could harm its namespace.
    }
  }

  boolean contains(Netns netns) {
    return identities.contains(netns.identity());
  }
}

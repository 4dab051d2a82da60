package passerelle.sim.userland;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Toolset;
import passerelle.text.Resources;

/**
 * Tools that the real machine has and Passerelle does not model: each says so in one line and ends
 * with status 2. What is modelled replaces its line here.
 */
final class UnmodelledTools {
  /** What they would do, and the tools that would do it. */
  private static final Map<String, List<String>> DEBIAN = read("unmodelled-debian.txt");

  private static final Map<String, List<String>> BUSYBOX = read("unmodelled-busybox.txt");

  private UnmodelledTools() {}

  /** Lines {@code WHAT: NAME NAME...}. */
  private static Map<String, List<String>> read(String resource) {
    return Resources.rows(UnmodelledTools.class, resource)
        .map(line -> line.split(": "))
        .collect(Collectors.toMap(parts -> parts[0], parts -> List.of(parts[1].split(" "))));
  }

  static Toolset debian() {
    return of(DEBIAN, "/usr/sbin");
  }

  static Toolset busybox() {
    return of(BUSYBOX, "/bin");
  }

  private static Toolset of(Map<String, List<String>> tools, String directory) {
    Toolset.Builder out = Toolset.builder();
    new TreeMap<>(tools)
        .forEach(
            (what, names) -> {
              for (String name : names) {
                out.add(directory, refusing(name, what), name);
              }
            });
    return out.build();
  }

  private static BlockingProgram refusing(String name, String what) {
    return self -> self.stderr().print(name + ": Passerelle does not model " + what + "\n", 2);
  }
}

package passerelle.image;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import passerelle.kernel.ProgramChoice;
import passerelle.kernel.Space;

/**
 * The packages of distributions, as far as they bring programs that matter here: {@code
 * packages.yaml} says which.
 */
public final class Packages {
  private static final Packages BUILT_IN = new Packages();

  private final Map<String, Map<String, List<String>>> families;

  private Packages() {
    families = CatalogueReader.packages();
  }

  /** The packages that Passerelle knows. */
  public static Packages known() {
    return BUILT_IN;
  }

  /** The names of packages that an image with a toolset can have. */
  public Set<String> names(String toolset) {
    if (!Space.isBusybox(toolset)) {
      return new TreeSet<>(families.get("debian").keySet());
    }
    Set<String> names = new TreeSet<>(families.get("busybox").keySet());
    names.addAll(families.get("alpine").keySet());
    return names;
  }

  /** What an image with a toolset has that has these packages and no others. */
  public ProgramChoice choice(String toolset, Collection<String> packages) {
    boolean busybox = Space.isBusybox(toolset);
    Set<String> lacking = new TreeSet<>();
    Set<String> added = new TreeSet<>();
    Map<String, List<String>> parts = families.get(busybox ? "busybox" : "debian");
    new TreeMap<>(parts).values().forEach(lacking::addAll);
    for (String name : packages) {
      parts.getOrDefault(name, List.of()).forEach(lacking::remove);
      if (busybox) {
        added.addAll(families.get("alpine").getOrDefault(name, List.of()));
      }
    }
    return new ProgramChoice(lacking, added);
  }
}

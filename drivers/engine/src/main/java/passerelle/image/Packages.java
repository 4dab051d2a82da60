package passerelle.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import passerelle.kernel.ProgramChoice;
import passerelle.kernel.Space;

/**
 * The packages of distributions, as far as they bring programs that matter here: {@code
 * packages.yaml} says which.
 */
public final class Packages {
  private static final Packages BUILT_IN = new Packages();

  private final Map<String, Map<String, List<String>>> families;

  /** What images have been found to have: many have the same packages. */
  private final Map<Wanted, ProgramChoice> choices = new ConcurrentHashMap<>();

  private record Wanted(boolean busybox, List<String> packages) {}

  private Packages() {
    families = CatalogueReader.packages();
  }

  /** The packages that Passerelle knows. */
  public static Packages known() {
    return BUILT_IN;
  }

  /** Whether an image with a toolset can have a package. */
  boolean has(String toolset, String name) {
    return Space.isBusybox(toolset)
        ? families.get("busybox").containsKey(name) || families.get("alpine").containsKey(name)
        : families.get("debian").containsKey(name);
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
    Wanted wanted = new Wanted(Space.isBusybox(toolset), List.copyOf(packages));
    return choices.computeIfAbsent(wanted, this::choose);
  }

  private ProgramChoice choose(Wanted wanted) {
    Map<String, List<String>> parts = families.get(wanted.busybox() ? "busybox" : "debian");
    Set<String> lacking = new TreeSet<>();
    parts.values().forEach(lacking::addAll);
    List<String> added = new ArrayList<>();
    for (String name : wanted.packages()) {
      parts.getOrDefault(name, List.of()).forEach(lacking::remove);
      if (wanted.busybox()) {
        added.addAll(families.get("alpine").getOrDefault(name, List.of()));
      }
    }
    return new ProgramChoice(lacking, Set.copyOf(added));
  }
}

package passerelle.sim.userland.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;

/**
 * The namespaces that have a name in a place: the files under {@code /run/netns} that {@code ip
 * netns} makes there. The same namespace may have other names elsewhere, or none.
 */
public final class NetnsNames {
  private static final String DIRECTORY = "/run/netns";

  /** By the identity of the files: a command in another namespace sees the same names. */
  private final Map<Object, Map<String, Netns>> names = new IdentityHashMap<>();

  private final Set<Netns> made = Collections.newSetFromMap(new IdentityHashMap<>());

  private Map<String, Netns> of(FileSystem files) {
    return names.computeIfAbsent(files.identity(), f -> new LinkedHashMap<>());
  }

  /** The names in a place, the latest first, as the directory lists them. */
  public List<String> list(FileSystem files) {
    List<String> list = new ArrayList<>();
    of(files).keySet().forEach(name -> list.add(0, name));
    return list;
  }

  public Optional<Netns> find(FileSystem files, String name) {
    return Optional.ofNullable(of(files).get(name));
  }

  /** The name that a namespace has in a place. */
  public Optional<String> nameOf(FileSystem files, String netns) {
    return list(files).stream()
        .filter(name -> of(files).get(name).name().equals(netns))
        .findFirst();
  }

  /** Gives a namespace a name. */
  public void add(FileSystem files, String name, Netns netns) throws FileError {
    if (!files.isDirectory(DIRECTORY)) {
      files.makeDirectory(DIRECTORY);
    }
    files.write(DIRECTORY + "/" + name, new byte[0]);
    of(files).put(name, netns);
  }

  /** Whether a namespace has a name in any place. */
  public boolean isNamed(Netns netns) {
    return names.values().stream().anyMatch(map -> map.containsValue(netns));
  }

  /** Notes that a namespace was made by {@code ip netns add}, so that it goes with its name. */
  public void noteMade(Netns netns) {
    made.add(netns);
  }

  /** Whether a namespace was made by {@code ip netns add}. */
  public boolean wasMadeHere(Netns netns) {
    return made.contains(netns);
  }

  /** Takes a name away; whether the namespace lives on is another matter. */
  public void remove(FileSystem files, String name) {
    of(files).remove(name);
    try {
      files.remove(DIRECTORY + "/" + name);
    } catch (FileError alreadyGone) {
      // Somebody removed the file by hand; the name is gone either way.
      of(files).remove(name);
    }
  }
}

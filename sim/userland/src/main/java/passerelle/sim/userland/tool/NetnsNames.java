package passerelle.sim.userland.tool;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;

/**
 * The namespaces that have a name in a place: what is in {@code /run/netns}, be it made by {@code
 * ip netns}, by {@code mount --bind} or a link to {@code /proc/PID/ns/net}. The same namespace may
 * have other names elsewhere, or none.
 */
public final class NetnsNames {
  /** Where {@code ip netns} looks. */
  public static final String DIRECTORY = "/run/netns";

  /** Files on some of which namespaces are mounted. */
  private final Map<Object, FileSystem> places = new IdentityHashMap<>();

  /** Those that still are. */
  private final Set<Netns> made = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The names in a place, the latest first, as the directory lists them. */
  public List<String> list(FileSystem files) {
    try {
      return files.isDirectory(DIRECTORY) ? files.listLatestFirst(DIRECTORY) : List.of();
    } catch (FileError gone) {
      return List.of();
    }
  }

  private static String path(String name) {
    return DIRECTORY + "/" + name;
  }

  /** Whether there is a file of that name, whatever it leads to. */
  public boolean isTaken(FileSystem files, String name) {
    return files.exists(path(name)) || files.isLink(path(name));
  }

  public Optional<Netns> find(FileSystem files, String name) {
    return files.namespace(path(name));
  }

  /** The namespace of {@code -n NAME}, as iproute2 asks for it. */
  public Netns require(FileSystem files, String name) throws ToolFailure {
    Optional<Netns> found = find(files, name);
    if (found.isPresent()) {
      return found.get();
    }
    throw new ToolFailure(
        255,
        files.exists(path(name))
            ? "setting the network namespace \"" + name + "\" failed: Invalid argument\n"
            : "Cannot open network namespace \"" + name + "\": No such file or directory\n");
  }

  /** The name that a namespace has in a place. */
  public Optional<String> nameOf(FileSystem files, String netns) {
    return list(files).stream()
        .filter(name -> find(files, name).filter(n -> n.name().equals(netns)).isPresent())
        .findFirst();
  }

  /** Gives a namespace a name. */
  public void add(FileSystem files, String name, Netns netns) throws FileError {
    if (!files.isDirectory(DIRECTORY)) {
      files.makeDirectory(DIRECTORY);
    }
    files.write(path(name), new byte[0]);
    mount(files, path(name), netns);
  }

  /** Mounts a namespace on a file. */
  public void mount(FileSystem files, String path, Netns netns) throws FileError {
    files.mountNamespace(path, netns);
    places.put(files.identity(), files);
  }

  /** Whether a namespace is mounted in any place. */
  public boolean isNamed(Netns netns) {
    return places.values().stream().anyMatch(f -> f.mountedNamespaces().contains(netns));
  }

  /** Notes that a namespace was made by {@code ip netns add}, so that it goes with its name. */
  public void noteMade(Netns netns) {
    made.add(netns);
  }

  /** A namespace is no more. */
  public void forget(Netns netns) {
    made.remove(netns);
  }

  /** Whether a namespace was made by {@code ip netns add}. */
  public boolean wasMadeHere(Netns netns) {
    return made.contains(netns);
  }

  /** Takes a name away, a link's too; whether the namespace lives on is another matter. */
  public void remove(FileSystem files, String name) throws FileError {
    if (!files.isLink(path(name)) && files.namespace(path(name)).isPresent()) {
      files.unmount(path(name));
    }
    files.remove(path(name));
  }
}

package passerelle.engine.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Identities;
import passerelle.engine.MountPoint;
import passerelle.engine.Volume;
import passerelle.engine.Wording26;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Pruned;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/** The volumes of the driver local (volume/local, volume/service). */
public record Volumes(Host host, EngineState state, Identities identities, Roots roots) {
  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]";
  private static final Set<String> OPTIONS = Set.of("device", "o", "size", "type");

  /** What an option cannot be without (mandatoryOpts). */
  private static final Map<String, List<String>> NEEDED =
      Map.of("device", List.of("type"), "type", List.of("device"), "o", List.of("device", "type"));

  /** All of them, by name. */
  public List<Volume> all() {
    return List.copyOf(state.volumes().values());
  }

  /** By its whole name. */
  public Volume get(String name) throws EngineException {
    return find(name)
        .orElseThrow(() -> EngineException.notFound("get " + name + ": no such volume"));
  }

  Optional<Volume> find(String name) {
    return Optional.ofNullable(state.volumes().get(name));
  }

  /**
   * Makes a volume, or gives the one that has the name.
   *
   * @param name empty for one of the engine's choice
   */
  public Volume create(String name, Volume.Wish wish) throws EngineException {
    String chosen = name.isEmpty() ? identities.id() : name;
    checkDriver(chosen, wish.driver());
    Optional<Volume> known = find(chosen);
    if (known.isPresent()) {
      return known.get();
    }
    check(chosen, wish.options());
    Map<String, String> marks = new TreeMap<>(wish.labels());
    if (name.isEmpty()) {
      marks.put(Volume.ANONYMOUS, "");
    }
    Volume volume = new Volume(chosen, marks, wish.options(), host.now());
    try {
      files().makeDirectories(volume.mountpoint());
    } catch (KernelException e) {
      throw EngineException.system("create " + chosen + ": " + Wording26.lower(e.errno()));
    }
    state.volumes().put(volume.name(), volume);
    state.events().volume(volume.name(), "create", "driver", "local");
    return volume;
  }

  private static void checkDriver(String name, String driver) throws EngineException {
    if (!driver.isEmpty() && !driver.equals("local")) {
      throw EngineException.notFound(
          "create "
              + (name + ": error looking up volume plugin " + driver)
              + (": plugin \"" + driver + "\" not found"));
    }
  }

  private static void check(String name, Map<String, String> options) throws EngineException {
    if (name.length() == 1 && name.matches("[a-zA-Z0-9]")) {
      throw EngineException.bad(
          "create "
              + name
              + ": volume name is too short, names should be at least two alphanumeric characters");
    }
    if (!name.matches(NAME + "+")) {
      throw EngineException.bad(
          "create "
              + (name + ": \"" + name + "\" includes invalid characters for a local volume name,")
              + (" only \"" + NAME + "\" are allowed. If you intended to pass a host directory,")
              + " use absolute path");
    }
    for (String option : options.keySet()) {
      if (!OPTIONS.contains(option)) {
        throw EngineException.bad("create " + name + ": invalid option: \"" + option + "\"");
      }
      for (String needed : NEEDED.getOrDefault(option, List.of())) {
        if (!options.containsKey(needed)) {
          throw EngineException.bad(
              "create " + name + ": missing required option: \"" + needed + "\"");
        }
      }
    }
    if (options.containsKey("size")) {
      throw EngineException.bad("create " + name + ": quota size requested but no quota support");
    }
  }

  /** The host's files, where volumes are. */
  FileTree files() throws EngineException {
    return roots.ofHost();
  }

  /** The containers that a volume is mounted in, running or not. */
  public List<Container> users(Volume volume) {
    return state.containers().stream()
        .filter(
            c -> c.mounts().stream().anyMatch(m -> m.isVolume() && m.name().equals(volume.name())))
        .toList();
  }

  /** {@code docker volume rm}. */
  public void remove(String name) throws EngineException {
    Volume volume = get(name);
    List<Container> users = users(volume);
    if (!users.isEmpty()) {
      String ids = users.stream().map(Container::id).collect(Collectors.joining(", "));
      throw EngineException.conflict("remove " + name + ": volume is in use - [" + ids + "]");
    }
    drop(volume);
  }

  private void drop(Volume volume) {
    try {
      files().remove(volume.directory());
    } catch (KernelException | EngineException gone) {
      // Somebody has removed the directory by hand; so it is gone all the same.
    }
    state.volumes().remove(volume.name());
    state.events().volume(volume.name(), "destroy", "driver", "local");
  }

  /** Removes those of a container's volumes that have no name and no other user. */
  public void removeAnonymous(List<MountPoint> mounts) {
    for (MountPoint mount : mounts) {
      Optional<Volume> volume = find(mount.name()).filter(Volume::isAnonymous);
      if (volume.isPresent() && users(volume.get()).isEmpty()) {
        drop(volume.get());
      }
    }
  }

  /** What a volume's files take, in octets. */
  public long size(Volume volume) throws EngineException {
    return size(files(), volume.mountpoint());
  }

  private static long size(FileTree files, String path) {
    try {
      if (files.kind(path) == FileTree.Kind.FILE) {
        return files.read(path).length;
      }
      long sum = 0;
      for (String name : files.list(path)) {
        sum += size(files, path + "/" + name);
      }
      return sum;
    } catch (KernelException unreadable) {
      return 0;
    }
  }

  /** Removes volumes without users. */
  public Pruned prune(Predicate<Volume> wanted) throws EngineException {
    List<String> gone = new ArrayList<>();
    long reclaimed = 0;
    for (Volume volume : all()) {
      boolean plain = volume.options().isEmpty(); // Of others it cannot tell what they hold.
      if (plain && users(volume).isEmpty() && wanted.test(volume)) {
        reclaimed += size(volume);
        drop(volume);
        gone.add(volume.name());
      }
    }
    state.events().pruned("volume", reclaimed);
    return new Pruned(gone, reclaimed);
  }
}

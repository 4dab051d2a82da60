package passerelle.engine.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.MountPoint;
import passerelle.engine.MountSpec;
import passerelle.engine.Paths;
import passerelle.engine.StartFailure;
import passerelle.engine.Storage;
import passerelle.engine.Volume;
import passerelle.engine.Wording26;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.Tmpfs;

/** Decides what is mounted in a container, and mounts it (daemon/volumes.go). */
public record Mounts(
    Host host, EngineState state, Volumes volumes, Roots roots, EngineProfile profile) {
  /** An empty directory in which everybody may write, as the root of a tmpfs is. */
  private static final String TMPFS = "/tmp";

  /** What is wrong with a wish before anything is made for it. */
  public void check(Storage wanted) throws EngineException {
    for (MountSpec spec : wanted.mounts()) {
      MountPoint point = MountSyntax.mount(spec);
      boolean missing =
          point.type() == MountPoint.Type.BIND
              && volumes.files().kind(point.source()) == FileTree.Kind.NOTHING;
      if (missing) {
        throw EngineException.bad(
            "invalid mount config for type \"bind\": bind source path does not exist: "
                + spec.source());
      }
    }
  }

  /** Gives a new container its mounts; volumes that are not there are made. */
  public void register(Container container) throws EngineException {
    Storage wanted = container.spec().storage();
    List<MountPoint> points = new ArrayList<>();
    for (String from : wanted.from()) {
      inherit(from, points);
    }
    List<MountPoint> own = new ArrayList<>();
    for (String bind : wanted.binds()) {
      add(own, MountSyntax.bind(bind), Volume.Wish.ofDriver(wanted.driver()));
    }
    for (MountSpec spec : wanted.mounts()) {
      Volume.Wish wish = new Volume.Wish(spec.driver(), spec.labels(), spec.options());
      add(own, MountSyntax.mount(spec), wish);
    }
    Set<String> bound = new HashSet<>();
    own.subList(0, wanted.binds().size()).forEach(p -> bound.add(p.destination()));
    for (String tmpfs : wanted.tmpfs()) {
      MountPoint point = MountSyntax.tmpfs(tmpfs.replaceFirst(":.*", ""));
      if (bound.contains(point.destination())) {
        throw EngineException.bad("Duplicate mount point: " + point.destination());
      }
      if (roots.areKept()) {
        own.add(tmpfs.matches(".*[:,]ro(,.*)?") ? point.withReadOnly() : point);
      }
    }
    List<String> anonymous =
        new ArrayList<>(roots.areKept() ? container.image().volumes() : List.of());
    anonymous.addAll(wanted.volumes());
    for (String target : anonymous) {
      String where = Paths.clean(target);
      if (Stream.concat(points.stream(), own.stream())
          .noneMatch(m -> m.destination().equals(where))) {
        own.add(anonymous(target, wanted.driver()));
      }
    }
    points.removeIf(p -> own.stream().anyMatch(o -> o.destination().equals(p.destination())));
    points.addAll(own);
    points.sort(Comparator.comparing(MountPoint::destination));
    container.mounts(points);
    if (!points.isEmpty()) {
      fill(container);
    }
  }

  private void inherit(String from, List<MountPoint> points) throws EngineException {
    if (from.isEmpty()) {
      throw EngineException.bad("volumes-from specification cannot be an empty string");
    }
    int colon = from.indexOf(':');
    if (colon >= 0) {
      MountSyntax.checkInherited(from.substring(colon + 1));
    }
    Container other = state.container(colon < 0 ? from : from.substring(0, colon));
    boolean readOnly = colon >= 0 && from.substring(colon + 1).matches("(.*,)?ro(,.*)?");
    for (MountPoint point : other.mounts()) {
      if (point.type() != MountPoint.Type.TMPFS) {
        points.removeIf(p -> p.destination().equals(point.destination()));
        points.add(readOnly ? point.withReadOnly() : point);
      }
    }
  }

  private void add(List<MountPoint> points, MountPoint point, Volume.Wish volume)
      throws EngineException {
    if (points.stream().anyMatch(p -> p.destination().equals(point.destination()))) {
      throw EngineException.bad("Duplicate mount point: " + point.destination());
    }
    points.add(point.isVolume() ? found(point, volume) : point);
  }

  private MountPoint anonymous(String target, String driver) throws EngineException {
    String where = Paths.clean(target);
    MountPoint point =
        new MountPoint(MountPoint.Type.VOLUME, "", "", where, "", false, false, "", "");
    return found(point, Volume.Wish.ofDriver(driver));
  }

  private MountPoint found(MountPoint point, Volume.Wish wish) throws EngineException {
    Volume volume = volumes.create(point.name(), wish);
    if (volume.options().containsKey("device") && volume.bound().or(volume::memory).isEmpty()) {
      String type = volume.options().get("type");
      throw EngineException.system("Passerelle does not model volumes of type " + type);
    }
    return point.of(volume);
  }

  private Optional<String> memory(MountPoint point) {
    return point.isVolume() ? volumes.find(point.name()).flatMap(Volume::memory) : Optional.empty();
  }

  /** The same with the path at which its files really are (volume/local: mount). */
  private MountPoint resolved(MountPoint point, FileTree hosts) throws EngineException {
    Optional<String> device =
        point.isVolume() ? volumes.find(point.name()).flatMap(Volume::bound) : Optional.empty();
    if (device.isPresent() && hosts.kind(device.get()) == FileTree.Kind.NOTHING) {
      throw EngineException.system(
          "error while mounting volume '%1$s': failed to mount local volume: mount %2$s:%1$s, flags: 0x1000: no such file or directory"
              .formatted(point.source(), device.get()));
    }
    return device.map(point::at).orElse(point);
  }

  /** A volume with nothing in it gets what the image has in its place (populateVolumes). */
  private void fill(Container container) throws EngineException {
    FileTree files = roots.of(container);
    FileTree hosts = volumes.files();
    try {
      for (MountPoint own : container.mounts()) {
        if (!own.isVolume() || own.noCopy() || memory(own).isPresent()) {
          continue;
        }
        MountPoint point = populated(own, hosts);
        if (!hosts.list(point.source()).isEmpty()) {
          continue;
        }
        FileTree.Kind kind = files.kind(point.destination());
        if (kind == FileTree.Kind.FILE) {
          throw EngineException.system(
              "source " + profile.rootfs(container) + point.destination() + " is not directory");
        } else if (kind == FileTree.Kind.DIRECTORY) {
          FileCopy.inside(files, point.destination(), hosts, point.source());
        }
      }
    } catch (KernelException e) {
      throw EngineException.system("cannot fill a volume: " + Wording26.lower(e.errno()));
    }
  }

  private MountPoint populated(MountPoint point, FileTree hosts) throws EngineException {
    try {
      return resolved(point, hosts);
    } catch (EngineException e) {
      throw EngineException.system("failed to populate volume: " + e.getMessage());
    }
  }

  /** Mounts all of it in a container that starts. */
  public void mount(Container container) throws EngineException {
    for (String tmpfs : container.spec().storage().tmpfs()) {
      MountSyntax.checkTmpfs(tmpfs);
    }
    Optional<Tmpfs> shared = TmpfsOptions.sharedMemory(container.spec());
    if (container.mounts().isEmpty() && shared.isEmpty()) {
      return;
    }
    FileTree files = roots.of(container);
    FileTree hosts = volumes.files();
    files.unbind();
    try {
      if (shared.isPresent()) {
        FileTree memory = tmpfs(container, TmpfsOptions.SHARED, shared.get());
        files.bind(TmpfsOptions.SHARED.destination(), memory, TMPFS, false);
      }
      for (MountPoint given : container.mounts()) {
        MountPoint point = resolved(given, hosts);
        Optional<String> memory = memory(point);
        if (point.type() == MountPoint.Type.TMPFS || memory.isPresent()) {
          requireAlike(container, point, FileTree.Kind.DIRECTORY);
          Tmpfs own =
              memory
                  .map(TmpfsOptions::read)
                  .orElseGet(() -> TmpfsOptions.of(container.spec().storage(), point));
          files.bind(point.destination(), tmpfs(container, point, own), TMPFS, point.readOnly());
          continue;
        }
        if (hosts.kind(point.source()) == FileTree.Kind.NOTHING) {
          hosts.makeDirectories(point.source());
        }
        String source = part(point, hosts);
        requireAlike(container, point, hosts.kind(source));
        files.bind(point.destination(), hosts, source, point.readOnly());
      }
    } catch (KernelException e) {
      throw EngineException.system("error while mounting: " + Wording26.lower(e.errno()));
    }
    tell(container);
  }

  /** What of the source is mounted (volume/safepath). */
  private static String part(MountPoint point, FileTree hosts) throws EngineException {
    if (point.subpath().isEmpty()) {
      return point.source();
    }
    String path = point.source() + "/" + point.subpath();
    if (hosts.kind(path) == FileTree.Kind.NOTHING) {
      throw EngineException.system(
          "cannot access path %s: lstat %s: no such file or directory"
              .formatted(path, Paths.firstMissing(hosts, path)));
    }
    return path;
  }

  /** A directory is mounted on a directory, a file on a file (mount(2), ENOTDIR). */
  private void requireAlike(Container container, MountPoint point, FileTree.Kind source)
      throws EngineException {
    FileTree.Kind there = roots.of(container).kind(point.destination());
    if (source == FileTree.Kind.DIRECTORY && there == FileTree.Kind.FILE) {
      throw StartFailure.directoryOnFile(point, profile.rootfs(container) + point.destination());
    } else if (source == FileTree.Kind.FILE && there == FileTree.Kind.DIRECTORY) {
      throw StartFailure.fileOnDirectory(point);
    }
  }

  private static String space(Container container, MountPoint point) {
    return point.isVolume() ? "volume:" + point.name() : container.id() + ":" + point.destination();
  }

  /** Whether a volume is mounted in another container, too. */
  private boolean isShared(Container container, MountPoint point) {
    return state.containers().stream()
        .filter(other -> other != container && other.isRunning())
        .anyMatch(
            other ->
                other.mounts().stream()
                    .anyMatch(m -> m.isVolume() && m.name().equals(point.name())));
  }

  /** A file system of its own, empty; that of a volume is the one of all who mount it. */
  private FileTree tmpfs(Container container, MountPoint point, Tmpfs options)
      throws KernelException, EngineException {
    boolean shared = point.isVolume() && isShared(container, point);
    if (!shared) {
      forget(container, point);
    }
    FileTree made =
        host.kernel()
            .spaces()
            .files(space(container, point))
            .orElseThrow(() -> EngineException.system("no file systems in memory"));
    if (!shared) {
      made.makeDirectories(TMPFS);
      made.makeTmpfs(TMPFS, options);
    }
    return made;
  }

  private void forget(Container container, MountPoint point) {
    host.kernel().spaces().remove(space(container, point));
  }

  private void tell(Container container) {
    for (MountPoint point : container.mounts()) {
      if (point.isVolume()) {
        state
            .events()
            .volume(
                point.name(),
                "mount",
                "container",
                container.id(),
                "destination",
                point.destination(),
                "driver",
                "local",
                "propagation",
                "",
                "read/write",
                String.valueOf(!point.readOnly()));
      }
    }
  }

  /** Tells that a container that has ended uses its volumes no more. */
  public void unmount(Container container) {
    if (TmpfsOptions.sharedMemory(container.spec()).isPresent()) {
      forget(container, TmpfsOptions.SHARED);
    }
    for (MountPoint point : container.mounts()) {
      if (point.isVolume()) {
        String[] whose = {"container", container.id(), "driver", "local"};
        state.events().volume(point.name(), "unmount", whose);
        if (memory(point).isPresent() && !isShared(container, point)) {
          forget(container, point);
        }
      } else if (point.type() == MountPoint.Type.TMPFS) {
        forget(container, point);
      }
    }
  }
}

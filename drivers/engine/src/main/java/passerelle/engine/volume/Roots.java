package passerelle.engine.volume;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.Wording26;
import passerelle.engine.state.Host;
import passerelle.image.Distributions;
import passerelle.image.Image;
import passerelle.image.Service;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/**
 * The root file systems of containers: the image's files, and a layer over them that takes what is
 * written. They are there from the moment that somebody wants to see them until the container is
 * removed.
 */
public record Roots(Host host) {
  private static final String PAGES = "/www";

  /** Files that the engine mounts, and directories in which nothing is a file of the layer. */
  private static final Set<String> MOUNTED =
      Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf");

  private static final String UNKEPT =
      "Passerelle does not model volumes and copies of files on the real kernel";

  private static final List<String> KERNELS = List.of("/proc", "/sys", "/dev");

  /** Whether this kernel hands out the files of containers. */
  public boolean areKept() {
    return host.kernel().spaces().files(host.netns()).isPresent();
  }

  /** The files of a container. */
  public FileTree of(Container container) throws EngineException {
    Optional<FileTree> files = host.kernel().spaces().files(container.id());
    if (files.isEmpty()) {
      throw EngineException.system(UNKEPT);
    }
    if (!container.isUnpacked()) {
      Image image = container.image();
      if (!files.get().standOn(image.id())) {
        unpack(image, files.get());
        files.get().seal(image.id());
      }
      container.unpacked();
    }
    return files.get();
  }

  /** The files of the machine that the engine runs on. */
  public FileTree ofHost() throws EngineException {
    return host.kernel()
        .spaces()
        .files(host.netns())
        .orElseThrow(() -> EngineException.system(UNKEPT));
  }

  private static void unpack(Image image, FileTree files) throws EngineException {
    try {
      putDirectories(image, files);
      put(files, "/.dockerenv", "", true);
      for (Map.Entry<String, String> file : Distributions.files(image).entrySet()) {
        put(files, file.getKey(), file.getValue(), false);
      }
      Set<String> executables = image.made().executables();
      for (Map.Entry<String, String> file : image.files().entrySet()) {
        put(files, file.getKey(), file.getValue(), executables.contains(file.getKey()));
      }
      for (Service service : image.behaviour().services()) {
        String temp = service.usual().settings().getOrDefault("temp", "");
        if (!temp.isEmpty()) {
          files.makeDirectories(temp);
        }
      }
      if (image.process().directory().startsWith("/")) {
        files.makeDirectories(Paths.clean(image.process().directory()));
      }
    } catch (KernelException e) {
      throw EngineException.system("cannot unpack the image: " + Wording26.lower(e.errno()));
    }
  }

  /** Those of a distribution, which has no directory for the pages of a BusyBox server. */
  private static void putDirectories(Image image, FileTree files) throws KernelException {
    List<String> directories = Distributions.directories(image);
    for (String directory : directories) {
      files.makeDirectories(directory);
    }
    boolean pages = image.files().keySet().stream().anyMatch(path -> path.startsWith(PAGES));
    if (!directories.isEmpty() && !pages && files.kind(PAGES) == FileTree.Kind.DIRECTORY) {
      files.remove(PAGES);
    }
  }

  /** A path of the catalogue that ends with a slash is a directory. */
  private static void put(FileTree files, String path, String text, boolean executable)
      throws KernelException {
    if (path.endsWith("/")) {
      files.makeDirectories(path.substring(0, path.length() - 1));
      return;
    }
    files.makeDirectories(Paths.parent(path));
    files.write(path, ByteText.encode(text), executable);
  }

  /** Whether a path is no matter of the layer. */
  private static boolean isMounted(String path) {
    return MOUNTED.contains(path)
        || KERNELS.stream().anyMatch(k -> path.equals(k) || path.startsWith(k + "/"));
  }

  /** {@code docker diff}. */
  public List<FileTree.Change> changes(Container container) throws EngineException {
    return of(container).changes(Roots::isMounted);
  }

  /** What the container's own layer takes, in octets; 0 where this kernel does not say. */
  public long written(Container container) {
    return container.isUnpacked()
        ? host.kernel()
            .spaces()
            .files(container.id())
            .map(files -> files.written(Roots::isMounted))
            .orElse(0L)
        : 0;
  }
}

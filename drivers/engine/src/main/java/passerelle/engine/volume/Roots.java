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
import passerelle.image.Workers;
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

  /** The end of the line of a user that only runs a program. */
  private static final String USER = " user:/nonexistent:/bin/false\n";

  private static final String NOBODY = "nobody:x:65534:65534:nobody:/:/sbin/nologin\n";

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
      unpack(container.image(), files.get());
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
      for (Map.Entry<String, String> file : Distributions.files(image).entrySet()) {
        put(files, file.getKey(), file.getValue(), false);
      }
      putUsers(image, files);
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
    files.seal();
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

  /** The distribution's, and its program's own user, where the catalogue says no more. */
  private static void putUsers(Image image, FileTree files) throws KernelException {
    Workers workers = image.behaviour().workers();
    String own = workers.uid() == 0 ? "" : workers.user() + ":x:" + workers.uid() + ":";
    String user = own.isEmpty() ? "" : own + workers.uid() + ":" + workers.user() + USER;
    put(image, files, "/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n" + NOBODY, user);
    put(image, files, "/etc/group", "root:x:0:\n", own.isEmpty() ? "" : own + "\n");
  }

  /** An image's own file, or what it has of others and a line at the end. */
  private static void put(Image image, FileTree files, String path, String usual, String line)
      throws KernelException {
    if (!image.files().containsKey(path)) {
      put(files, path, Distributions.files(image).getOrDefault(path, usual) + line, false);
    }
  }

  /** A path of the catalogue that ends with a slash is a directory. */
  private static void put(FileTree files, String path, String text, boolean executable)
      throws KernelException {
    if (path.endsWith("/")) {
      files.makeDirectories(path.substring(0, path.length() - 1));
      return;
    }
    files.makeDirectories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
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

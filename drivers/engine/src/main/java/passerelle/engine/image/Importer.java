package passerelle.engine.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import passerelle.archive.Tar;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Identities;
import passerelle.engine.Paths;
import passerelle.engine.Wording26;
import passerelle.engine.state.Archives;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Roots;
import passerelle.image.Image;
import passerelle.image.ImageBehaviour;
import passerelle.image.ImageReference;
import passerelle.image.Invocation;
import passerelle.kernel.KernelException;
import passerelle.kernel.ProgramChoice;
import passerelle.text.ByteText;
import passerelle.text.WordList;

/**
 * {@code docker export} and {@code docker import} (daemon/export.go,
 * daemon/images/image_import.go). Programs are no files of the lab: which ones an archive holds is
 * known of those that were exported here, and of others by the distribution that they say they are.
 */
public record Importer(Host host, EngineState state, Images images, Roots roots) {
  private static final long SECOND = 1_000_000_000L;

  /** Directories of which the image has none of the contents: kernels fill them. */
  private static final Set<String> KERNELS = Set.of("/proc", "/sys", "/dev");

  /** What every container has below all else, for mounts (daemon/initlayer/setup_unix.go). */
  private static final List<String> MOUNTED =
      WordList.of(
          """
          .dockerenv dev/console dev/pts/ dev/shm/ etc/hostname etc/hosts etc/resolv.conf
          """);

  /** The files of a container as an archive. */
  public byte[] export(Container container) throws EngineException {
    try {
      Map<String, Tar.Entry> entries = new TreeMap<>();
      Archives.pack(roots.of(container), "/", "", KERNELS::contains)
          .forEach(e -> entries.put(e.name(), e));
      MOUNTED.forEach(
          name ->
              entries.put(
                  name,
                  name.endsWith("/")
                      ? Tar.Entry.directory(name)
                      : Tar.Entry.file(name, new byte[0])));
      byte[] archive = Tar.write(List.copyOf(entries.values()));
      state.archived().put(digest(archive), container.image());
      state.events().container(container, "export");
      return archive;
    } catch (KernelException e) {
      throw EngineException.system("cannot read the container: " + Wording26.lower(e.errno()));
    }
  }

  private static String digest(byte[] archive) {
    return Identities.derived("archive", ByteText.decode(archive));
  }

  /**
   * What is asked of an import.
   *
   * @param changes {@code --change}: instructions of a Dockerfile
   * @param message {@code --message}; empty for the usual one
   */
  public record Wish(Optional<ImageReference> name, List<String> changes, String message) {}

  /** Makes an image with one layer of an archive of files. */
  public Image take(byte[] archive, Wish wish) throws EngineException {
    Image bare = bare(archive);
    ImageConfiguration configuration = new ImageConfiguration(bare);
    Committer.change(configuration, wish.changes());
    Image image =
        new Image(
            List.of(),
            bare.id(),
            bare.size(),
            bare.age(),
            configuration.process(),
            configuration.exposed(),
            configuration.labels(),
            bare.userland(),
            bare.files(),
            bare.behaviour(),
            configuration.volumes(),
            bare.layers(),
            new Image.Made(bare.made().executables(), configuration.health()));
    images.add(image);
    if (!wish.message().isEmpty()) {
      state.messages().put(image.id(), wish.message());
    }
    wish.name()
        .map(ImageReference::familiar)
        .ifPresent(
            name -> {
              images.name(image, name);
              state.events().image(image.digest(), "tag", name, image.labels());
            });
    state.events().image(image.digest(), "import", image.digest(), image.labels());
    host.spend(50);
    return images.get(image.id());
  }

  /** An image of the files alone. */
  private Image bare(byte[] archive) throws EngineException {
    Map<String, String> files = new TreeMap<>();
    Set<String> executables = new TreeSet<>();
    long octets = 0;
    for (Tar.Entry entry : Archives.read(archive)) {
      String path = Paths.clean("/" + entry.name());
      octets += entry.contents().length;
      if (!entry.isDirectory()) {
        files.put(path, ByteText.decode(entry.contents()));
      } else if (!path.equals("/")) {
        files.put(path + "/", "");
      }
      if (!entry.isDirectory() && entry.executable()) {
        executables.add(path);
      }
    }
    Optional<Image> origin = Optional.ofNullable(state.archived().get(digest(archive)));
    long size = Math.max(octets, origin.map(Image::size).orElse(0L));
    return new Image(
        List.of(),
        Identities.derived("import " + host.now(), digest(archive)),
        size,
        -(host.now() / SECOND),
        new Image.Process(List.of(), List.of(), List.of(), "", "", ""),
        List.of(),
        Map.of(),
        origin
            .map(Image::userland)
            .orElseGet(() -> new Image.Userland(toolset(files), ProgramChoice.ALL)),
        files,
        origin
            .map(o -> o.behaviour().withProgram(Invocation.program(o)))
            .orElse(ImageBehaviour.NONE),
        List.of(),
        new Image.Layers(size * 3 / 8, size, true),
        new Image.Made(executables, Map.of()));
  }

  private static String toolset(Map<String, String> files) {
    String release =
        files.getOrDefault("/etc/os-release", files.getOrDefault("/usr/lib/os-release", ""));
    if (release.matches("(?s).*\\bID(_LIKE)?=\"?debian.*")) {
      return "debian";
    }
    boolean shell = files.keySet().stream().anyMatch(p -> p.matches("(/usr)?/bin/(sh|busybox)"));
    return release.contains("ID=alpine") ? "alpine" : shell ? "busybox" : "none";
  }
}

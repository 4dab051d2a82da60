package passerelle.sim.userland.packages;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Toolset;

/**
 * The tools of a place: those of its image, the package managers of its distribution, and what they
 * have installed.
 *
 * @param modelled where the programs of packages are taken from
 * @param others those of packages that bring another program by the same name
 */
public record InstalledTools(Toolset modelled, Map<String, Toolset> others) {
  private static final String USER = "/usr/bin";

  /** How a place's tools follow from those of its image, as its files are at the time. */
  public UnaryOperator<Toolset> in(FileSystem files) {
    return new Seen(files)::tools;
  }

  /** The tools of one place, put together again when its files have changed. */
  private final class Seen {
    private final FileSystem files;
    private long changes = -1;
    private Optional<Toolset> last = Optional.empty();

    Seen(FileSystem files) {
      this.files = files;
    }

    Toolset tools(Toolset base) {
      long now = files.changes();
      if (last.isEmpty() || now != changes) {
        changes = now;
        last = Optional.of(with(base, files));
      }
      return last.get();
    }
  }

  private Toolset with(Toolset base, FileSystem files) {
    Optional<Distribution> distribution = Distribution.of(files);
    if (distribution.isEmpty()) {
      return base;
    }
    Toolset.Builder tools = base.more();
    Distribution.Family family = distribution.get().family();
    Optional<Archive> archive = Archive.of(distribution.get().release());
    if (archive.isEmpty()) {
      for (String manager : family.managers()) {
        tools.add(
            USER, refusing(manager, "the packages of " + distribution.get().release()), manager);
      }
      return tools.build();
    }
    for (String name : new PackageDatabase(files, family).names()) {
      Toolset programs = others.getOrDefault(name, modelled);
      archive
          .get()
          .offer(name)
          .ifPresent(offer -> offer.tools().forEach(t -> add(tools, programs, t)));
    }
    return addManagers(tools, family, archive.get(), base).build();
  }

  private static void add(Toolset.Builder tools, Toolset programs, String name) {
    Optional<Toolset.Tool> tool = programs.find(name);
    if (tool.isPresent()) {
      String path = tool.get().path();
      tools.add(path.substring(0, path.lastIndexOf('/')), tool.get().program(), name);
    } else {
      tools.add(USER, refusing(name, "this program"), name);
    }
  }

  private static BlockingProgram refusing(String name, String what) {
    return self -> self.stderr().println(name + ": Passerelle does not model " + what, 2);
  }

  private static Toolset.Builder addManagers(
      Toolset.Builder tools, Distribution.Family family, Archive archive, Toolset base) {
    return switch (family) {
      case DEB ->
          tools
              .add(USER, new AptGet(archive, base), "apt-get", "apt")
              .add(USER, AptCache.program(archive, base), "apt-cache");
      case APK -> tools.add("/sbin", new Apk(archive), "apk");
      case RPM -> tools.add(USER, new Dnf(archive, base), "dnf", "yum", "microdnf");
      case NONE -> tools;
    };
  }
}

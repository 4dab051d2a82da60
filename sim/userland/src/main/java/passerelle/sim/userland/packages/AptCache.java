package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;

/**
 * What the lists of packages tell: {@code apt-cache}, and the same commands of {@code apt}
 * (cmdline/apt-cache.cc, apt-private/private-show.cc, private-list.cc, private-search.cc). The
 * table has names, versions and sizes; what it lacks of a record is said in one line.
 */
record AptCache(AptSession session) {
  /** The commands that only read. */
  static final Set<String> COMMANDS = Set.of("policy", "show", "info", "search", "list", "madison");

  private static final int FAILED = 100;
  private static final String STATUS = "/var/lib/dpkg/status";
  private static final Map<String, String> SUITES =
      Map.of("trixie", "stable", "bookworm", "oldstable", "bullseye", "oldoldstable");

  /** The program {@code apt-cache}. */
  static BlockingProgram program(Archive archive, Toolset base) {
    return self -> {
      Getopt options = Getopt.parse("qano:", "quiet names-only", self.arguments());
      if (options.error().isPresent()) {
        return self.stderr().println(AptGet.complaint(self, options), FAILED);
      }
      List<String> words = new ArrayList<>(options.operands());
      String command = words.isEmpty() ? "" : words.remove(0);
      AptSession session = new AptSession(self, options, archive, base);
      if (COMMANDS.contains(command) && !command.matches("list|info")) {
        return new AptCache(session).run(command, words);
      }
      return command.matches("depends|rdepends|showpkg|pkgnames|stats|dump|showsrc|gencaches|")
          ? session.unmodelled(command.isEmpty() ? "its help" : command)
          : self.stderr().println("E: Invalid operation " + command, FAILED);
    };
  }

  /** Runs one of {@link #COMMANDS}. */
  int run(String command, List<String> names) {
    return switch (command) {
      case "policy" -> names.isEmpty() ? session.unmodelled("policy without names") : policy(names);
      case "show", "info" -> show(names);
      case "search" -> search(names);
      case "list" -> list(names);
      default -> madison(names);
    };
  }

  private void print(String text) {
    session.self().stdout().print(text);
  }

  /** A package that the lists or the database know. */
  private Optional<Archive.Package> find(String name) {
    Optional<Archive.Package> local = session.database().find(name);
    return session.archive().find(name).isPresent() && !isLocal(name)
        ? session.archive().find(name).filter(p -> session.hasLists() || session.isInstalled(name))
        : local;
  }

  /** Whether the database alone has it, or what it has is of another version. */
  private boolean isLocal(String name) {
    return session.database().find(name).isPresent()
        && (!session.hasLists() || session.archive().find(name).isEmpty());
  }

  /** Where it can be fetched, as apt writes the index of it; none for what no list has. */
  private Optional<String> index(Archive.Package made) {
    if (!session.hasLists() || isLocal(made.name())) {
      return Optional.empty();
    }
    Archive.Repository from = session.archive().repository(made);
    return Optional.of(from.url() + " " + from.suite() + "/main amd64 Packages");
  }

  private int policy(List<String> names) {
    for (String name : names) {
      Optional<Archive.Package> found = find(name);
      if (found.isEmpty()) {
        continue;
      }
      Archive.Package made = found.get();
      boolean installed = session.isInstalled(name);
      Optional<String> index = index(made);
      print(name + ":\n  Installed: " + (installed ? made.version() : "(none)") + "\n");
      print("  Candidate: " + made.version() + "\n  Version table:\n");
      print((installed ? " *** " : "     ") + made.version());
      print(index.isPresent() ? " 500\n        500 " + index.get() + "\n" : " 100\n");
      print(installed ? "        100 " + STATUS + "\n" : "");
    }
    return 0;
  }

  private int show(List<String> names) {
    List<Archive.Package> found = names.stream().flatMap(name -> find(name).stream()).toList();
    if (found.isEmpty()) {
      return session.self().stderr().println(session.error() + "No packages found", FAILED);
    }
    for (Archive.Package made : found) {
      print("Package: " + made.name() + "\nVersion: " + made.version() + "\n");
      if (session.isApt()) {
        boolean fetched = index(made).isPresent();
        print(made.installed() == 0 ? "" : size(made) + "\n");
        print(fetched ? "Download-Size: " + AptText.size(made.size()) + "\n" : "");
        print(session.isInstalled(made.name()) ? "APT-Manual-Installed: yes\n" : "");
        print("APT-Sources: " + index(made).orElse(STATUS) + "\n\n");
      } else {
        print(made.installed() == 0 ? "" : "Installed-Size: " + made.installed() + "\n");
        print("Architecture: " + made.arch() + "\n");
        print(index(made).isPresent() ? "Size: " + made.size() + "\n\n" : "\n");
      }
    }
    return lacking("maintainers, dependencies and descriptions of packages");
  }

  private static String size(Archive.Package made) {
    return "Installed-Size: " + AptText.size(made.installed() * 1024.0);
  }

  /** Says what the table does not have; what it has was shown. */
  private int lacking(String what) {
    Process self = session.self();
    return self.stderr().println(self.name() + ": Passerelle does not model " + what, 0);
  }

  private int search(List<String> patterns) {
    if (patterns.isEmpty()) {
      return session
          .self()
          .stderr()
          .println(session.error() + "You must give at least one search pattern", FAILED);
    }
    if (session.isApt()) {
      print(session.done("Sorting...") + session.done("Full Text Search..."));
    }
    for (String name : known()) {
      if (patterns.stream().allMatch(pattern -> isIn(pattern, name))) {
        print(session.isApt() ? line(find(name).orElseThrow()) + "\n" : name + "\n");
      }
    }
    return lacking("descriptions of packages: only names were searched");
  }

  /** Whether a pattern, of whose signs only those of beginning and end are known, is in a name. */
  private static boolean isIn(String pattern, String name) {
    String framed = "^" + name + "$";
    return framed.contains(pattern.toLowerCase(Locale.ROOT));
  }

  private int list(List<String> patterns) {
    print(session.done("Listing..."));
    boolean only = session.options().has("installed", "manual-installed");
    boolean newer = session.options().has("upgradable", "upgradeable");
    for (String name : known()) {
      boolean wanted = patterns.isEmpty() || patterns.stream().anyMatch(p -> matches(p, name));
      if (wanted && !newer && (!only || session.isInstalled(name))) {
        print(line(find(name).orElseThrow()));
      }
    }
    return only && patterns.isEmpty() ? lacking("the packages of the system itself") : 0;
  }

  private static boolean matches(String glob, String name) {
    return name.matches(glob.replaceAll("([.+])", "\\\\$1").replace("*", ".*").replace('?', '.'));
  }

  private Set<String> known() {
    Set<String> names = new TreeSet<>(session.archive().names());
    names.addAll(session.database().names());
    names.removeIf(name -> find(name).isEmpty());
    return names;
  }

  /** A package in one line: {@code curl/stable,now 8.14.1 amd64 [installed]}. */
  private String line(Archive.Package made) {
    boolean installed = session.isInstalled(made.name());
    boolean local = index(made).isEmpty();
    List<String> suites = new ArrayList<>();
    if (!local) {
      suites.add(suite(session.archive().repository(made).suite()));
    }
    if (installed) {
      suites.add("now");
    }
    boolean automatic = session.archive().offer(made.name()).isEmpty();
    String how = local ? " [installed,local]" : " [installed" + (automatic ? ",automatic]" : "]");
    return "%s/%s %s %s%s\n"
        .formatted(
            made.name(),
            String.join(",", suites),
            made.version(),
            made.arch(),
            installed ? how : "");
  }

  /** What a suite is at this time, where the distribution has a word for that. */
  private static String suite(String name) {
    String codename = name.replaceFirst("-.*", "");
    return SUITES.getOrDefault(codename, codename) + name.substring(codename.length());
  }

  private int madison(List<String> names) {
    for (String name : names) {
      Optional<Archive.Package> found = find(name);
      if (found.flatMap(this::index).isPresent()) {
        Archive.Package made = found.get();
        String index = index(made).orElseThrow();
        print("%10s | %10s | %s\n".formatted(name, made.version(), index));
      }
    }
    return 0;
  }
}

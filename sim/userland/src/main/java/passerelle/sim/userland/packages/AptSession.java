package passerelle.sim.userland.packages;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;

/** One run of apt: what it was asked, what it knows, and how it speaks. */
final class AptSession {
  static final String LISTS = "/var/lib/apt/lists";

  private final Process self;
  private final Getopt options;
  private final Archive archive;
  private final Toolset base;
  private final PackageDatabase database;

  AptSession(Process self, Getopt options, Archive archive, Toolset base) {
    this.self = self;
    this.options = options;
    this.archive = archive;
    this.base = base;
    database = new PackageDatabase(self.files(), Distribution.Family.DEB);
  }

  Getopt options() {
    return options;
  }

  Process self() {
    return self;
  }

  Archive archive() {
    return archive;
  }

  PackageDatabase database() {
    return database;
  }

  boolean isApt() {
    return self.name().equals("apt");
  }

  boolean hasTerminal() {
    return self.stdout().isTerminal();
  }

  /** How an error begins; apt 3 writes the word out. */
  String error() {
    return hasColumns() ? "Error: " : "E: ";
  }

  /** How a warning begins. */
  String warning() {
    return hasColumns() ? "Warning: " : "W: ";
  }

  /** {@code apt} since its version 3 says in columns what it is about to do. */
  boolean hasColumns() {
    return isApt() && archive.base().manager() >= 3;
  }

  boolean wantsRecommended() {
    boolean refused =
        options.has("no-install-recommends")
            || options.value("o").filter(o -> o.contains("Install-Recommends=0")).isPresent();
    return !refused;
  }

  private long quietness() {
    return options.options().stream().filter(o -> o.is('q') || o.name().equals("quiet")).count();
  }

  /** What {@code -qq} leaves out. */
  void say(String text) {
    if (quietness() < 2) {
      self.stdout().print(text);
    }
  }

  /** What dpkg says, whatever apt was told. */
  void dpkg(String text) {
    self.stdout().print(text);
  }

  /** A step, with what a terminal is told when it is over. */
  String done(String step) {
    return step + (hasTerminal() && quietness() == 0 ? " Done\n" : "\n");
  }

  String reading() {
    int files = archive.base().files() + 17 * database.names().size();
    String text = "(Reading database ... ";
    String bar =
        hasTerminal()
            ? "\r(Reading database ... 5%\r(Reading database ... 50%\r(Reading database ... 100%\r"
            : "";
    return text + bar + (bar.isEmpty() ? "" : text) + files + CURRENT;
  }

  private static final String CURRENT = " files and directories currently installed.)\n";

  /** Opens the lists of packages. */
  void readLists() {
    say(done("Reading package lists..."));
    say(done("Building dependency tree..."));
    say(done("Reading state information..."));
  }

  /** Whether {@code update} has fetched the lists, and nobody has removed them. */
  boolean hasLists() {
    return self.files().names(LISTS).stream().anyMatch(name -> name.endsWith("InRelease"));
  }

  /** A package that the lists have, or that is installed. */
  Optional<Archive.Offer> offer(String name) {
    return archive.offer(name).filter(offer -> hasLists() || isInstalled(offer));
  }

  boolean isInstalled(Archive.Offer offer) {
    return database.has(offer, base);
  }

  /**
   * Whether nothing is to do for a name that is not offered: it is here already, or something that
   * does the same and conflicts with it; says so.
   */
  boolean isSettled(String name) {
    Optional<Archive.Package> here = database.find(name);
    Optional<String> rival = database.conflicting(name);
    if (here.isPresent()) {
      say(name + " is already the newest version (" + here.get().version() + ").\n");
    } else if (rival.isPresent()) {
      String told = ": Passerelle does not model %s in place of %s, which stays installed";
      self.stderr().println(self.name() + told.formatted(name, rival.get()));
    }
    return here.isPresent() || rival.isPresent();
  }

  /** Whether a package is there: asked for, or come with one that is. */
  boolean isInstalled(String name) {
    return database.has(name) || archive.offer(name).filter(this::isInstalled).isPresent();
  }

  /** Says in one line what apt does and Passerelle does not. */
  int unmodelled(String what) {
    return self.stderr().println(self.name() + ": Passerelle does not model " + what, 2);
  }

  /** Says that a name is unknown. */
  void refuse(String name) {
    if (hasLists() && archive.has(name)) {
      unmodelled("the package " + name);
      return;
    }
    List<String> providers = archive.providers(name);
    if (providers.isEmpty() || !hasLists()) {
      self.stderr().println(error() + "Unable to locate package " + name);
      return;
    }
    StringBuilder out =
        new StringBuilder("Package " + name + " is a virtual package provided by:\n");
    for (String provider : providers) {
      String version = archive.find(provider).map(Archive.Package::version).orElse("");
      out.append("  ").append(provider).append(' ').append(version).append('\n');
    }
    self.stdout().print(out.append('\n').toString());
    self.stderr().println(error() + "Package '" + name + "' has no installation candidate");
  }

  /** Who is not root may not. */
  int refuseUser(String command) {
    boolean update = command.equals("update");
    String lock = update ? LISTS + "/lock" : "/var/lib/dpkg/lock-frontend";
    if (update) {
      say(done("Reading package lists..."));
    }
    self.stderr()
        .println(error() + "Could not open lock file " + lock + " - open (13: Permission denied)");
    return self.stderr()
        .println(
            update
                ? error() + "Unable to lock directory " + LISTS + "/"
                : "%sUnable to acquire the dpkg frontend lock (%s), are you root?"
                    .formatted(error(), lock),
            100);
  }

  /** Whether whoever is there says yes; told {@code -y}, apt does not ask. */
  boolean confirms() {
    if (options.has("y") || options.has("yes") || options.has("assume-yes") || quietness() > 1) {
      return true;
    }
    self.stdout()
        .print(isApt() && hasColumns() ? "Continue? [Y/n] " : "Do you want to continue? [Y/n] ");
    String answer = self.stdin().readLine().map(String::strip).orElse("n");
    boolean yes = answer.isEmpty() || answer.toLowerCase(java.util.Locale.ROOT).startsWith("y");
    if (!yes) {
      self.stdout().print("Abort.\n");
    }
    return yes;
  }

  /** Makes directories where they are missing. */
  static void makeDirectories(FileSystem files, String path) throws FileError {
    if (!files.isDirectory(path)) {
      makeDirectories(files, path.substring(0, Math.max(1, path.lastIndexOf('/'))));
      files.makeDirectory(path);
    }
  }
}

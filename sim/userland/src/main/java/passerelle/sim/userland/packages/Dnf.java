package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;

/**
 * {@code dnf} 4 of Red Hat's family, and {@code yum}, which is another name for it since release 8
 * (dnf/cli/commands, dnf/cli/output.py). Before, and since dnf 5, the same was said in other words.
 */
record Dnf(Archive archive, Toolset base) implements BlockingProgram {
  private static final String WORDS =
      """
      assumeyes assumeno quiet verbose refresh nogpgcheck best nobest allowerasing skip-broken
      setopt: enablerepo: disablerepo: exclude: releasever:
      """;

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("yqvbx:", WORDS, self.arguments());
    if (options.error().isPresent()) {
      String wrong = options.error().get().replaceAll(".*'([^']*)'", "$1");
      String all = "%s: error: unrecognized arguments: %s";
      return self.stderr()
          .println(all.formatted(self.name(), wrong.length() == 1 ? "-" + wrong : wrong), 1);
    }
    List<String> words = new ArrayList<>(options.operands());
    String command = words.isEmpty() ? "" : words.remove(0);
    try {
      return new Run(self, options).run(command, words);
    } catch (FileError refused) {
      return self.stderr().println("Error: " + refused.getMessage(), 1);
    }
  }

  /** One run. */
  private final class Run {
    private final Process self;
    private final Getopt options;
    private final PackageDatabase database;

    Run(Process self, Getopt options) {
      this.self = self;
      this.options = options;
      database = new PackageDatabase(self.files(), Distribution.Family.RPM);
    }

    int run(String command, List<String> names) throws FileError {
      switch (command) {
        case "clean" -> {
          boolean there = new DnfMetadata(self, archive).forget();
          say((there ? archive.repositories().size() : 0) + " files removed\n");
          return 0;
        }
        case "install", "remove", "erase", "update", "upgrade", "makecache" -> {
          if (self.user().uid() != 0) {
            return refuse(
                "This command has to be run with superuser privileges (under the root user on most"
                    + " systems).");
          }
        }
        case "autoremove", "check-update", "group", "groupinstall", "history", "info", "list" -> {
          return unmodelled(command);
        }
        case "module",
            "provides",
            "reinstall",
            "repolist",
            "repoquery",
            "search",
            "config-manager" -> {
          return unmodelled(command);
        }
        default -> {
          return unknown(command);
        }
      }
      if (List.of("remove", "erase").contains(command)) {
        return remove(names);
      }
      if (!new DnfMetadata(self, archive).isThere(anew(command), this::say)) {
        return 1;
      }
      return switch (command) {
        case "install" -> install(names);
        case "makecache" -> told("Metadata cache created.\n");
        default -> nothing();
      };
    }

    private boolean anew(String command) {
      return options.has("refresh") || command.equals("makecache");
    }

    private void say(String text) {
      if (!options.has("q") && !options.has("quiet")) {
        self.stdout().print(text);
      }
    }

    private int told(String text) {
      say(text);
      return 0;
    }

    private int nothing() {
      return told("Dependencies resolved.\nNothing to do.\nComplete!\n");
    }

    private int refuse(String why) {
      return self.stderr().println("Error: " + why, 1);
    }

    private int unmodelled(String what) {
      return self.stderr().println(self.name() + ": Passerelle does not model " + what, 2);
    }

    private int unknown(String command) {
      String path = "/usr/bin/" + self.name();
      self.stderr()
          .println(
              command.isEmpty()
                  ? "usage: " + self.name() + " [options] COMMAND"
                  : "No such command: " + command + ". Please use " + path + " --help");
      return command.isEmpty()
          ? 1
          : self.stderr()
              .println(
                  "It could be a %s plugin command, try: \"%s install 'dnf-command(%s)'\""
                      .formatted(self.name().toUpperCase(Locale.ROOT), self.name(), command),
                  1);
    }

    /** How a package is called: {@code iproute-6.11.0-1.el9.x86_64}. */
    private String named(Archive.Package made) {
      return made.name() + "-" + made.version() + "." + made.arch();
    }

    private int install(List<String> names) throws FileError {
      if (names.isEmpty()) {
        self.stderr().println("usage: " + self.name() + " install [options] PACKAGE [PACKAGE ...]");
        return self.stderr()
            .println(
                self.name() + " install: error: the following arguments are required: PACKAGE", 1);
      }
      List<String> unknown = new ArrayList<>();
      Set<String> asked = new LinkedHashSet<>();
      Set<String> weak = new LinkedHashSet<>();
      Set<String> wanted = new LinkedHashSet<>();
      for (String name : names) {
        Optional<Archive.Offer> offer =
            archive.offer(name).or(() -> archive.find(name).map(Archive.Offer::of));
        if (offer.isEmpty() && archive.has(name)) {
          return unmodelled("the package " + name);
        } else if (offer.isEmpty()) {
          unknown.add(name);
          say("No match for argument: " + name + "\n");
        } else if (database.has(offer.get(), base)) {
          String here = archive.find(name).map(this::named).orElse(name);
          say("Package " + here + " is already installed.\n");
        } else {
          asked.add(name);
          weak.addAll(offer.get().recommended());
          wanted.addAll(offer.get().unpacked());
        }
      }
      if (!unknown.isEmpty() && !options.has("skip-broken")) {
        return refuse("Unable to find a match: " + String.join(" ", unknown));
      }
      wanted.removeIf(database::has);
      if (wanted.isEmpty()) {
        return nothing();
      }
      List<Archive.Package> all =
          wanted.stream().flatMap(name -> archive.find(name).stream()).toList();
      say("Dependencies resolved.\n");
      table(
          all,
          "",
          List.of("Installing", "Installing dependencies", "Installing weak dependencies"),
          made -> asked.contains(made.name()) ? 0 : weak.contains(made.name()) ? 2 : 1);
      say("\nTransaction Summary\n" + DnfText.RULE + "Install  " + counted(all) + "\n\n");
      say("Total download size: " + DnfText.number(size(all)).strip() + "\n");
      say("Installed size: " + DnfText.number(space(all)).strip() + "\n");
      return confirms() && fetch(all) ? transact(all) : 1;
    }

    private String counted(List<Archive.Package> packages) {
      return packages.size() + (packages.size() == 1 ? " Package" : " Packages");
    }

    private long size(List<Archive.Package> packages) {
      return packages.stream().mapToLong(Archive.Package::size).sum();
    }

    private long space(List<Archive.Package> packages) {
      return packages.stream().mapToLong(Archive.Package::installed).sum() * 1024;
    }

    private void table(
        List<Archive.Package> packages,
        String mark,
        List<String> titles,
        java.util.function.ToIntFunction<Archive.Package> part) {
      List<List<String>> rows = packages.stream().map(made -> row(made, mark)).toList();
      List<Integer> widths = DnfText.widths(rows);
      List<String> head = List.of("Package", "Architecture", "Version", "Repository", "Size");
      List<String> heads =
          widths.get(1) < head.get(1).length()
              ? List.of("Package", "Arch", "Version", "Repository", "Size")
              : head;
      say(DnfText.RULE + DnfText.row(heads, widths) + DnfText.RULE);
      for (int i = 0; i < titles.size(); i++) {
        int which = i;
        List<String> lines =
            packages.stream()
                .filter(made -> part.applyAsInt(made) == which)
                .map(made -> DnfText.row(row(made, mark), widths))
                .sorted()
                .toList();
        say(lines.isEmpty() ? "" : titles.get(i) + ":\n" + String.join("", lines));
      }
    }

    private List<String> row(Archive.Package made, String mark) {
      long size = mark.isEmpty() ? made.size() : made.installed() * 1024;
      return List.of(
          made.name(), made.arch(), made.version(), mark + made.suite(), DnfText.number(size));
    }

    private boolean confirms() {
      if (options.has("y") || options.has("assumeyes")) {
        return true;
      }
      self.stdout().print("Is this ok [y/N]: ");
      String answer =
          options.has("assumeno") ? "n" : self.stdin().readLine().map(String::strip).orElse("n");
      boolean yes = answer.toLowerCase(Locale.ROOT).startsWith("y");
      if (!yes) {
        self.stderr().println("Operation aborted.");
      }
      return yes;
    }

    private boolean fetch(List<Archive.Package> packages) {
      say("Downloading Packages:\n");
      long begun = self.now();
      int number = 1;
      for (Archive.Package made : packages.stream().sorted(BY_SIZE).toList()) {
        String file = named(made).replaceFirst("-\\d+:", "-") + ".rpm";
        Archive.Repository from = archive.repository(made);
        long started = self.now();
        try {
          new Mirror(self, from).fetch("Packages/" + file, made.size());
        } catch (Mirror.Unreachable failure) {
          refuse("Error downloading packages:\n  " + DnfMetadata.why(failure, from));
          return false;
        }
        double took = (double) (self.now() - started) / EventLoop.SECOND;
        String which = packages.size() == 1 ? "" : "(%d/%d): ".formatted(number++, packages.size());
        say(DnfText.progress(which + file, made.size(), took) + "\n");
      }
      double took = (double) (self.now() - begun) / EventLoop.SECOND;
      say(
          "-".repeat(DnfText.WIDTH)
              + "\n"
              + DnfText.progress("Total", size(packages), took)
              + " \n");
      return true;
    }

    private int transact(List<Archive.Package> packages) throws FileError {
      check();
      int number = 1;
      for (Archive.Package made : packages) {
        say(DnfText.step("Installing", named(made), number++, packages.size()));
        database.add(made);
        PackageFiles.add(self.files(), Distribution.Family.RPM, made.name());
      }
      verify(packages);
      return told("\nInstalled:\n" + listed(packages) + "\nComplete!\n");
    }

    private void check() {
      say("Running transaction check\nTransaction check succeeded.\nRunning transaction test\n");
      say("Transaction test succeeded.\nRunning transaction\n");
      say(DnfText.step("Preparing", "", 1, 1));
    }

    private void verify(List<Archive.Package> packages) {
      int number = 1;
      for (String name : packages.stream().map(this::named).sorted().toList()) {
        say(DnfText.step("Verifying", name, number++, packages.size()));
      }
    }

    private String listed(List<Archive.Package> packages) {
      return DnfText.columns(packages.stream().map(this::named).sorted().toList());
    }

    private int remove(List<String> names) throws FileError {
      List<Archive.Package> gone = new ArrayList<>();
      for (String name : names) {
        Optional<Archive.Package> made = archive.find(name).filter(m -> database.has(name));
        made.ifPresent(gone::add);
        if (made.isEmpty()
            && archive.offer(name).filter(offer -> database.has(offer, base)).isPresent()) {
          return unmodelled("the removal of what the image has");
        } else if (made.isEmpty()) {
          say("No match for argument: " + name + "\n");
        }
      }
      if (gone.isEmpty()) {
        self.stderr().println("No packages marked for removal.");
        return nothing();
      }
      say("Dependencies resolved.\n");
      table(gone, "@", List.of("Removing"), made -> 0);
      say("\nTransaction Summary\n" + DnfText.RULE + "Remove  " + counted(gone) + "\n\n");
      say("Freed space: " + DnfText.number(space(gone)).strip() + "\n");
      if (!confirms()) {
        return 1;
      }
      check();
      int number = 1;
      for (Archive.Package made : gone) {
        say(DnfText.step("Erasing", named(made), number++, gone.size()));
        database.remove(made.name());
      }
      verify(gone);
      return told("\nRemoved:\n" + listed(gone) + "\nComplete!\n");
    }
  }

  /** Small ones are fetched first. */
  private static final java.util.Comparator<Archive.Package> BY_SIZE =
      java.util.Comparator.comparingLong(Archive.Package::size);
}

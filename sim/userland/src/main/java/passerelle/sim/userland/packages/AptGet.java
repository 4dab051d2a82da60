package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;
import passerelle.text.Resources;

/**
 * {@code apt-get} and {@code apt} (cmdline/apt-get.cc).
 *
 * @param archive what the place's distribution offers
 * @param base the tools that its image has
 */
record AptGet(Archive archive, Toolset base) implements BlockingProgram {
  private static final int FAILED = 100;
  private static final String WORDS =
      """
      yes assume-yes quiet no-install-recommends install-recommends fix-missing fix-broken
      allow-unauthenticated allow-downgrades force-yes installed manual-installed upgradable
      upgradeable names-only no-upgrade purge auto-remove option:
      """;

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("yqfmo:st:Vn", WORDS, self.arguments());
    if (options.error().isPresent()) {
      return self.stderr().println(complaint(self, options), FAILED);
    }
    if (options.has("s")) {
      return self.stderr().println(self.name() + ": Passerelle does not model option -s", 2);
    }
    AptSession session = new AptSession(self, options, archive, base);
    List<String> words = new ArrayList<>(options.operands());
    if (words.isEmpty()) {
      self.stdout().print(USAGE);
      return 1;
    }
    if (session.isApt() && !session.hasTerminal()) {
      self.stderr()
          .print(
              "\n"
                  + "WARNING: apt does not have a stable CLI interface. Use with caution in"
                  + " scripts.\n\n");
    }
    try {
      return run(session, words.remove(0), words);
    } catch (FileError refused) {
      return self.stderr()
          .println(
              session.error() + "Could not write /var/lib/dpkg: " + refused.getMessage(), FAILED);
    }
  }

  /** What is wrong with a command line. */
  static String complaint(Process self, Getopt options) {
    String wrong = options.error().orElseThrow().replaceAll(".*'(-*)([^']*)'", "$1$2");
    String start = self.name().equals("apt") ? "Error: " : "E: ";
    return wrong.startsWith("--")
        ? "%sCommand line option %s".formatted(start, wrong)
            + " is not understood in combination with the other options"
        : start + "Command line option '" + wrong + "' [from -" + wrong + "] is not known.";
  }

  private int run(AptSession session, String command, List<String> names) throws FileError {
    if (session.isApt() && AptCache.COMMANDS.contains(command)) {
      return new AptCache(session).run(command, names);
    }
    switch (command) {
      case "clean", "autoclean", "auto-clean", "check" -> {
        return 0;
      }
      case "update", "install", "remove", "purge", "upgrade", "dist-upgrade", "full-upgrade" -> {
        if (session.self().user().uid() != 0) {
          return session.refuseUser(command);
        }
      }
      default -> {
        // Answered below.
      }
    }
    switch (command) {
      case "update" -> {
        return new AptUpdate(session).run();
      }
      case "install" -> {
        return install(session, names);
      }
      case "remove", "purge" -> {
        return remove(session, names);
      }
      case "upgrade", "dist-upgrade", "full-upgrade", "autoremove" -> {
        session.readLists();
        session.say(command.equals("autoremove") ? "" : session.done("Calculating upgrade..."));
        session.say("0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n");
        return 0;
      }
      case "source", "download", "build-dep", "edit-sources" -> {
        return session.unmodelled(command);
      }
      default -> {
        session.self().stderr().println(session.error() + "Invalid operation " + command);
        return FAILED;
      }
    }
  }

  private int install(AptSession session, List<String> names) throws FileError {
    session.readLists();
    boolean unknown = false;
    Set<Archive.Offer> wanted = new LinkedHashSet<>();
    for (String name : names) {
      String plain = name.replaceFirst("[=/].*", "");
      Optional<Archive.Offer> offer = session.offer(plain);
      offer.ifPresent(wanted::add);
      if (offer.isEmpty() && !session.isSettled(plain)) {
        unknown = true;
        session.refuse(plain);
      }
    }
    return unknown ? FAILED : new AptInstall(session, List.copyOf(wanted)).run();
  }

  private int remove(AptSession session, List<String> names) throws FileError {
    session.readLists();
    List<String> gone = new ArrayList<>();
    for (String name : names) {
      if (session.database().has(name) && archive.offer(name).isEmpty()) {
        return session.unmodelled("the removal of " + name);
      } else if (session.database().has(name)) {
        gone.add(name);
      } else if (!session.hasLists() || archive.find(name).isEmpty()) {
        session.refuse(name);
        return FAILED;
      } else {
        session.say("Package '" + name + "' is not installed, so not removed\n");
      }
    }
    session.say(AptText.list("The following packages will be REMOVED:", gone));
    session.say(
        "0 upgraded, 0 newly installed, " + gone.size() + " to remove and 0 not upgraded.\n");
    long size = 0;
    for (String name : gone) {
      size += archive.find(name).map(Archive.Package::installed).orElse(0L) * 1024;
    }
    if (!gone.isEmpty()) {
      session.say("After this operation, " + AptText.size(size) + " disk space will be freed.\n");
      if (!session.confirms()) {
        return 1;
      }
    }
    for (String name : gone) {
      String version = archive.find(name).map(Archive.Package::version).orElse("");
      session.dpkg(session.reading() + "Removing " + name + " (" + version + ") ...\n");
      session.database().remove(name);
    }
    return 0;
  }

  private static final String USAGE = Resources.text(AptGet.class, "apt-get.txt");
}

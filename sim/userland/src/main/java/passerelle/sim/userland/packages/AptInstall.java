package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import passerelle.sim.process.FileError;

/** {@code apt-get install} of names that the lists have (apt-private/private-install.cc). */
final class AptInstall {
  private static final int MANY = 5;
  private final AptSession session;
  private final List<Archive.Offer> wanted;
  private final List<Archive.Package> unpacked = new ArrayList<>();
  private final List<Archive.Package> configured = new ArrayList<>();

  AptInstall(AptSession session, List<Archive.Offer> wanted) {
    this.session = session;
    this.wanted = wanted;
  }

  int run() throws FileError {
    collect();
    announce();
    if (unpacked.isEmpty()) {
      return 0;
    }
    Set<String> asked = new TreeSet<>();
    wanted.forEach(offer -> asked.add(offer.name()));
    boolean more = unpacked.stream().anyMatch(p -> !asked.contains(p.name()));
    if (more && !session.confirms()) {
      return 1;
    }
    if (!fetch()) {
      return 100;
    }
    session
        .self()
        .stderr()
        .println("debconf: delaying package configuration, since apt-utils is not installed");
    unpack();
    return 0;
  }

  /** What is missing, in the order in which it is unpacked, and in that in which it is set up. */
  private void collect() {
    Set<String> first = new LinkedHashSet<>();
    Set<String> then = new LinkedHashSet<>();
    for (Archive.Offer offer : wanted) {
      if (!session.isInstalled(offer)) {
        List<String> names = offer.unpacked(session.wantsRecommended());
        first.addAll(names);
        offer.configured().stream().filter(names::contains).forEach(then::add);
      }
    }
    first.removeIf(session.database()::has);
    then.removeIf(session.database()::has);
    first.forEach(name -> session.archive().find(name).ifPresent(unpacked::add));
    then.forEach(name -> session.archive().find(name).ifPresent(configured::add));
  }

  private void announce() {
    for (Archive.Offer offer : wanted) {
      if (session.isInstalled(offer)) {
        String version =
            session.archive().find(offer.name()).map(Archive.Package::version).orElse("");
        session.say(offer.name() + " is already the newest version (" + version + ").\n");
      }
    }
    Set<String> asked = new TreeSet<>();
    wanted.forEach(offer -> asked.add(offer.name()));
    Set<String> names = new TreeSet<>();
    unpacked.forEach(made -> names.add(made.name()));
    Set<String> additional = new TreeSet<>(names);
    additional.removeAll(asked);
    asked.retainAll(names);
    if (session.hasColumns()) {
      announceInColumns(List.copyOf(asked), List.copyOf(additional));
      return;
    }
    session.say(
        AptText.list(
            "The following additional packages will be installed:", List.copyOf(additional)));
    suggest();
    session.say(AptText.list("The following NEW packages will be installed:", List.copyOf(names)));
    session.say(
        "0 upgraded, " + names.size() + " newly installed, 0 to remove and 0 not upgraded.\n");
    if (!names.isEmpty()) {
      session.say("Need to get " + AptText.size(download()) + " of archives.\n");
      session.say(
          "After this operation, "
              + AptText.size(space())
              + " of additional disk space will be used.\n");
    }
  }

  private void suggest() {
    Set<String> suggested = new LinkedHashSet<>();
    Set<String> recommended = new LinkedHashSet<>();
    for (Archive.Offer offer : wanted) {
      if (!session.isInstalled(offer)) {
        suggested.addAll(offer.suggested());
        recommended.addAll(offer.leftOut());
      }
    }
    boolean all = session.wantsRecommended();
    session.say(AptText.list("Suggested packages:", all ? List.copyOf(suggested) : List.of()));
    session.say(AptText.list("Recommended packages:", all ? List.of() : List.copyOf(recommended)));
  }

  private void announceInColumns(List<String> asked, List<String> additional) {
    session.say(AptText.columns("Installing:", asked));
    session.say(AptText.columns("Installing dependencies:", additional));
    session.say("Summary:\n  Upgrading: 0, Installing: " + unpacked.size());
    session.say(", Removing: 0, Not Upgrading: 0\n");
    if (!unpacked.isEmpty()) {
      session.say("  Download size: " + AptText.size(download()) + "\n");
      session.say("  Space needed: " + AptText.size(space()) + " / 41.2 GB available\n\n");
    }
  }

  private long download() {
    return unpacked.stream().mapToLong(Archive.Package::size).sum();
  }

  private long space() {
    return unpacked.stream().mapToLong(Archive.Package::installed).sum() * 1024;
  }

  private boolean fetch() {
    long started = session.self().now();
    int number = 1;
    for (Archive.Package made : unpacked) {
      Archive.Repository from = session.archive().repository(made);
      String file = made.name() + "_" + made.version().replaceFirst("^[0-9]+:", "") + "_amd64.deb";
      String pool = "pool/main/" + directory(made.name()) + "/" + made.name() + "/" + file;
      String what =
          ":%s %s %s/main amd64 %s %s %s"
              .formatted(
                  number++, from.url(), from.suite(), made.name(), made.arch(), made.version());
      try {
        new Mirror(session.self(), from).fetch(pool, made.size());
        session.say("Get" + what + " [" + AptText.size(made.size()) + "]\n");
      } catch (Mirror.Unreachable failure) {
        String why = AptUpdate.words(from, failure);
        session.say(("Ign" + what + "\n").repeat(3) + "Err" + what + "\n  " + why + "\n");
        session
            .self()
            .stderr()
            .print(
                "%sFailed to fetch %s/%s  %s\n%sSome files failed to download\n"
                    .formatted(session.error(), from.url(), pool, why, session.error()));
        return false;
      }
    }
    session.say(AptUpdate.rate(download(), session.self().now() - started));
    return true;
  }

  /** Where the pool has a package: by its first letter, libraries by four. */
  private static String directory(String name) {
    return name.startsWith("lib") ? name.substring(0, 4) : name.substring(0, 1);
  }

  private void unpack() throws FileError {
    boolean libraries = false;
    int digits = unpacked.size() < MANY ? 0 : String.valueOf(unpacked.size()).length();
    for (int i = 0; i < unpacked.size(); i++) {
      Archive.Package made = unpacked.get(i);
      String prefix = digits == 0 ? "" : String.format(Locale.ROOT, "%0" + digits + "d-", i);
      String file =
          made.name() + "_" + made.version().replace(":", "%3a") + "_" + made.arch() + ".deb";
      String full = full(made);
      session.dpkg("Selecting previously unselected package " + full + ".\n");
      session.dpkg(i == 0 ? session.reading() : "");
      session.dpkg("Preparing to unpack .../" + prefix + file + " ...\n");
      session.dpkg("Unpacking " + full + " (" + made.version() + ") ...\n");
      libraries |= isLibrary(made);
    }
    for (Archive.Package made : configured) {
      session.dpkg("Setting up " + full(made) + " (" + made.version() + ") ...\n");
      session.database().add(made);
      SystemUsers.add(session.self().files(), made.name());
      PackageFiles.add(session.self().files(), Distribution.Family.DEB, made.name());
    }
    if (libraries) {
      session.dpkg(
          "Processing triggers for libc-bin (" + session.archive().base().libc() + ") ...\n");
    }
  }

  /** Whether ldconfig has to look at it; what PAM and SASL load does not count. */
  private static boolean isLibrary(Archive.Package made) {
    return made.qualified() && !made.name().matches("libpam-.*|.*-modules.*");
  }

  private static String full(Archive.Package made) {
    return made.name() + (made.qualified() ? ":" + made.arch() : "");
  }
}

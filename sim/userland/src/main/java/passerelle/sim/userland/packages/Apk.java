package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.ByteText;

/** {@code apk} of Alpine (apk-tools 2.14: src/app_add.c, src/database.c, src/commit.c). */
record Apk(Archive archive) implements BlockingProgram {
  private static final String CACHE = "/var/cache/apk";
  private static final String INDEX = "APKINDEX.tar.gz";
  private static final String WORDS =
      """
      no-cache update-cache update quiet virtual: upgrade no-progress force repository:
      allow-untrusted purge
      """;

  @Override
  public int run(Process self) {
    Getopt options = Getopt.parse("Uqvt:uX:fi", WORDS, self.arguments());
    if (options.error().isPresent()) {
      return self.stderr()
          .println("apk: " + options.error().get().replaceFirst("^invalid", "unrecognized"), 1);
    }
    List<String> words = new ArrayList<>(options.operands());
    String command = words.isEmpty() ? "" : words.remove(0);
    if (options.has("X") || options.has("repository")) {
      return self.stderr().println("apk: Passerelle does not model other repositories", 2);
    }
    Run run = new Run(self, options);
    try {
      return switch (command) {
        case "add" -> run.add(words);
        case "del" -> run.delete(words);
        case "update" -> run.update();
        case "upgrade" -> run.upgrade();
        case "info" -> run.info();
        case "" -> run.usage();
        default -> run.refuse(command);
      };
    } catch (FileError refused) {
      return self.stderr().println("ERROR: Unable to write: " + refused.getMessage(), 1);
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
      database = new PackageDatabase(self.files(), Distribution.Family.APK);
    }

    private boolean isQuiet() {
      return options.has("q") || options.has("quiet");
    }

    private void say(String text) {
      if (!isQuiet()) {
        self.stdout().print(text);
      }
    }

    int usage() {
      self.stdout()
          .print("apk-tools 2.14.9, compiled for x86_64.\n\nusage: apk [<OPTIONS>...] COMMAND");
      self.stdout().print(" [<ARGUMENTS>...]\n");
      return 1;
    }

    int refuse(String command) {
      boolean real = List.of("search", "policy", "fix", "cache", "list", "fetch").contains(command);
      self.stderr()
          .println(
              real
                  ? "apk: Passerelle does not model " + command
                  : "ERROR: '" + command + "' is not an apk command. See 'apk --help'.");
      return real ? 2 : 1;
    }

    private boolean mayWrite() {
      if (self.user().uid() == 0) {
        return true;
      }
      self.stderr().println("ERROR: Unable to lock database: Permission denied");
      self.stderr().println("ERROR: Failed to open apk database: Permission denied");
      return false;
    }

    private String kept(Archive.Repository repository) {
      return CACHE + "/APKINDEX." + Integer.toHexString(repository.url().hashCode()) + ".tar.gz";
    }

    private boolean isKept(Archive.Repository repository) {
      return self.files().isFile(kept(repository));
    }

    /** Fetches the lists; the repositories that could not be fetched. */
    private List<Archive.Repository> fetchIndexes() throws FileError {
      List<Archive.Repository> missing = new ArrayList<>();
      for (Archive.Repository repository : archive.repositories()) {
        String url = repository.url() + "/x86_64/" + INDEX;
        say("fetch " + url + "\n");
        try {
          new Mirror(self, repository).fetch("x86_64/" + INDEX, repository.index());
          if (!options.has("no-cache")) {
            AptSession.makeDirectories(self.files(), CACHE);
            self.files().write(kept(repository), ByteText.encode("APKINDEX\n"));
          }
        } catch (Mirror.Unreachable failure) {
          missing.add(repository);
          self.stderr().println("WARNING: " + ignored(repository) + why(failure));
        }
      }
      return missing;
    }

    private String ignored(Archive.Repository repository) {
      return options.has("no-cache")
          ? "fetching " + repository.url() + ": "
          : "updating and opening " + repository.url() + ": ";
    }

    private String why(Mirror.Unreachable failure) {
      if (failure.names() == Resolver.Outcome.TRY_AGAIN) {
        return "temporary error (try again later)";
      }
      if (failure.names() != Resolver.Outcome.FOUND) {
        return "DNS: name does not exist";
      }
      return failure.reason() == Errno.EINPROGRESS
          ? "operation timed out"
          : failure.reason().text().toLowerCase(java.util.Locale.ROOT);
    }

    int update() throws FileError {
      if (!mayWrite()) {
        return 99;
      }
      int missing = fetchIndexes().size();
      if (missing > 0) {
        self.stdout()
            .println(
                missing + " unavailable, 0 stale; " + count() + " distinct packages available");
        return missing;
      }
      for (Archive.Repository repository : archive.repositories()) {
        String[] parts = repository.url().split("/");
        say(
            "v%s.2-85-g3e8bc3bbfb9 [%s]\n"
                .formatted(parts[parts.length - 2].substring(1), repository.url()));
      }
      say("OK: 26326 distinct packages available\n");
      return 0;
    }

    private int count() {
      return archive.base().packages() + database.names().size();
    }

    int upgrade() {
      say(total());
      return 0;
    }

    int info() {
      database.names().stream().sorted().forEach(name -> self.stdout().println(name));
      return 0;
    }

    private String total() {
      long size = archive.base().size();
      for (String name : database.names()) {
        size += archive.find(name).map(Archive.Package::installed).orElse(0L);
      }
      return "OK: " + Math.round(size / 1024.0) + " MiB in " + count() + " packages\n";
    }

    int add(List<String> names) throws FileError {
      if (!mayWrite()) {
        return 99;
      }
      boolean fresh = options.has("no-cache") || options.has("U") || options.has("update-cache");
      boolean kept = archive.repositories().stream().allMatch(this::isKept);
      boolean reachable = (!fresh && kept) || fetchIndexes().isEmpty();
      List<String> unknown = new ArrayList<>();
      Set<String> wanted = new LinkedHashSet<>();
      for (String name : names) {
        String plain = name.replaceFirst("[=<>~@].*", "");
        Optional<Archive.Offer> offer = archive.offer(plain).filter(o -> reachable || isThere(o));
        offer.filter(o -> !isThere(o)).ifPresent(o -> wanted.addAll(o.unpacked()));
        if (offer.isEmpty()) {
          unknown.add(name);
        }
      }
      if (!unknown.isEmpty()) {
        return unselectable(unknown);
      }
      wanted.removeIf(database::has);
      return install(List.copyOf(wanted));
    }

    private boolean isThere(Archive.Offer offer) {
      return database.has(offer.name()) || archive.find(offer.name()).isEmpty();
    }

    private int unselectable(List<String> unknown) {
      Optional<String> real =
          unknown.stream().filter(n -> archive.offer(n).isEmpty() && archive.has(n)).findFirst();
      if (real.isPresent()) {
        return self.stderr().println("apk: Passerelle does not model the package " + real.get(), 2);
      }
      StringBuilder out = new StringBuilder("ERROR: unable to select packages:\n");
      for (String name : unknown) {
        out.append("  ").append(name).append(" (no such package):\n");
        out.append("    required by: world[").append(name).append("]\n");
      }
      self.stderr().print(out.toString());
      return unknown.size();
    }

    private int install(List<String> names) throws FileError {
      int number = 1;
      for (String name : names) {
        Archive.Package made = archive.find(name).orElseThrow();
        Archive.Repository from = archive.repository(made);
        say("(%s/%s) Installing %s (%s)\n".formatted(number++, names.size(), name, made.version()));
        try {
          new Mirror(self, from).fetch("x86_64/" + name + ".apk", made.size());
        } catch (Mirror.Unreachable failure) {
          return self.stderr()
              .println("ERROR: " + name + "-" + made.version() + ": " + why(failure), 1);
        }
        database.add(made);
        PackageFiles.add(self.files(), Distribution.Family.APK, name);
      }
      if (!names.isEmpty()) {
        say("Executing busybox-" + archive.base().libc() + ".trigger\n");
      }
      say(total());
      return 0;
    }

    int delete(List<String> names) throws FileError {
      if (!mayWrite()) {
        return 99;
      }
      List<String> gone = new ArrayList<>();
      for (String name : names) {
        if (database.has(name)) {
          gone.add(name);
        }
      }
      int number = 1;
      for (String name : gone) {
        String version = archive.find(name).map(Archive.Package::version).orElse("");
        say("(" + number++ + "/" + gone.size() + ") Purging " + name + " (" + version + ")\n");
        database.remove(name);
      }
      if (!gone.isEmpty()) {
        say("Executing busybox-" + archive.base().libc() + ".trigger\n");
      }
      say(total());
      return 0;
    }
  }
}

package passerelle.sim.userland.packages;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.Errno;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.text.LabClock;
import passerelle.text.ByteText;

/** What dnf keeps of its repositories for two days (dnf/repo.py, libdnf/repo/Repo.cpp). */
record DnfMetadata(Process self, Archive archive) {
  private static final String CACHE = "/var/cache/dnf";
  private static final String MADE = CACHE + "/last_makecache";
  private static final long KEPT = 48 * 3600 * EventLoop.SECOND;

  /** Forgets it; whether there was any. */
  boolean forget() throws FileError {
    boolean there = self.files().exists(MADE);
    if (there) {
      self.files().remove(MADE);
    }
    return there;
  }

  /** Fetches what the repositories tell of themselves, where that is not known; whether it is. */
  boolean isThere(boolean anew, Consumer<String> say) throws FileError {
    Optional<String> made = self.files().text(MADE);
    long at = made.map(text -> Long.parseLong(text.strip())).orElse(-KEPT);
    long age = self.now() - at;
    if (age < KEPT && !anew) {
      ZonedDateTime time = LabClock.now(self).minusNanos(age);
      DateTimeFormatter form =
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
      long seconds = age / EventLoop.SECOND;
      say.accept(
          "Last metadata expiration check: %d:%02d:%02d ago on %s.\n"
              .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, form.format(time)));
      return true;
    }
    for (Archive.Repository repository : archive.repositories()) {
      long begun = self.now();
      try {
        new Mirror(self, repository).fetch("repodata/repomd.xml", repository.index());
      } catch (Mirror.Unreachable failure) {
        say.accept(DnfText.progress(repository.title(), 0, 1) + "\n");
        fail(repository, why(failure, repository));
        return false;
      }
      double took = (double) (self.now() - begun) / EventLoop.SECOND;
      say.accept(DnfText.progress(repository.title(), repository.index(), took) + "\n");
    }
    AptSession.makeDirectories(self.files(), CACHE);
    self.files().write(MADE, ByteText.encode(self.now() + "\n"));
    return true;
  }

  private void fail(Archive.Repository repository, String why) {
    self.stderr()
        .println("Errors during downloading metadata for repository '" + repository.suite() + "':");
    self.stderr().println("  - " + why);
    self.stderr()
        .println(
            "Error: Failed to download metadata for repo '%s': Cannot prepare internal mirrorlist: %s"
                .formatted(repository.suite(), why));
  }

  /** What libcurl says of it. */
  static String why(Mirror.Unreachable failure, Archive.Repository from) {
    if (failure.names() != Resolver.Outcome.FOUND) {
      return "Curl error (6): Couldn't resolve host name for %s [Could not resolve host: %s]"
          .formatted(from.url(), from.host());
    }
    String address = failure.address().address().toString();
    return failure.reason() == Errno.EINPROGRESS
        ? "Curl error (28): Timeout was reached for %s [Connection timed out after 30001"
                .formatted(from.url())
            + " milliseconds]"
        : "Curl error (7): Couldn't connect to server for %s [Failed to connect to %s port %d: %s]"
            .formatted(from.url(), address, failure.address().port(), failure.reason().text());
  }
}

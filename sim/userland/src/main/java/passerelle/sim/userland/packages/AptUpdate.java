package passerelle.sim.userland.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.kernel.Errno;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.ByteText;

/** {@code apt-get update}: fetches the lists of packages (apt-pkg/acquire*.cc). */
record AptUpdate(AptSession session) {
  /** Attempts at a file: the first, and those of Acquire::Retries. */
  private static final int ATTEMPTS = 4;

  int run() throws FileError {
    long started = session.self().now();
    List<Archive.Repository> repositories = session.archive().repositories();
    Map<Archive.Repository, String> failures = new LinkedHashMap<>();
    long fetched = 0;
    int number = 1;
    boolean known = session.hasLists();
    for (Archive.Repository repository : repositories) {
      String what = repository.url() + " " + repository.suite() + " InRelease";
      try {
        new Mirror(session.self(), repository)
            .fetch("dists/" + repository.suite() + "/InRelease", repository.release());
        session.say(
            known
                ? "Hit:" + number + " " + what + "\n"
                : "Get:" + number + " " + what + " [" + AptText.size(repository.release()) + "]\n");
        fetched += known ? 0 : repository.release();
      } catch (Mirror.Unreachable unreachable) {
        failures.put(repository, words(repository, unreachable));
      }
      number++;
    }
    if (!failures.isEmpty()) {
      return fail(repositories, failures);
    }
    fetched += known ? 0 : indexes(repositories, number);
    keep(repositories);
    if (fetched > 0) {
      session.say(rate(fetched, session.self().now() - started));
    }
    session.say(session.done("Reading package lists..."));
    if (session.isApt()) {
      session.say(session.done("Building dependency tree..."));
      session.say(session.done("Reading state information..."));
      session.say("All packages are up to date.\n");
    }
    return 0;
  }

  /** How much has come, and how fast. */
  static String rate(long octets, long nanos) {
    long seconds = nanos / EventLoop.SECOND;
    long perSecond = octets * EventLoop.SECOND / Math.max(1, nanos);
    return "Fetched %s in %ss (%s/s)\n"
        .formatted(AptText.size(octets), seconds, AptText.size(perSecond));
  }

  private long indexes(List<Archive.Repository> repositories, int first) {
    long fetched = 0;
    int number = first;
    for (Archive.Repository repository : repositories) {
      session.say(
          "Get:%s %s %s/main amd64 Packages [%s]\n"
              .formatted(
                  number++,
                  repository.url(),
                  repository.suite(),
                  AptText.size(repository.index())));
      fetched += repository.index();
      session.self().sleep(repository.index() * EventLoop.SECOND / 12_500_000);
    }
    return fetched;
  }

  private void keep(List<Archive.Repository> repositories) throws FileError {
    AptSession.makeDirectories(session.self().files(), AptSession.LISTS);
    for (Archive.Repository repository : repositories) {
      String name =
          repository.url().replaceFirst("^https?://", "").replace('/', '_')
              + "_dists_"
              + repository.suite()
              + "_InRelease";
      session
          .self()
          .files()
          .write(
              AptSession.LISTS + "/" + name,
              ByteText.encode("Suite: " + repository.suite() + "\n"));
    }
  }

  private int fail(
      List<Archive.Repository> repositories, Map<Archive.Repository, String> failures) {
    List<String> heads = new ArrayList<>();
    for (Archive.Repository repository : failures.keySet()) {
      int number = repositories.indexOf(repository) + 1;
      heads.add(":" + number + " " + repository.url() + " " + repository.suite() + " InRelease\n");
    }
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      heads.forEach(head -> session.say("Ign" + head));
      session.self().sleep(attempt * EventLoop.SECOND);
    }
    int at = 0;
    StringBuilder warnings = new StringBuilder();
    for (Map.Entry<Archive.Repository, String> failure : failures.entrySet()) {
      session.say("Err" + heads.get(at++) + "  " + failure.getValue() + "\n");
      warnings
          .append(session.warning())
          .append("Failed to fetch ")
          .append(failure.getKey().url())
          .append("/dists/")
          .append(failure.getKey().suite())
          .append("/InRelease  ")
          .append(failure.getValue())
          .append('\n');
    }
    session.say(session.done("Reading package lists..."));
    session
        .self()
        .stderr()
        .print(
            warnings
                + session.warning()
                + "Some index files failed to download. They have been ignored, or old ones used"
                + " instead.\n");
    return 0;
  }

  /** Why a file could not be fetched (methods/connect.cc). */
  static String words(Archive.Repository repository, Mirror.Unreachable failure) {
    String host = repository.host();
    if (failure.names() == Resolver.Outcome.TRY_AGAIN) {
      return "Temporary failure resolving '" + host + "'";
    }
    if (failure.names() != Resolver.Outcome.FOUND) {
      return "Could not resolve '" + host + "'";
    }
    String where = host + ":" + repository.port() + " (" + failure.address().address() + ")";
    boolean late = failure.reason() == Errno.EINPROGRESS || failure.reason() == Errno.ETIMEDOUT;
    return late
        ? "Could not connect to " + where + ", connection timed out"
        : "Could not connect to %s. - connect (%s: %s)"
            .formatted(where, failure.reason().number(), failure.reason().text());
  }
}

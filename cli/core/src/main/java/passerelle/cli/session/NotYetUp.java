package passerelle.cli.session;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A project of Compose that a deck shows and looks at, and that its reader has started. */
final class NotYetUp {
  private static final Pattern NOT_RUNNING =
      Pattern.compile("(?m)^service \"[^\"]+\" is not running");

  private static final String STARTS = "docker compose up -d";

  private NotYetUp() {}

  /**
   * Starts the project whose service is not running.
   *
   * @param run does what the reader does, unseen, and gives its status
   * @param lacking makes an image that the last attempt lacked; empty if that was not what failed
   * @return how; empty if the refusal tells of something else, or it cannot be started
   */
  static Optional<String> start(String refusal, HostLine run, Supplier<Optional<String>> lacking) {
    if (!NOT_RUNNING.matcher(refusal).find()) {
      return Optional.empty();
    }
    do {
      if (run.run(STARTS) == 0) {
        return Optional.of(STARTS);
      }
    } while (lacking.get().isPresent());
    return Optional.empty();
  }
}

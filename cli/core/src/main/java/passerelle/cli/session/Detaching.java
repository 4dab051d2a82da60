package passerelle.cli.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Window;

/** Leaving a container's terminal without ending what runs there. */
final class Detaching {
  private static final Pattern ATTACH =
      Pattern.compile("(?:sudo )?docker (?:container )?attach (\\S+)\\s*");

  private Detaching() {}

  /** Who attaches to a container once more has detached from it before. */
  static void beforeAttaching(Session session, String command) {
    Matcher attach = ATTACH.matcher(command);
    if (attach.matches()) {
      session
          .whereabouts()
          .openedIn(attach.group(1))
          .flatMap(inside -> session.whereabouts().window(String.valueOf(inside.number())))
          .ifPresent(Detaching::detach);
    }
  }

  /** The keys that leave a container's shell where one is; empty elsewhere. */
  static Optional<String> keys(Session session) {
    return session.here() instanceof Here.Inside && session.window().isPresent()
        ? session.window().get().detachKeys()
        : shell(session).map(shell -> shell.detachment().keys());
  }

  /** The container's shell that one is in, where a lab has no windows. */
  static Optional<AttachedShell> shell(Session session) {
    return session.here() instanceof Here.Inside inside && session.window().isEmpty()
        ? Optional.of(session.lab().attachedShells().get(inside.number()))
        : Optional.empty();
  }

  /** Presses the keys that detach. */
  static void detach(Window window) {
    window.type(new Keystroke(0, window.detachKeys().orElse("")));
    window.await();
  }
}

package passerelle.cli.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Window;

/** Leaving a container's terminal without ending what runs there. */
final class Detaching {
  private static final Keystroke DETACH_KEYS = new Keystroke(0, "\u0010\u0011");

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

  /** Presses Ctrl-P Ctrl-Q. */
  static void detach(Window window) {
    window.type(DETACH_KEYS);
    window.await();
  }
}

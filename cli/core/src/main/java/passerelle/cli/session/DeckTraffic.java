package passerelle.cli.session;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a deck has last had its reader send: a capture that is printed below it was begun before, in
 * another terminal.
 */
final class DeckTraffic {
  /** One program that sends something, wherever it is run. */
  private static final Pattern SENDS =
      Pattern.compile(
          "(?:sudo )?(?:ip netns exec \\S+ |docker exec (?:-\\w+ )*\\S+"
              + " )?(?:arping|curl|dig|nc|nslookup|ping|telnet|traceroute|wget)\\b[^|;&<>`$()]*");

  private static final String BESIDE = "( (sleep 1; timeout 4 %s) >/dev/null 2>&1 </dev/null & )";

  private final HostLine run;
  private Optional<String> last = Optional.empty();

  /**
   * None yet.
   *
   * @param run does what the reader does, unseen, and gives its status
   */
  DeckTraffic(HostLine run) {
    this.run = run;
  }

  /**
   * A command is typed.
   *
   * @param container that in whose shell, if it is in one
   */
  void typed(String command, Optional<String> container) {
    if (SENDS.matcher(command).matches()) {
      last = Optional.of(container.map(name -> "docker exec " + name + " ").orElse("") + command);
    }
  }

  /** Sends it again while the next command runs; what is typed for it. */
  Optional<String> again() {
    return last.filter(command -> run.run(BESIDE.formatted(command)) == 0);
  }
}

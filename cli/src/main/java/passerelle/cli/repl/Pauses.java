package passerelle.cli.repl;

import passerelle.cli.lab.SimLab;
import passerelle.sim.core.EventLoop;

/** The pauses that a person makes: captures are complete, and routers' rate limits recover. */
final class Pauses {
  private static final long BETWEEN_COMMANDS = 50 * EventLoop.MILLISECOND;
  private static final long BEFORE_KILL = 1500 * EventLoop.MILLISECOND;
  private static final long BEFORE_TRACEROUTE = 6 * EventLoop.SECOND;

  private Pauses() {}

  /** Before a command that begins with that word. */
  static void before(String word, SimLab lab) {
    switch (word) {
      case "kill" -> lab.kernel().scheduler().advance(BEFORE_KILL);
      case "traceroute" -> lab.kernel().scheduler().advance(BEFORE_TRACEROUTE);
      default -> {}
    }
  }

  /** After every command. */
  static void after(SimLab lab) {
    lab.kernel().scheduler().advance(BETWEEN_COMMANDS);
  }
}

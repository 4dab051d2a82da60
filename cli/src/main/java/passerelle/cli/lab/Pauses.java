package passerelle.cli.lab;

/**
 * The pauses that a person makes: captures are complete before they are ended, and routers' ICMP
 * rate limits recover before a traceroute.
 */
public final class Pauses {
  private static final long BEFORE_KILL = 1_500_000_000L;
  private static final long BEFORE_TRACEROUTE = 6_000_000_000L;

  private Pauses() {}

  /** Before a command that begins with that word. */
  public static void before(String word, Lab lab) {
    switch (word) {
      case "kill" -> lab.kernel().clock().advance(BEFORE_KILL);
      case "traceroute" -> lab.kernel().clock().advance(BEFORE_TRACEROUTE);
      default -> {}
    }
  }
}

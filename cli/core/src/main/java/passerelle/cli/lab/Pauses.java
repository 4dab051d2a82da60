package passerelle.cli.lab;

/**
 * The pauses that a person makes: captures are complete before they are ended, and routers' ICMP
 * rate limits recover before a traceroute.
 */
public final class Pauses {
  private static final long BEFORE_KILL = 2_200_000_000L;
  private static final long BEFORE_TRACEROUTE = 6_000_000_000L;

  /** A neighbour that nobody answers for is given up, and that told, after three seconds. */
  private static final long BEFORE_JOB = 3_000_000_000L;

  private static final long AFTER_JOB = 1_000_000_000L;

  private Pauses() {}

  /** Before a job begins in the background, a capture above all: it sees what comes after it. */
  public static void beforeJob(Lab lab) {
    lab.kernel().clock().advance(BEFORE_JOB);
  }

  /** Once a job is there: a capture has begun. */
  public static void afterJob(Lab lab) {
    lab.kernel().clock().advance(AFTER_JOB);
  }

  /** Before a command that begins with that word. */
  public static void before(String word, Lab lab) {
    switch (word) {
      case "kill" -> lab.kernel().clock().advance(BEFORE_KILL);
      case "traceroute" -> lab.kernel().clock().advance(BEFORE_TRACEROUTE);
      default -> {}
    }
  }
}

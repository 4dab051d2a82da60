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
    lab.pass(BEFORE_JOB);
  }

  /** Once a job is there: a capture has begun. */
  public static void afterJob(Lab lab) {
    lab.pass(AFTER_JOB);
  }

  /** The length of the pause before such a job. */
  public static long beforeJob() {
    return BEFORE_JOB;
  }

  /** Before a command that begins with that word; another size of the terminal is seen by then. */
  public static void before(String word, Lab lab) {
    lab.pass(length(word));
  }

  /** The length of that pause in nanoseconds. */
  public static long length(String word) {
    return switch (word) {
      case "kill" -> BEFORE_KILL;
      case "traceroute" -> BEFORE_TRACEROUTE;
      default -> 0;
    };
  }
}

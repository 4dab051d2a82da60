package passerelle.sim.process;

import passerelle.sim.core.EventLoop;

/**
 * How long a command may take before Ctrl-C is pressed, where nobody may be there to do so, in
 * nanoseconds of virtual time.
 *
 * @param endless of one that says that it does not end by itself, such as {@code ping}
 * @param others of all others
 */
public record Patience(long endless, long others) {
  private static final long DAY = 24 * 3600 * EventLoop.SECOND;

  /** And a little: what is sent each second is answered when the key comes. */
  private static final long TEN_SECONDS = 10_200 * EventLoop.MILLISECOND;

  /** Somebody is there. */
  public static final Patience A_DAY = new Patience(DAY, DAY);

  /** Nobody is there: what does not end by itself gets ten seconds, if not even less. */
  public static Patience unattended(long nanos) {
    return new Patience(Math.min(TEN_SECONDS, nanos), nanos);
  }
}

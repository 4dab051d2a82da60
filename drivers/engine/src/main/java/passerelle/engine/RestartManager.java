package passerelle.engine;

/**
 * Decides whether a container that has ended is started again, and after what pause
 * (restartmanager/restartmanager.go).
 */
public final class RestartManager {
  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_PAUSE = SECOND / 10;
  private static final long LONGEST_PAUSE = 60 * SECOND;

  /** A container that ran that long was well: the next pause is the first again. */
  private static final long WELL = 10 * SECOND;

  private int restarts;
  private long pause;
  private boolean cancelled;

  /** How often it has said yes since the user started the container. */
  int restarts() {
    return restarts;
  }

  /** Nanoseconds to wait before the container is started again. */
  public long pause() {
    return pause;
  }

  /** The user has asked it to end: whenever it does, that is all ({@code ExitOnNext}). */
  public void cancel() {
    cancelled = true;
  }

  /** The user has started the container: all begins anew. */
  public void reset() {
    restarts = 0;
    pause = 0;
    cancelled = false;
  }

  /**
   * Whether a container is started again; counts it if so.
   *
   * @param ran nanoseconds that it has run
   */
  public boolean shouldRestart(
      ContainerSpec.Life policy, int exitCode, boolean stoppedByHand, long ran) {
    boolean first = ran >= WELL || pause == 0;
    pause = first ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
    boolean again =
        !cancelled
            && !stoppedByHand
            && switch (policy.restart()) {
              case "always", "unless-stopped" -> true;
              case "on-failure" ->
                  exitCode != 0 && (policy.restarts() == 0 || restarts < policy.restarts());
              default -> false;
            };
    restarts += again ? 1 : 0;
    return again;
  }

  /** For a rehearsal. */
  RestartManager copy() {
    RestartManager copy = new RestartManager();
    copy.restarts = restarts;
    copy.pause = pause;
    copy.cancelled = cancelled;
    return copy;
  }
}

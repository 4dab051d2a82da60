package passerelle.sim.uapi;

/** The states of net/neighbour.h, in their order there. */
public enum NeighbourState {
  /** Asked for; packets wait. */
  INCOMPLETE,
  /** Confirmed lately. */
  REACHABLE,
  /** Known, not confirmed lately; used all the same. */
  STALE,
  /** Used while stale: waits a while for a confirmation by higher layers. */
  DELAY,
  /** Being asked again, directly. */
  PROBE,
  /** Asked for and did not answer. */
  FAILED,
  /** Needs no asking: the device has no ARP. */
  NOARP,
  /** Set by hand; never asked for. */
  PERMANENT;

  /** A MAC address is known that needs no confirmation ({@code NUD_CONNECTED}). */
  public boolean isConnected() {
    return this == REACHABLE || this == PERMANENT || this == NOARP;
  }

  /** A MAC address is known that may be used ({@code NUD_VALID}). */
  public boolean isValid() {
    return this != INCOMPLETE && this != FAILED;
  }

  /** A timer runs, which holds the entry ({@code NUD_IN_TIMER}). */
  public boolean hasTimer() {
    return this == INCOMPLETE || this == REACHABLE || this == DELAY || this == PROBE;
  }
}

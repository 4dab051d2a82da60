package passerelle.sim.uapi;

import java.util.Locale;

/** Whether frames pass a port of a bridge ({@code BR_STATE_DISABLED} and so on, by number). */
public enum PortState {
  DISABLED,
  LISTENING,
  LEARNING,
  FORWARDING,
  BLOCKING;

  /** As iproute2 writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package passerelle.sim.uapi;

import java.util.OptionalInt;

/**
 * What has happened to a connection, as user space hears of it
 * (net/netfilter/nf_conntrack_ecache.c).
 *
 * @param flow the connection as it is now
 * @param by the process that removed it; empty when the kernel did
 */
public record ConntrackEvent(Kind kind, Flow flow, OptionalInt by) {
  /** It has entered the table, has changed, or has left the table. */
  public enum Kind {
    NEW,
    UPDATE,
    DESTROY
  }
}

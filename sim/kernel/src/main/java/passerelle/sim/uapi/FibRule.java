package passerelle.sim.uapi;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpInterfaceAddress;

/**
 * A rule of policy routing ({@code struct fib4_rule}, net/core/fib_rules.c, net/ipv4/fib_rules.c):
 * packets that fit are looked for in a table, or refused.
 *
 * @param priority rules are asked from the lowest on, 0..4294967295
 * @param selector which packets it is about
 * @param action what becomes of them
 * @param table number of the table, for {@link Action#TABLE}
 * @param target priority at which it goes on, for {@link Action#GOTO}
 * @param suppressed routes with prefixes up to this length do not count
 * @param protocol who made it: 2 kernel, 3 boot, 4 static...
 */
public record FibRule(
    long priority,
    Selector selector,
    Action action,
    int table,
    long target,
    OptionalInt suppressed,
    int protocol) {
  /** {@code RTPROT_KERNEL}. */
  public static final int KERNEL = 2;

  /** What a rule does ({@code FR_ACT_...}). */
  public enum Action {
    TABLE,
    GOTO,
    NOP,
    UNREACHABLE,
    PROHIBIT,
    BLACKHOLE
  }

  /** A range of ports, both ends in it; 0 to 0 for any. */
  public record Ports(int first, int last) {
    public static final Ports ANY = new Ports(0, 0);

    /** A port is in it, or it is any. */
    public boolean contains(int port) {
      return last == 0 || port >= first && port <= last;
    }
  }

  /**
   * Which packets a rule is about; what is 0, empty or the default prefix does not matter.
   *
   * @param inverted all the others
   * @param from their source, shown with the bits that were written behind the prefix
   * @param to their destination
   * @param tos their type of service
   * @param in name of the device they came in by; {@code lo} for our own
   * @param out name of the device that their socket is bound to
   * @param mark mark of the bits that {@code mask} names
   */
  public record Selector(
      boolean inverted,
      Optional<IpInterfaceAddress> from,
      Optional<IpInterfaceAddress> to,
      int tos,
      String in,
      String out,
      int mark,
      int mask,
      int protocol,
      Ports sourcePorts,
      Ports destinationPorts) {
    public static final Selector ALL =
        new Selector(
            false, Optional.empty(), Optional.empty(), 0, "", "", 0, 0, 0, Ports.ANY, Ports.ANY);
  }
}

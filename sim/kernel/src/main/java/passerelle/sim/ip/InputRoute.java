package passerelle.sim.ip;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.trace.DropReason;

/** What the kernel makes of a packet that came in ({@code ip_route_input_slow}). */
public sealed interface InputRoute {

  /** It goes on, to this machine or to a next hop. */
  final class Accepted implements InputRoute {
    private final Route route;
    private final boolean redirect;
    private final Optional<Accepted> some = Optional.of(this);

    /**
     * A decision, one for all packets that take the same route.
     *
     * @param redirect their sender had better gone to the next hop directly ({@code
     *     IPSKB_DOREDIRECT})
     */
    public Accepted(Route route, boolean redirect) {
      this.route = route;
      this.redirect = redirect;
    }

    public Route route() {
      return route;
    }

    public boolean redirect() {
      return redirect;
    }

    /** The decision where there may be none, for a packet's path: made once. */
    public Optional<Accepted> some() {
      return some;
    }
  }

  /**
   * It has a route to {@code ip_error}, which tells its sender why it goes no further.
   *
   * @param errno why: EHOSTUNREACH, ENETUNREACH, EACCES or EINVAL
   * @param reason as whoever follows the packet is told
   * @param detail the route that refuses, or what is missing
   */
  record Refused(Errno errno, DropReason reason, String detail) implements InputRoute {}

  /** No packet may be like this one: it is lost without a word to its sender. */
  record Martian(String function, DropReason reason, String detail) implements InputRoute {}
}

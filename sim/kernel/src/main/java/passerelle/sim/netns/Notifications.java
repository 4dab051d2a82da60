package passerelle.sim.netns;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.FibRule;
import passerelle.sim.uapi.IfAddress;

/**
 * Tells who listens what changes in a namespace (the multicast groups of rtnetlink, {@code
 * rtnl_notify}). What a device is for a moment only, before the kernel has looked at its carrier,
 * is not told.
 */
public final class Notifications {
  private List<Consumer<Change>> listeners = List.of();

  /** Something is new or other than before; or it is gone. */
  public sealed interface Change {
    boolean gone();
  }

  /** A device. */
  public record LinkChange(Device device, boolean gone) implements Change {}

  /** An IPv4 address of a device. */
  public record AddressChange(Device device, IfAddress address, boolean gone) implements Change {}

  /** A route. */
  public record RouteChange(FibRoute route, boolean gone) implements Change {}

  /** A neighbour. */
  public record NeighbourChange(Neighbour neighbour, boolean gone) implements Change {}

  /** A routing rule. */
  public record RuleChange(FibRule rule, boolean gone) implements Change {}

  /** Starts listening; the returned action stops it. */
  public Runnable listen(Consumer<Change> listener) {
    List<Consumer<Change>> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = List.copyOf(more);
    return () -> listeners = listeners.stream().filter(other -> other != listener).toList();
  }

  /** Tells of a change. */
  public void tell(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /** A device is other than before. */
  void changed(Device device) {
    tell(new LinkChange(device, false));
  }
}

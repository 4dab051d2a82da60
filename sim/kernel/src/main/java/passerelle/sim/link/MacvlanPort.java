package passerelle.sim.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.LinkKind.Macvlan.Mode;
import passerelle.trace.DropReason;

/**
 * What stands between a device and its guests ({@code struct macvlan_port}): it hands each frame
 * that comes in to the guest with that address, and what is for all to all of them and to the
 * device itself.
 */
public final class MacvlanPort implements RxHandler {
  private final Device lower;
  private final List<Macvlan> guests = new ArrayList<>();

  /** A port without guests, of which nobody knows yet. */
  public MacvlanPort(Device lower) {
    this.lower = lower;
  }

  /** The device whose wire it is. */
  public Device lower() {
    return lower;
  }

  /** Whether there is room for one more: one that has the wire for itself is alone. */
  public boolean takes(Mode mode) {
    return guests.isEmpty() || mode != Mode.PASSTHRU && guests.get(0).mode() != Mode.PASSTHRU;
  }

  void add(Macvlan guest) {
    guests.add(guest);
    lower.setRxHandler(Optional.of(this));
  }

  /** The port goes with its last guest ({@code macvlan_port_destroy}). */
  void remove(Macvlan guest) {
    guests.remove(guest);
    if (guests.isEmpty()) {
      lower.setRxHandler(Optional.empty());
    }
  }

  /** {@code macvlan_hash_lookup}. */
  Optional<Macvlan> guest(MacAddress mac) {
    return guests.stream().filter(guest -> guest.mac().bits() == mac.bits()).findFirst();
  }

  /** See macvlan.c:macvlan_handle_frame. */
  @Override
  public boolean handleFrame(Skb skb) {
    if (skb.destination().isMulticast()) {
      floodFromWire(skb);
      return false;
    }
    Optional<Macvlan> to =
        guests.get(0).mode() == Mode.PASSTHRU ? first() : guest(skb.destination());
    if (to.isEmpty()) {
      return false;
    }
    if (to.get().isUp()) {
      to.get().receive(skb);
    } else {
      skb.drop(to.get(), "macvlan_handle_frame", DropReason.DEV_READY, to.get().name());
    }
    return true;
  }

  private Optional<Macvlan> first() {
    return Optional.of(guests.get(0));
  }

  /**
   * A frame for all that a guest has sent comes back where the switch sends it back, and then only
   * to those who talk to each other over the switch ({@code macvlan_multicast_rx}).
   */
  private void floodFromWire(Skb skb) {
    Optional<Macvlan> sender = guest(skb.source());
    for (Macvlan guest : List.copyOf(guests)) {
      boolean hears =
          sender.isEmpty()
              || sender.get() != guest
                  && sender.get().mode() == Mode.VEPA
                  && guest.mode() != Mode.PRIVATE;
      if (hears) {
        give(guest, skb.copy());
      }
    }
  }

  /** Gives what a guest in mode bridge sends to all to the others in that mode. */
  void flood(Macvlan sender, Skb skb) {
    for (Macvlan guest : List.copyOf(guests)) {
      if (guest != sender && guest.mode() == Mode.BRIDGE) {
        sender.pass(guest, skb.copy());
      }
    }
  }

  private static void give(Macvlan guest, Skb skb) {
    if (guest.isUp()) {
      guest.receive(skb);
    }
  }
}

package passerelle.sim.link;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind.Macvlan.Mode;
import passerelle.trace.DropReason;

/**
 * What stands between a device and its guests ({@code struct macvlan_port}): it hands each frame
 * that comes in to the guest with that address, and what is for all to all of them and to the
 * device itself.
 */
public final class MacvlanPort extends WirePort<Macvlan> {
  private MacvlanPort(Device lower) {
    super(lower);
  }

  /**
   * The port of a device, made where there is none yet.
   *
   * @throws KernelException EINVAL or EBUSY, see {@link WirePort#at}
   */
  public static MacvlanPort at(Device lower) throws KernelException {
    return WirePort.at(lower, MacvlanPort.class, () -> new MacvlanPort(lower));
  }

  /** Whether there is room for one more: one that has the wire for itself is alone. */
  public boolean takes(Mode mode) {
    return guests().isEmpty() || mode != Mode.PASSTHRU && !isPassthru();
  }

  /** {@code macvlan_hash_lookup}. */
  Optional<Macvlan> guest(MacAddress mac) {
    return guests().stream().filter(guest -> guest.mac().bits() == mac.bits()).findFirst();
  }

  /** See macvlan.c:macvlan_handle_frame. */
  @Override
  public boolean handleFrame(Skb skb) {
    if (skb.destination().isBroadcast()) {
      later(skb, this::floodFromWire);
      return false;
    }
    if (skb.destination().isMulticast()) {
      floodFromWire(skb);
      return false;
    }
    Optional<Macvlan> to = isPassthru() ? Optional.of(guests().get(0)) : guest(skb.destination());
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

  private boolean isPassthru() {
    return guests().get(0).mode() == Mode.PASSTHRU;
  }

  /**
   * A frame for all that a guest has sent comes back where the switch sends it back, and then only
   * to those who talk to each other over the switch ({@code macvlan_multicast_rx}).
   */
  private void floodFromWire(Skb skb) {
    Optional<Macvlan> sender = guest(skb.source());
    for (Macvlan guest : guests()) {
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
    for (Macvlan guest : guests()) {
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

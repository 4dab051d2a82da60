package passerelle.sim.link;

import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind.Ipvlan.Flag;
import passerelle.kernel.op.LinkKind.Ipvlan.Mode;
import passerelle.packet.IpPacket;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.LinkData;
import passerelle.trace.DropReason;

/**
 * A guest that shares another device's wire and its hardware address (drivers/net/ipvlan): frames
 * are told apart by the IP address that they are for.
 */
public final class Ipvlan extends UpperDevice {
  private final IpvlanPort port;

  /** A guest that gets no frames before {@link #attach}. */
  public Ipvlan(Machine machine, String name, int mtu, IpvlanPort port) {
    super(machine, name, port.lower().mac(), mtu, port.lower());
    this.port = port;
  }

  @Override
  public String kind() {
    return "ipvlan";
  }

  @Override
  public LinkData data() {
    return new LinkData.Ipvlan(port.mode().word(), port.flag().word());
  }

  /** It has the address of the device below, and no other. */
  @Override
  public void checkMac(MacAddress value) throws KernelException {
    throw new KernelException(Errno.EOPNOTSUPP);
  }

  @Override
  public void attach() {
    port.add(this);
    super.attach();
  }

  @Override
  public List<Device> unlink() {
    port.remove(this);
    return super.unlink();
  }

  /** See ipvlan_core.c:ipvlan_queue_xmit. */
  @Override
  protected boolean xmit(Skb skb) {
    return port.mode() == Mode.L3 ? routed(skb) : switched(skb);
  }

  /** See ipvlan_core.c:ipvlan_xmit_mode_l2. */
  private boolean switched(Skb skb) {
    if (skb.destination().isMulticast()) {
      port.flood(this, skb);
    } else if (port.flag() != Flag.VEPA && skb.destination().bits() == mac().bits()) {
      return inside(skb).orElseGet(() -> pass(lower(), skb));
    }
    return lower().transmit(skb);
  }

  /** See ipvlan_core.c:ipvlan_xmit_mode_l3. */
  private boolean routed(Skb skb) {
    Optional<Boolean> delivered = port.flag() == Flag.VEPA ? Optional.empty() : inside(skb);
    if (delivered.isPresent()) {
      return delivered.get();
    }
    if (!(skb.packet() instanceof IpPacket)) {
      skb.drop(this, "ipvlan_process_outbound", DropReason.NOT_SPECIFIED, name());
      return false;
    }
    return port.route(skb);
  }

  /** Gives a frame for a sibling to it; empty where it is for none. */
  private Optional<Boolean> inside(Skb skb) {
    Optional<Ipvlan> sibling = port.guest(skb.packet());
    if (sibling.isPresent() && port.flag() == Flag.PRIVATE) {
      skb.drop(this, "ipvlan_queue_xmit", DropReason.NOT_SPECIFIED, "private");
      return Optional.of(false);
    }
    return sibling.map(to -> pass(to, skb));
  }
}

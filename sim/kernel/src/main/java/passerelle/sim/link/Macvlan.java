package passerelle.sim.link;

import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind.Macvlan.Mode;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.LinkData;

/**
 * A guest on another device's wire, with an address of its own (drivers/net/macvlan.c). The device
 * below never sees what its guests send, nor they what it sends, but by the wire's other end.
 */
public final class Macvlan extends UpperDevice {
  private final MacvlanPort port;
  private Mode mode;

  /** A guest that gets no frames before {@link #attach}. */
  public Macvlan(
      Machine machine, String name, MacAddress mac, int mtu, MacvlanPort port, Mode mode) {
    super(machine, name, mac, mtu, port.lower());
    this.port = port;
    this.mode = mode;
  }

  Mode mode() {
    return mode;
  }

  /**
   * Sets how it meets the other guests ({@code macvlan_changelink}).
   *
   * @throws KernelException EINVAL when it has the wire for itself, or shall
   */
  public void setMode(Mode other) throws KernelException {
    if ((other == Mode.PASSTHRU) != (mode == Mode.PASSTHRU)) {
      throw new KernelException(Errno.EINVAL);
    }
    mode = other;
  }

  @Override
  public String kind() {
    return "macvlan";
  }

  @Override
  public LinkData data() {
    return new LinkData.Macvlan(mode.word());
  }

  /** One that has the wire for itself shares its address, too ({@code macvlan_set_mac_address}). */
  @Override
  public void changeMac(MacAddress value) {
    super.changeMac(value);
    if (mode == Mode.PASSTHRU) {
      lower().changeMac(value);
    }
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

  /** See macvlan.c:macvlan_queue_xmit. */
  @Override
  protected boolean xmit(Skb skb) {
    if (mode == Mode.BRIDGE && skb.destination().isMulticast()) {
      port.flood(this, skb);
    } else if (mode == Mode.BRIDGE) {
      Optional<Macvlan> sibling = port.guest(skb.destination()).filter(g -> g.mode == Mode.BRIDGE);
      if (sibling.isPresent()) {
        // It comes in at the device below, as from the wire.
        return pass(lower(), skb);
      }
    }
    return lower().transmit(skb);
  }
}

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
public final class Macvlan extends Device {
  private final MacvlanPort port;
  private final Mode mode;

  /** A guest that gets no frames before {@link #attach}. */
  public Macvlan(
      Machine machine, String name, MacAddress mac, int mtu, MacvlanPort port, Mode mode) {
    super(machine, name, mac, mtu);
    this.port = port;
    this.mode = mode;
  }

  Mode mode() {
    return mode;
  }

  @Override
  public String kind() {
    return "macvlan";
  }

  @Override
  public Optional<Device> link() {
    return Optional.of(port.lower());
  }

  @Override
  public LinkData data() {
    return new LinkData.Macvlan(mode.word());
  }

  /** Within what the device below carries ({@code macvlan_change_mtu}). */
  @Override
  public void changeMtu(int value) throws KernelException {
    if (value > port.lower().mtu()) {
      throw new KernelException(Errno.EINVAL);
    }
    super.changeMtu(value);
  }

  /** One that has the wire for itself shares its address, too ({@code macvlan_set_mac_address}). */
  @Override
  public void changeMac(MacAddress value) {
    super.changeMac(value);
    if (mode == Mode.PASSTHRU) {
      port.lower().changeMac(value);
    }
  }

  /** Gets its frames from now on. */
  public void attach() {
    port.add(this);
    port.lower().uppers().add(this);
  }

  @Override
  public List<Device> unlink() {
    port.remove(this);
    port.lower().uppers().remove(this);
    return List.of();
  }

  @Override
  public boolean hasCarrier() {
    return isUp() && port.lower().isUp() && port.lower().hasCarrier();
  }

  /** See macvlan.c:macvlan_queue_xmit. */
  @Override
  protected boolean xmit(Skb skb) {
    if (mode == Mode.BRIDGE && skb.destination().isMulticast()) {
      port.flood(this, skb);
    } else if (mode == Mode.BRIDGE) {
      Optional<Macvlan> sibling = port.guest(skb.destination()).filter(g -> g.mode == Mode.BRIDGE);
      if (sibling.isPresent()) {
        // It comes in at the device below, as from the wire (dev_forward_skb).
        return pass(port.lower(), skb);
      }
    }
    return port.lower().transmit(skb);
  }

  /** Has a frame arrive elsewhere on this machine. */
  boolean pass(Device to, Skb skb) {
    return cross(0, to, skb);
  }
}

package passerelle.sim.link;

import java.util.List;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.VlanPacket;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.LinkData;

/**
 * One VLAN of another device as a device of its own (net/8021q/vlan_dev.c): what it sends leaves
 * that device with a tag, and what comes in there with the tag is its.
 */
public final class Vlan extends UpperDevice {
  private final int id;

  /**
   * A VLAN of a device.
   *
   * @param id its identifier, 0..4094
   */
  public Vlan(Machine machine, String name, MacAddress mac, Device lower, int id) {
    super(machine, name, mac, lower.mtu(), lower);
    this.id = id;
  }

  @Override
  public String kind() {
    return "vlan";
  }

  @Override
  public LinkData data() {
    return new LinkData.Vlan(id);
  }

  @Override
  public int leastMtu() {
    return 0;
  }

  @Override
  Errno tooLarge() {
    return Errno.ERANGE;
  }

  /** Not on a device that is down ({@code vlan_dev_open}). */
  @Override
  public void open() throws KernelException {
    if (!lower().isUp()) {
      throw new KernelException(Errno.ENETDOWN);
    }
  }

  @Override
  public boolean followsLower() {
    return true;
  }

  /** See vlan_core.c:vlan_group_set_device. */
  @Override
  public void attach() {
    lower().vlans().put(id, this);
    super.attach();
  }

  @Override
  public List<Device> unlink() {
    lower().vlans().remove(id);
    return super.unlink();
  }

  @Override
  protected boolean xmit(Skb skb) {
    skb.setPacket(new VlanPacket(id, skb.packet()));
    return lower().transmit(skb);
  }
}

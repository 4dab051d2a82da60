package passerelle.sim.link;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.packet.VlanPacket;
import passerelle.sim.core.Machine;

/**
 * One VLAN of another device as a device of its own (net/8021q/vlan_dev.c): what it sends leaves
 * that device with a tag, and what comes in there with the tag is its.
 */
public final class Vlan extends Device {
  private final Device lower;
  private final int id;

  /**
   * A VLAN of a device.
   *
   * @param id its identifier, 0..4094
   */
  public Vlan(Machine machine, String name, MacAddress mac, Device lower, int id) {
    super(machine, name, mac, lower.mtu());
    this.lower = lower;
    this.id = id;
  }

  @Override
  public String kind() {
    return "vlan";
  }

  @Override
  public Optional<Device> link() {
    return Optional.of(lower);
  }

  /** The identifier in the tag. */
  public int id() {
    return id;
  }

  @Override
  public int leastMtu() {
    return 0;
  }

  @Override
  public boolean hasCarrier() {
    return isUp() && lower.isUp() && lower.hasCarrier();
  }

  @Override
  protected boolean xmit(Skb skb) {
    skb.setPacket(new VlanPacket(id, skb.packet()));
    return lower.transmit(skb);
  }
}

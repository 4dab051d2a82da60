package passerelle.sim.link;

import passerelle.addr.MacAddress;
import passerelle.sim.core.Machine;
import passerelle.trace.DropReason;

/** A device without a wire (drivers/net/dummy.c): what it sends is gone. */
public final class Dummy extends Device {
  private static final int MTU = 1500;

  public Dummy(Machine machine, String name, MacAddress mac) {
    super(machine, name, mac, MTU);
  }

  @Override
  public String kind() {
    return "dummy";
  }

  @Override
  public boolean isLinkWatched() {
    return false;
  }

  @Override
  public int leastMtu() {
    return 0;
  }

  @Override
  public int mostMtu() {
    return 0;
  }

  @Override
  public boolean hasCarrier() {
    return isUp();
  }

  @Override
  protected boolean xmit(Skb skb) {
    skb.drop(this, "dummy_xmit", DropReason.NOT_SPECIFIED, "a dummy device has no wire");
    return true;
  }
}

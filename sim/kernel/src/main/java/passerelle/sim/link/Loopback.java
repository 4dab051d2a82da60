package passerelle.sim.link;

import passerelle.addr.MacAddress;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.HardwareType;

/** The loopback device (drivers/net/loopback.c): what is sent comes back. */
public final class Loopback extends Device {
  private static final long CROSSING = 2_000;

  public Loopback(Machine machine) {
    super(machine, "lo", MacAddress.ZERO, 65536);
  }

  @Override
  public String kind() {
    return "loopback";
  }

  @Override
  public HardwareType type() {
    return HardwareType.LOOPBACK;
  }

  @Override
  public boolean isLoopback() {
    return true;
  }

  @Override
  public boolean isNetnsImmutable() {
    return true;
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

  /** Without the link-layer header, which is taken off before ({@code loopback_xmit}). */
  @Override
  protected int counted(Skb skb, boolean arriving) {
    return skb.packet().length();
  }

  @Override
  protected boolean xmit(Skb skb) {
    return cross(CROSSING, this, skb);
  }
}

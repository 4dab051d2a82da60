package passerelle.sim.link;

import java.util.OptionalInt;
import passerelle.addr.MacAddress;
import passerelle.packet.EthernetFrame;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.HardwareType;
import passerelle.sim.uapi.LinkData;
import passerelle.trace.DropReason;

/**
 * A device whose wire is a program (drivers/net/tun.c): {@code tap} carries frames, {@code tun}
 * packets. No program here opens one, so that it never has a carrier.
 */
public final class Tun extends Device {
  /** Frames that may wait for a {@code tap} ({@code DEFAULT_TX_QUEUE_LEN}). */
  public static final int FRAMES_QUEUED = 1000;

  /** Packets that may wait for a {@code tun} ({@code TUN_READQ_SIZE}). */
  public static final int PACKETS_QUEUED = 500;

  private static final int MTU = 1500;

  private final boolean frames;
  private OptionalInt user = OptionalInt.empty();
  private OptionalInt group = OptionalInt.empty();

  /** A device that carries frames, or packets. */
  public Tun(Machine machine, String name, MacAddress mac, boolean frames) {
    super(machine, name, mac, MTU);
    this.frames = frames;
    setArp(frames);
  }

  @Override
  public String kind() {
    return "tun";
  }

  @Override
  public HardwareType type() {
    return frames ? HardwareType.ETHER : HardwareType.NONE;
  }

  /** {@code TSO_LEGACY_MAX_SIZE}. */
  @Override
  public int segmentationLimit() {
    return 65536;
  }

  /** Who besides root may open it, by number. */
  public void setOwners(OptionalInt newUser, OptionalInt newGroup) {
    user = newUser;
    group = newGroup;
  }

  @Override
  public LinkData data() {
    return new LinkData.Tun(mode(), user, group);
  }

  @Override
  public String usualQueueing() {
    return "pfifo_fast";
  }

  /** The longest packet with a frame's header in an octet count of 16 bits. */
  @Override
  public int mostMtu() {
    return frames ? MAX_MTU - EthernetFrame.HEADER_LENGTH : MAX_MTU;
  }

  /** {@code tap} or {@code tun}. */
  private String mode() {
    return frames ? "tap" : "tun";
  }

  @Override
  public boolean hasCarrier() {
    return false;
  }

  @Override
  protected boolean xmit(Skb skb) {
    skb.drop(this, "tun_net_xmit", DropReason.DEV_READY, name());
    return false;
  }
}

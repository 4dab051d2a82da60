package passerelle.sim.link;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.EthtoolOps;
import passerelle.sim.uapi.HardwareType;
import passerelle.sim.uapi.LinkData;

/**
 * What a kind of device does its own way ({@code struct net_device_ops}, and what a driver's {@code
 * setup} writes into a device). Whoever wants to know something of a device asks this, and not what
 * kind it is.
 */
public abstract class DeviceOps {
  /** The largest MTU that a device of Ethernet's kind may have ({@code ETH_MAX_MTU}). */
  public static final int MAX_MTU = 65535;

  /** The smallest ({@code ETH_MIN_MTU}). */
  public static final int MIN_MTU = 68;

  /** {@code TSO_MAX_SIZE}. */
  private static final int TSO_MAX_SIZE = 8 * MAX_MTU;

  /** {@code loopback}, {@code veth}, {@code bridge}... as {@code ip -d link} names it. */
  public abstract String kind();

  /** What kind of addresses its frames have. */
  public HardwareType type() {
    return HardwareType.ETHER;
  }

  /** {@code IFF_LOOPBACK}: what is sent comes back. */
  public boolean isLoopback() {
    return false;
  }

  /** The other end of its wire, where it has one ({@code ndo_get_peer_dev}). */
  public Optional<Device> peer() {
    return Optional.empty();
  }

  /** The other end of its wire, or the device that it stands on ({@code IFLA_LINK}). */
  public Optional<Device> link() {
    return peer();
  }

  /** Whether it stays in the namespace in which it was made ({@code netns_immutable}). */
  public boolean isNetnsImmutable() {
    return false;
  }

  /** Whether it snoops on group membership, for which it is in two groups more. */
  public boolean snoopsMulticast() {
    return false;
  }

  /**
   * Whether a change of its carrier has ever been told ({@code linkwatch_fire_event}); the state of
   * one of which none was told is unknown.
   */
  public boolean isLinkWatched() {
    return true;
  }

  /** Whether it goes up and down with what it stands on ({@code vlan_device_event}). */
  public boolean followsLower() {
    return false;
  }

  /** Whether the kernel has noted that it is what it stands on that keeps this one down. */
  public boolean waitsForLower() {
    return false;
  }

  /** The largest TCP segment that it cuts itself, in octets ({@code tso_max_size}). */
  public int segmentationLimit() {
    return TSO_MAX_SIZE;
  }

  /** What only its kind has to tell ({@code fill_info}). */
  public LinkData data() {
    return new LinkData.None();
  }

  /** What it answers to {@code ethtool}. */
  public EthtoolOps ethtool() {
    return EthtoolOps.NONE;
  }

  /** The queueing discipline that it has when nobody gives it one ({@code IFF_NO_QUEUE}). */
  public String usualQueueing() {
    return "noqueue";
  }

  /** The smallest MTU that it may have; 0 for any. */
  public int leastMtu() {
    return MIN_MTU;
  }

  /** The largest MTU that it may have; 0 for any. */
  public int mostMtu() {
    return MAX_MTU;
  }

  /** How many queues it has for what it sends. */
  public int queues() {
    return 1;
  }

  /**
   * Sends the frame over whatever the device is ({@code ndo_start_xmit}).
   *
   * @return false when it was dropped at once ({@code NET_XMIT_DROP})
   */
  protected abstract boolean xmit(Skb skb);

  /** Whether the other side of the wire is there and up ({@code netif_carrier_ok}). */
  public abstract boolean hasCarrier();

  /**
   * Called before the device goes up ({@code ndo_open}).
   *
   * @throws KernelException when it may not
   */
  public void open() throws KernelException {}

  /** Called after the device went up or down. */
  protected void stateChanged() {}

  /**
   * Makes itself the master of a device ({@code ndo_add_slave}).
   *
   * @throws KernelException EOPNOTSUPP from a device that is nobody's master
   */
  public void enslave(Device device) throws KernelException {
    throw new KernelException(Errno.EOPNOTSUPP);
  }

  /** Lets a device of which it is the master go ({@code ndo_del_slave}). */
  public void release(Device device) {}

  /** A device of which it is the master went up or down ({@code NETDEV_CHANGE}). */
  protected void lowerChanged(Device device) {}

  /** A device of which it is the master changed its MTU ({@code NETDEV_CHANGEMTU}). */
  protected void lowerResized(Device device) {}

  /**
   * Cuts itself off from what it stands on, as it is about to go ({@code dellink}).
   *
   * @return the devices that go with it
   */
  public List<Device> unlink() {
    return List.of();
  }
}

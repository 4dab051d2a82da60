package passerelle.sim.link;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.MacAddress;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.EthtoolOps;
import passerelle.trace.DropReason;

/**
 * One end of a veth pair (drivers/net/veth.c): what it sends, its peer receives, a moment later and
 * perhaps in another namespace.
 */
public final class Veth extends Device {
  /** Virtual time from one end to the other, in nanoseconds. */
  private static final long CROSSING = 4_000;

  private static final EthtoolOps ETHTOOL =
      new EthtoolOps(
          Optional.of(new EthtoolOps.DriverInfo("1.0", "")),
          OptionalInt.of(10000),
          true,
          true,
          true,
          true);

  /** Null once the pair is deleted. */
  private Veth peer;

  private boolean carried;
  private boolean peerWasBeside;

  private Veth(Machine machine, String name, MacAddress mac, int mtu) {
    super(machine, name, mac, mtu);
  }

  /**
   * A new pair.
   *
   * @return the first end; the second is its {@link #peer}
   */
  public static Veth pair(
      Machine machine, String name, MacAddress mac, String peerName, MacAddress peerMac, int mtu) {
    Veth first = new Veth(machine, name, mac, mtu);
    Veth second = new Veth(machine, peerName, peerMac, mtu);
    first.peer = second;
    second.peer = first;
    return first;
  }

  /** The other end; empty once the pair is deleted. */
  @Override
  public Optional<Device> peer() {
    return peer == null ? Optional.empty() : peer.some();
  }

  /** Takes the pair apart: both ends go. */
  @Override
  public List<Device> unlink() {
    List<Device> other = peer().stream().toList();
    if (peer != null) {
      peer.peer = null;
      peer = null;
    }
    return other;
  }

  @Override
  public String kind() {
    return "veth";
  }

  /** Zero once the other end is gone ({@code veth_get_iflink}). */
  @Override
  public int linkIndex() {
    return peer == null ? 0 : peer.index();
  }

  @Override
  public EthtoolOps ethtool() {
    return ETHTOOL;
  }

  /** A queue for each of the machine's processors. */
  @Override
  public int queues() {
    return 2;
  }

  @Override
  public boolean hasCarrier() {
    return isUp() && peer != null && peer.isUp();
  }

  /**
   * Whether the kernel has noted that the other end is what keeps this one down ({@code
   * rfc2863_policy}, net/core/link_watch.c). It looks for the other end in the namespace of this
   * one, and only when the carrier goes or the pair is made: what it noted then stays when an end
   * is moved to another namespace.
   */
  @Override
  public boolean waitsForLower() {
    return !hasCarrier() && peerWasBeside;
  }

  /** Notes where both ends are, when the pair is made. */
  public void notePair() {
    noteCarrier();
    if (peer != null) {
      peer.noteCarrier();
    }
  }

  private void noteCarrier() {
    boolean carries = hasCarrier();
    if (!carries) {
      peerWasBeside = peer != null && peer.netns().equals(netns());
    }
    carried = carries;
  }

  @Override
  protected void stateChanged() {
    if (carried != hasCarrier()) {
      notePair();
    }
    peer().ifPresent(Device::tellMaster);
  }

  @Override
  protected boolean xmit(Skb skb) {
    if (peer == null || !peer.isUp()) {
      skb.drop(this, "veth_xmit", DropReason.DEV_READY, name());
      return false;
    }
    Veth other = peer;
    if (!other.takes(skb)) {
      other.statistics().lostAtArrival();
      skb.drop(other, "veth_forward_skb", DropReason.PKT_TOO_BIG, "mtu " + other.mtu());
      return false;
    }
    skb.scrub(this, other);
    return cross(CROSSING, other, skb);
  }
}

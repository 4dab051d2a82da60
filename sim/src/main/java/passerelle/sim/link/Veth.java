package passerelle.sim.link;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.sim.core.Machine;
import passerelle.trace.DropReason;

/**
 * One end of a veth pair (drivers/net/veth.c): what it sends, its peer receives, a moment later and
 * perhaps in another namespace.
 */
public final class Veth extends Device {
  /** Virtual time from one end to the other, in nanoseconds. */
  private static final long CROSSING = 4_000;

  private Optional<Veth> peer = Optional.empty();
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
    first.peer = Optional.of(second);
    second.peer = Optional.of(first);
    return first;
  }

  /** The other end; empty once the pair is deleted. */
  public Optional<Veth> peer() {
    return peer;
  }

  /** Takes the pair apart, before both ends go. */
  public void unpair() {
    peer.ifPresent(other -> other.peer = Optional.empty());
    peer = Optional.empty();
  }

  @Override
  public String kind() {
    return "veth";
  }

  @Override
  public Optional<Device> link() {
    return peer.map(Device.class::cast);
  }

  /** A queue for each of the machine's processors. */
  @Override
  public int queues() {
    return 2;
  }

  @Override
  public boolean hasCarrier() {
    return isUp() && peer.isPresent() && peer.get().isUp();
  }

  /**
   * Whether the kernel has noted that the other end is what keeps this one down ({@code
   * rfc2863_policy}, net/core/link_watch.c). It looks for the other end in the namespace of this
   * one, and only when the carrier goes or the pair is made: what it noted then stays when an end
   * is moved to another namespace.
   */
  public boolean waitsForPeer() {
    return !hasCarrier() && peerWasBeside;
  }

  /** Notes where the other end is, when the pair is made or the carrier goes. */
  public void noteCarrier() {
    boolean carries = hasCarrier();
    if (!carries) {
      peerWasBeside = peer.isPresent() && peer.get().netns().equals(netns());
    }
    carried = carries;
  }

  @Override
  protected void stateChanged() {
    if (carried != hasCarrier()) {
      noteCarrier();
      peer.ifPresent(Veth::noteCarrier);
    }
    peer.flatMap(Device::master).ifPresent(Master::changed);
  }

  @Override
  protected boolean xmit(Skb skb) {
    if (peer.isEmpty() || !peer.get().isUp()) {
      skb.drop(this, "veth_xmit", DropReason.DEV_READY, name());
      return false;
    }
    Veth other = peer.get();
    if (!other.takes(skb)) {
      skb.drop(other, "veth_forward_skb", DropReason.PKT_TOO_BIG, "mtu " + other.mtu());
      return false;
    }
    skb.scrub(!other.netns().equals(netns()));
    return cross(CROSSING, other, skb);
  }
}

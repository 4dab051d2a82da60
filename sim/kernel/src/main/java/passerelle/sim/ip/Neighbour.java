package passerelle.sim.ip;

import java.util.ArrayDeque;
import java.util.Deque;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.NeighbourState;

/**
 * An entry of the neighbour table ({@code struct neighbour}): which MAC address an address on the
 * link has, and how sure that is.
 */
public final class Neighbour {
  private final Device device;
  private final IpAddress address;
  private final Deque<Skb> queue = new ArrayDeque<>();
  private MacAddress mac = MacAddress.ZERO;
  private NeighbourState state = NeighbourState.INCOMPLETE;
  private long confirmed;
  private long used;
  private long updated;
  private int probes;
  private EventLoop.Timer timer;

  Neighbour(Device device, IpAddress address) {
    this.device = device;
    this.address = address;
  }

  public Device device() {
    return device;
  }

  public IpAddress address() {
    return address;
  }

  /** The zero address where none is known. */
  public MacAddress mac() {
    return mac;
  }

  public NeighbourState state() {
    return state;
  }

  /** Virtual time in nanoseconds of the last confirmation. */
  public long confirmed() {
    return confirmed;
  }

  /** Virtual time in nanoseconds of the last use. */
  public long used() {
    return used;
  }

  /** Virtual time in nanoseconds of the last change. */
  public long updated() {
    return updated;
  }

  Deque<Skb> queue() {
    return queue;
  }

  void setMac(MacAddress value) {
    mac = value;
  }

  void setState(NeighbourState value) {
    state = value;
  }

  void setConfirmed(long now) {
    confirmed = now;
  }

  void setUpdated(long now) {
    updated = now;
  }

  void setUsed(long now) {
    used = now;
  }

  /** How often it was asked for ({@code neigh->probes}). */
  public int probes() {
    return probes;
  }

  void setProbes(int count) {
    probes = count;
  }

  /** Replaces the entry's one timer. */
  void setTimer(EventLoop.Timer next) {
    stopTimer();
    timer = next;
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }
}

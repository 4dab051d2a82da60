package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.core.LongMap;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.NeighbourState;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * The neighbour table of a family (net/core/neighbour.c): resolves a next hop, keeps packets
 * waiting meanwhile, asks three times a second apart, and reports those that nobody answers for.
 */
public final class NeighbourTable {
  private static final long RETRANS_TIME = EventLoop.SECOND;
  private static final long DELAY_PROBE_TIME = 5 * EventLoop.SECOND;
  private static final long BASE_REACHABLE_TIME = 30 * EventLoop.SECOND;
  private static final long GC_STALE_TIME = 60 * EventLoop.SECOND;
  private static final int MCAST_SOLICIT = 3;
  private static final int UCAST_SOLICIT = 3;
  private static final int QUEUE_LENGTH = 101;

  private final ProxyNeighbours proxies = new ProxyNeighbours();
  private final IpStack stack;
  private final NeighbourOps ops;
  private final LabRandom random;

  /** By the device and the last bits of the address ({@code neigh_hash_table}). */
  private final LongMap<List<Neighbour>> table = new LongMap<>();

  /** In the order in which they were made. */
  private final Set<Neighbour> entries = new LinkedHashSet<>();

  /** Hears of entries that are new or other than before, and of those that go. */
  public interface Listener {
    void changed(Neighbour entry, boolean gone);
  }

  private Listener listener = (entry, gone) -> {};

  /** Who hears of changes ({@code neigh_update_notify}). */
  public void onChange(Listener newListener) {
    listener = newListener;
  }

  /**
   * A table without entries.
   *
   * @param ops the protocol that asks for neighbours
   */
  public NeighbourTable(IpStack stack, NeighbourOps ops) {
    this.stack = stack;
    this.ops = ops;
    this.random = stack.machine().random().stream("neighbour/" + stack.netns());
  }

  private static long hash(Device device, IpAddress address) {
    return (long) device.index() << 32 | address.lastWord() & 0xffff_ffffL;
  }

  /** Null when there is none. */
  private Neighbour lookup(Device device, IpAddress address) {
    List<Neighbour> bucket = table.get(hash(device, address), List.of());
    for (int i = 0; i < bucket.size(); i++) {
      if (bucket.get(i).address().equals(address)) {
        return bucket.get(i);
      }
    }
    return null;
  }

  private void add(Neighbour entry) {
    table.getOrPut(hash(entry.device(), entry.address()), () -> new ArrayList<>(1)).add(entry);
    entries.add(entry);
  }

  public Optional<Neighbour> find(Device device, IpAddress address) {
    return Optional.ofNullable(lookup(device, address));
  }

  /** All entries in the order in which they were made. */
  public List<Neighbour> entries() {
    return new ArrayList<>(entries);
  }

  /**
   * Sends a packet to a next hop ({@code neigh_resolve_output}): at once when its MAC address is
   * known, else when the answer comes.
   *
   * @return false when it was dropped at once
   */
  public boolean output(Skb skb, Device device, IpAddress nextHop) {
    Neighbour known = lookup(device, nextHop);
    Neighbour entry = known != null ? known : create(device, nextHop);
    long now = stack.machine().now();
    entry.setUsed(now);
    if (entry.state() == NeighbourState.REACHABLE && now - entry.confirmed() > reachableTime()) {
      entry.setState(NeighbourState.STALE);
    }
    if (!entry.state().isValid()) {
      return enqueue(entry, skb);
    }
    if (entry.state() == NeighbourState.STALE) {
      delay(entry);
    }
    skb.trace(
        device,
        "neigh_resolve_output",
        hop -> new HopEvent.NeighbourFound(hop, nextHop, entry.mac(), entry.state().name()));
    skb.setFrame(device.mac(), entry.mac());
    return device.transmit(skb);
  }

  private long reachableTime() {
    return BASE_REACHABLE_TIME;
  }

  /** A new entry, to be asked for unless its protocol knows better. */
  private Neighbour create(Device device, IpAddress address) {
    Neighbour entry = new Neighbour(device, address);
    entry.setState(NeighbourState.FAILED);
    if (!device.usesArp()) {
      entry.setState(NeighbourState.NOARP);
      entry.setMac(device.mac());
    }
    add(entry);
    return entry;
  }

  private boolean enqueue(Neighbour entry, Skb skb) {
    if (entry.queue().size() >= QUEUE_LENGTH) {
      Skb oldest = entry.queue().poll();
      oldest.drop(
          entry.device(), "__neigh_event_send", DropReason.NEIGH_QUEUEFULL, "" + entry.address());
    }
    skb.trace(
        entry.device(),
        "__neigh_event_send",
        hop -> new HopEvent.NeighbourQueued(hop, entry.address()));
    entry.queue().add(skb);
    begin(entry);
    return true;
  }

  /** Whether such a packet waits for some neighbour's address. */
  public boolean isWaiting(Predicate<Skb> packet) {
    return entries.stream().anyMatch(e -> e.queue().stream().anyMatch(packet));
  }

  private void begin(Neighbour entry) {
    if (entry.state() == NeighbourState.FAILED) {
      entry.setState(NeighbourState.INCOMPLETE);
      // Those by unicast count as sent: where an address was known before, they come first.
      entry.setProbes(UCAST_SOLICIT);
      solicit(entry);
    }
  }

  /**
   * Begins to ask for a neighbour, with no packet for it yet ({@code neigh_event_send}).
   *
   * @return whether it is known already
   */
  public boolean resolve(Device device, IpAddress address) {
    Neighbour entry = find(device, address).orElseGet(() -> create(device, address));
    begin(entry);
    return entry.state().isValid();
  }

  /** Asks once, and sets the clock for the next time ({@code neigh_timer_handler}). */
  private void solicit(Neighbour entry) {
    boolean direct = entry.state() == NeighbourState.PROBE;
    int limit = direct ? UCAST_SOLICIT : UCAST_SOLICIT + MCAST_SOLICIT;
    if (entry.probes() >= limit) {
      fail(entry);
      return;
    }
    entry.setProbes(entry.probes() + 1);
    Optional<Skb> waiting = Optional.ofNullable(entry.queue().peek());
    ops.solicit(entry, waiting);
    entry.setTimer(stack.machine().loop().startTimer(RETRANS_TIME, () -> solicit(entry)));
  }

  private void fail(Neighbour entry) {
    entry.setState(NeighbourState.FAILED);
    entry.setMac(MacAddress.ZERO);
    entry.stopTimer();
    listener.changed(entry, false);
    // A report may itself need this neighbour and ask for it anew: the others are lost then, and
    // so is the report (neigh_invalidate).
    while (entry.state() == NeighbourState.FAILED && !entry.queue().isEmpty()) {
      ops.reportError(entry, entry.queue().poll());
    }
    purge(entry, "neigh_invalidate");
  }

  private static void purge(Neighbour entry, String function) {
    for (Skb skb : entry.queue()) {
      skb.drop(entry.device(), function, DropReason.NEIGH_FAILED, "" + entry.address());
    }
    entry.queue().clear();
  }

  private void delay(Neighbour entry) {
    entry.setState(NeighbourState.DELAY);
    entry.setTimer(stack.machine().loop().startTimer(DELAY_PROBE_TIME, () -> delayOver(entry)));
  }

  private void delayOver(Neighbour entry) {
    long now = stack.machine().now();
    if (now - entry.confirmed() <= DELAY_PROBE_TIME) {
      entry.setState(NeighbourState.REACHABLE);
      listener.changed(entry, false);
      return;
    }
    entry.setState(NeighbourState.PROBE);
    entry.setProbes(0);
    solicit(entry);
  }

  /**
   * A packet told where an address is ({@code neigh_update}).
   *
   * @param solicited it answers a question of ours
   * @param create makes an entry when there is none
   */
  public void update(
      Skb cause,
      Device device,
      IpAddress address,
      MacAddress mac,
      boolean solicited,
      boolean create) {
    Neighbour known = table.isEmpty() ? null : lookup(device, address);
    if (known == null && !create) {
      return;
    }
    Neighbour entry = known != null ? known : create(device, address);
    if (entry.state() == NeighbourState.PERMANENT) {
      return;
    }
    long now = stack.machine().now();
    boolean changed = !entry.mac().equals(mac) || !entry.state().isValid();
    if (solicited || changed) {
      entry.stopTimer();
      entry.setMac(mac);
      NeighbourState before = entry.state();
      entry.setState(solicited ? NeighbourState.REACHABLE : NeighbourState.STALE);
      if (changed || entry.state() != before) {
        entry.setUpdated(now);
      }
      listener.changed(entry, false);
    }
    if (solicited) {
      entry.setConfirmed(now);
    }
    entry.setUsed(now);
    cause.trace(
        device,
        "neigh_update",
        hop -> new HopEvent.NeighbourUpdated(hop, address, mac, entry.state().name()));
    sendQueued(entry);
  }

  private void sendQueued(Neighbour entry) {
    List<Skb> waiting = new ArrayList<>(entry.queue());
    entry.queue().clear();
    for (Skb skb : waiting) {
      output(skb, entry.device(), entry.address());
    }
  }

  /** Sets an entry by hand ({@code ip neigh add}). */
  public void set(Device device, IpAddress address, MacAddress mac, NeighbourState state) {
    Neighbour known = lookup(device, address);
    Neighbour entry = known != null ? known : new Neighbour(device, address);
    if (known == null) {
      add(entry);
    }
    long now = stack.machine().now();
    if (state.isConnected()) {
      entry.setConfirmed(now);
    } else if (!entry.mac().equals(mac)) {
      entry.setConfirmed(now - 2 * BASE_REACHABLE_TIME);
    }
    entry.stopTimer();
    entry.setMac(mac);
    entry.setState(state);
    entry.setUsed(now);
    entry.setUpdated(now);
    listener.changed(entry, false);
    sendQueued(entry);
  }

  /**
   * Takes an entry away by hand: it fails, which those who wait for it hear, and is forgotten
   * ({@code neigh_delete}).
   */
  public void delete(Neighbour entry) {
    fail(entry);
    remove(entry);
  }

  /** Forgets an entry; packets that wait for it are lost. */
  public void remove(Neighbour entry) {
    entry.stopTimer();
    purge(entry, "neigh_destroy");
    entries.remove(entry);
    long hash = hash(entry.device(), entry.address());
    List<Neighbour> bucket = table.get(hash, null);
    if (bucket != null && bucket.remove(entry) && bucket.isEmpty()) {
      table.remove(hash);
    }
    if (entry.state() != NeighbourState.INCOMPLETE) {
      listener.changed(entry, true);
    }
  }

  /** Addresses behind this machine that it answers for. */
  public ProxyNeighbours proxies() {
    return proxies;
  }

  /** Forgets all entries of a device, as when it goes down ({@code neigh_ifdown}). */
  public void removeThrough(Device device) {
    proxies.removeThrough(device);
    for (Neighbour entry : entries()) {
      if (entry.device() == device) {
        remove(entry);
      }
    }
  }

  /** Forgets what was found out about a device's neighbours when its cable is out. */
  public void carrierLost(Device device) {
    for (Neighbour entry : entries()) {
      if (entry.device() == device && entry.state() != NeighbourState.PERMANENT) {
        remove(entry);
      }
    }
  }

  /** The state as it shows now: what was reachable long ago is stale. */
  public NeighbourState shownState(Neighbour entry) {
    boolean old = stack.machine().now() - entry.confirmed() > BASE_REACHABLE_TIME;
    return entry.state() == NeighbourState.REACHABLE && old ? NeighbourState.STALE : entry.state();
  }

  /** Entries long unused that the garbage collector would have taken ({@code gc_stale_time}). */
  public boolean isCollectable(Neighbour entry) {
    boolean unused = stack.machine().now() - entry.used() > GC_STALE_TIME;
    return unused && entry.state() == NeighbourState.FAILED;
  }

  /** A delay of up to {@code bound} nanoseconds, for timers that the kernel spreads. */
  public long jitter(int bound) {
    return random.nextInt(bound);
  }
}

package passerelle.sim.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LongMap;

/**
 * The forwarding database of a bridge (net/bridge/br_fdb.c): behind which port a MAC address was
 * last seen. Learned entries are forgotten after the ageing time; entries of the bridge's own
 * addresses and those made by hand stay.
 */
public final class Fdb {
  /** How long a learned entry lives, at first 300 seconds (IEEE 802.1D). */
  private long ageingTime = 300 * EventLoop.SECOND;

  /** By the bits of the address ({@code fdb_hash_tbl}). */
  private final LongMap<Entry> table = new LongMap<>();

  /** In the order in which they were made ({@code fdb_list}). */
  private final Map<MacAddress, Entry> entries = new LinkedHashMap<>();

  /** An entry of the database. */
  public static final class Entry {
    private final MacAddress mac;
    private final boolean local;
    private final boolean permanent;

    /** The entry where there may be none, for a frame's path: made once. */
    private final Optional<Entry> some = Optional.of(this);

    private BridgePort port;
    private long updated;
    private long used;

    private Entry(MacAddress mac, BridgePort port, boolean local, boolean permanent, long now) {
      this.mac = mac;
      this.port = port;
      this.local = local;
      this.permanent = permanent;
      this.updated = now;
      this.used = now;
    }

    public MacAddress mac() {
      return mac;
    }

    public BridgePort port() {
      return port;
    }

    /** An address of the bridge or of one of its ports: frames for it go up to the host. */
    public boolean isLocal() {
      return local;
    }

    /** Never ages. */
    public boolean isPermanent() {
      return permanent;
    }

    /** A frame that came by another port goes to it. */
    void use(long now) {
      used = now;
    }

    /** Virtual time in nanoseconds at which a frame of another port last went to it. */
    public long used() {
      return used;
    }

    /** Virtual time in nanoseconds at which it was last confirmed. */
    public long updated() {
      return updated;
    }
  }

  /** Finds a live entry ({@code br_fdb_find_rcu} with {@code has_expired}). */
  public Optional<Entry> find(MacAddress mac, long now) {
    Entry entry = table.get(mac.bits(), null);
    return entry == null || hasExpired(entry, now) ? Optional.empty() : entry.some;
  }

  /**
   * Notes behind which port a source address is ({@code br_fdb_update}).
   *
   * @return true when that is news
   */
  public boolean learn(MacAddress mac, BridgePort port, long now) {
    Entry entry = table.get(mac.bits(), null);
    if (entry != null && entry.permanent) {
      return false;
    }
    if (entry != null && entry.port == port && !hasExpired(entry, now)) {
      entry.updated = now;
      return false;
    }
    put(new Entry(mac, port, false, false, now));
    return true;
  }

  /** Adds an entry that does not age: by hand, or for an address of the bridge itself. */
  public void addPermanent(MacAddress mac, BridgePort port, boolean local, long now) {
    put(new Entry(mac, port, local, true, now));
  }

  private void put(Entry entry) {
    table.put(entry.mac.bits(), entry);
    entries.put(entry.mac, entry);
  }

  public boolean remove(MacAddress mac) {
    table.remove(mac.bits());
    return entries.remove(mac) != null;
  }

  /** Forgets what was learned behind a port, with {@code all} its permanent entries too. */
  public void removeBehind(BridgePort port, boolean all) {
    for (Entry entry : List.copyOf(entries.values())) {
      if (entry.port == port && (all || !entry.permanent)) {
        remove(entry.mac);
      }
    }
  }

  /** The live entries in the order in which they were made. */
  public List<Entry> entries(long now) {
    Collection<Entry> all = entries.values();
    List<Entry> live = new ArrayList<>();
    for (Entry entry : all) {
      if (!hasExpired(entry, now)) {
        live.add(entry);
      }
    }
    return live;
  }

  /** How many addresses it has learned and not forgotten ({@code fdb_n_learned}). */
  int learned(long now) {
    return (int) entries(now).stream().filter(entry -> !entry.isPermanent()).count();
  }

  private boolean hasExpired(Entry entry, long now) {
    boolean old = now - entry.updated > ageingTime || ageingTime == 0;
    return !entry.permanent && old;
  }

  /** In nanoseconds. */
  public long ageingTime() {
    return ageingTime;
  }

  /** With 0 nothing that is learned is used, and the bridge is a hub. */
  public void setAgeingTime(long nanos) {
    ageingTime = nanos;
  }
}

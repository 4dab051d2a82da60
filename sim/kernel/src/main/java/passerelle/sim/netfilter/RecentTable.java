package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.addr.IpAddress;

/** A list of addresses with the times of their packets ({@code struct recent_table}). */
final class RecentTable {
  /** {@code ip_list_tot}: the longest unseen address makes room for another one. */
  private static final int ADDRESSES = 100;

  /** Times that are kept where no rule counts them. */
  private static final int DEFAULT_STAMPS = 32;

  private final IpAddress mask;
  private final Map<IpAddress, Entry> entries = new LinkedHashMap<>();
  private int stamps;

  /** An address ({@code struct recent_entry}). */
  static final class Entry {
    private final List<Long> stamps = new ArrayList<>();
    private int ttl;

    /** Nanoseconds of virtual time at which its packets came, the oldest first. */
    List<Long> stamps() {
      return stamps;
    }
  }

  RecentTable(IpAddress mask) {
    this.mask = mask;
  }

  /** A rule counts so many times: they must be kept ({@code nstamps_max_mask}). */
  void remember(int hits) {
    int wanted = hits == 0 ? DEFAULT_STAMPS : Integer.highestOneBit(Math.max(1, 2 * hits - 1));
    stamps = Math.max(stamps, wanted);
  }

  private IpAddress key(IpAddress address) {
    return address.and(mask);
  }

  /**
   * The entry of an address ({@code recent_entry_lookup}); null when there is none.
   *
   * @param ttl only with this TTL; 0 for any
   */
  Entry find(IpAddress address, int ttl) {
    Entry entry = entries.get(key(address));
    return entry == null || ttl != 0 && entry.ttl != ttl ? null : entry;
  }

  /** Adds an address, seen now ({@code recent_entry_init}). */
  void add(IpAddress address, int ttl, long now) {
    if (entries.size() >= ADDRESSES) {
      Iterator<IpAddress> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    Entry entry = new Entry();
    entry.ttl = ttl;
    entry.stamps.add(now);
    entries.put(key(address), entry);
  }

  /** An address was seen again ({@code recent_entry_update}). */
  void update(IpAddress address, Entry entry, int ttl, long now) {
    if (entry.stamps.size() >= stamps) {
      entry.stamps.remove(0);
    }
    entry.stamps.add(now);
    entry.ttl = ttl;
    entries.remove(key(address));
    entries.put(key(address), entry);
  }

  void remove(IpAddress address) {
    entries.remove(key(address));
  }
}

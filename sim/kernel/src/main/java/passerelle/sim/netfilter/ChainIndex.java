package passerelle.sim.netfilter;

import java.util.List;
import passerelle.sim.core.LongMap;

/**
 * Finds the rules of a long chain that a packet may match, in the order of the chain. It has no
 * twin, the kernel looks at each rule: rules are sorted into buckets by {@link IndexKeys key}, and
 * the few buckets that the packet's own keys name are merged. So a chain with a rule for each of
 * ten thousand containers costs a packet as much as one with ten.
 */
final class ChainIndex {
  private static final Bucket NONE = new Bucket();

  private final LongMap<Bucket> buckets = new LongMap<>();
  private final int[] sizes = new int[IndexKeys.KINDS];

  /** Rules with one key, in the chain's order. */
  private static final class Bucket {
    private RuleEntry[] entries = new RuleEntry[2];
    private int size;

    private void add(RuleEntry entry) {
      if (size == entries.length) {
        entries = java.util.Arrays.copyOf(entries, size * 2);
      }
      int at = position(entry.order());
      System.arraycopy(entries, at, entries, at + 1, size - at);
      entries[at] = entry;
      size++;
    }

    private void remove(RuleEntry entry) {
      int at = position(entry.order());
      System.arraycopy(entries, at + 1, entries, at, size - at - 1);
      entries[--size] = null;
    }

    /** The first place whose label is not below this one. */
    private int position(long order) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (entries[middle].order() < order) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  ChainIndex(List<RuleEntry> entries) {
    entries.forEach(this::add);
  }

  void add(RuleEntry entry) {
    long key = entry.indexKey();
    buckets.getOrPut(key, Bucket::new).add(entry);
    sizes[IndexKeys.kind(key)]++;
  }

  void remove(RuleEntry entry) {
    buckets.getOrPut(entry.indexKey(), Bucket::new).remove(entry);
    sizes[IndexKeys.kind(entry.indexKey())]--;
  }

  /** The rules that the packet may match, one after the other. */
  Candidates candidates(PacketContext packet) {
    Candidates candidates = new Candidates();
    for (int kind = 0; kind < IndexKeys.KINDS; kind++) {
      if (sizes[kind] > 0) {
        Bucket bucket = buckets.get(IndexKeys.of(kind, packet), NONE);
        if (bucket.size > 0) {
          candidates.buckets[candidates.count++] = bucket;
        }
      }
    }
    return candidates;
  }

  /** A merge of the packet's buckets. */
  static final class Candidates {
    private final Bucket[] buckets = new Bucket[IndexKeys.KINDS];
    private final int[] positions = new int[IndexKeys.KINDS];
    private int count;
    private RuleEntry current;

    /** Moves to the next rule; false when there is none. */
    boolean next() {
      int best = -1;
      for (int i = 0; i < count; i++) {
        if (positions[i] < buckets[i].size
            && (best < 0
                || buckets[i].entries[positions[i]].order()
                    < buckets[best].entries[positions[best]].order())) {
          best = i;
        }
      }
      if (best < 0) {
        return false;
      }
      current = buckets[best].entries[positions[best]++];
      return true;
    }

    RuleEntry entry() {
      return current;
    }
  }
}

package passerelle.sim.ipset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.sim.core.JenkinsHash;
import passerelle.sim.uapi.SetFault;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetOptions;
import passerelle.sim.uapi.SetType;

/** A set ({@code struct ip_set}). */
public final class IpSet {
  /** Members of a bucket at most: more make the table grow ({@code AHASH_MAX_SIZE}). */
  private static final int BUCKET = 12;

  private static final int BUCKET_HEAD = 32;
  private static final int COMMENT_HEAD = 16;
  private static final int NETWORK_BITS = 32;

  private final SetType type;
  private final SetOptions options;
  private final Map<SetMember, SetEntry> entries = new LinkedHashMap<>();
  private String name;

  IpSet(String name, SetType type, SetOptions options) {
    this.name = name;
    this.type = type;
    this.options = options;
  }

  public String name() {
    return name;
  }

  void rename(String to) {
    name = to;
  }

  public SetType type() {
    return type;
  }

  public SetOptions options() {
    return options;
  }

  /** Puts a member in; one that is there is replaced when {@code again} says so. */
  public void add(SetEntry entry, boolean again, long now) throws SetFault {
    expire(now);
    SetMember member = entry.member();
    check(member);
    boolean there = entries.containsKey(member);
    if (there && !again) {
      throw new SetFault(SetFault.Why.ELEMENT_EXISTS);
    }
    if (!there && !type.isBitmap() && entries.size() >= options.most()) {
      throw new SetFault(SetFault.Why.FULL);
    }
    entries.put(member, entry);
  }

  private void check(SetMember member) throws SetFault {
    if (type.isBitmap() && !options.covers(type.hasPorts() ? member.port() : member.address())) {
      throw new SetFault(SetFault.Why.OUT_OF_RANGE);
    }
    if (type.hasNetworks() && member.length() == 0) {
      throw new SetFault(SetFault.Why.BAD_PREFIX);
    }
    if (!type.isBitmap() && !type.hasNetworks() && member.address() == 0) {
      throw new SetFault(SetFault.Why.NULL_VALUED);
    }
  }

  /** Takes a member out. */
  public void delete(SetMember member, long now) throws SetFault {
    expire(now);
    check(member);
    if (entries.remove(member) == null) {
      throw new SetFault(SetFault.Why.ELEMENT_MISSING);
    }
  }

  public void flush() {
    entries.clear();
  }

  private void expire(long now) {
    entries.values().removeIf(entry -> entry.isGone(now));
  }

  /**
   * The entry that a host falls under, the longest network first ({@code mtype_test_cidrs}), or a
   * network itself.
   */
  public Optional<SetEntry> find(SetMember member, long now) {
    for (int bits = member.length(); bits > 0; bits--) {
      SetEntry entry = entries.get(bits == member.length() ? member : member.within(bits));
      if (entry != null && !entry.isGone(now)) {
        return Optional.of(entry);
      }
      if (!type.hasNetworks() || member.length() != NETWORK_BITS) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** A packet of so many octets matched. */
  public void count(SetEntry entry, int octets) {
    if (options.counters()) {
      entry.count(octets);
    }
  }

  /** The members in the order in which the kernel lists them. */
  public List<SetEntry> entries(long now) {
    expire(now);
    List<SetEntry> out = new ArrayList<>();
    if (type.isBitmap()) {
      out.addAll(entries.values());
      out.sort(Comparator.comparing(SetEntry::member, bitmapOrder()));
      return out;
    }
    buckets().values().forEach(out::addAll);
    return out;
  }

  private static Comparator<SetMember> bitmapOrder() {
    return Comparator.comparingLong((SetMember m) -> Integer.toUnsignedLong(m.address()))
        .thenComparingInt(SetMember::port);
  }

  /** Buckets, doubled until none has too many members. */
  public int hashSize() {
    int size = options.hashSize();
    while (fullest(size) > BUCKET) {
      size *= 2;
    }
    return size;
  }

  private int fullest(int size) {
    return buckets(size).values().stream().mapToInt(List::size).max().orElse(0);
  }

  private Map<Integer, List<SetEntry>> buckets() {
    return buckets(hashSize());
  }

  private Map<Integer, List<SetEntry>> buckets(int size) {
    Map<Integer, List<SetEntry>> out = new TreeMap<>();
    for (SetEntry entry : entries.values()) {
      int bucket = hash(entry.member()) & size - 1;
      out.computeIfAbsent(bucket, b -> new ArrayList<>()).add(entry);
    }
    return out;
  }

  /** Octets that the kernel says it needs: buckets grow by two members. */
  public long memory(long now) {
    expire(now);
    long comments =
        entries.values().stream()
            .filter(e -> !e.comment().isEmpty())
            .mapToLong(e -> COMMENT_HEAD + e.comment().length() + 1)
            .sum();
    int extensions =
        (options.timeout().isPresent() ? 8 : 0)
            + (options.counters() ? 16 : 0)
            + (options.comment() ? 8 : 0);
    if (type.isBitmap()) {
      long width = options.width();
      return type.base() + (width + 63) / 64 * 8 + width * extensions + comments;
    }
    int element = extensions == 0 ? type.element() : 8 + extensions;
    long hashed =
        buckets().values().stream()
            .mapToLong(b -> BUCKET_HEAD + (b.size() + 1L) / 2 * 2 * element)
            .sum();
    return type.base() + hashed + comments;
  }

  /** The words of the kernel's structure, whose numbers are in network order, hashed. */
  private int hash(SetMember member) {
    int seed = options.seed();
    int first = Integer.reverseBytes(member.address());
    int port = (member.port() & 0xff) << 8 | member.port() >>> 8 | member.protocol() << 16;
    return switch (type) {
      case HASH_NET -> JenkinsHash.ofWords(first, member.length() << 24, seed);
      case HASH_IP_PORT -> JenkinsHash.ofWords(first, port, seed);
      case HASH_NET_PORT -> JenkinsHash.ofWords(first, port | member.length() - 1 << 24, seed);
      default -> JenkinsHash.ofWord(first, seed);
    };
  }
}

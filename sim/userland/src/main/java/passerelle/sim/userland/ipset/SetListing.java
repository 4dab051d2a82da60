package passerelle.sim.userland.ipset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.sim.core.EventLoop;
import passerelle.sim.ipset.IpSet;
import passerelle.sim.ipset.SetEntry;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetOptions;

/** A set as {@code ipset list} and {@code ipset save} print it (lib/session.c). */
final class SetListing {
  private SetListing() {}

  /**
   * The whole of a set.
   *
   * @param references how many rules name it
   * @param terse without its members
   */
  static String list(IpSet set, int references, boolean terse, boolean sorted, long now) {
    List<SetEntry> entries = entries(set, sorted, now);
    StringBuilder out = new StringBuilder();
    out.append("Name: ").append(set.name());
    out.append("\nType: ").append(set.type().label());
    out.append("\nRevision: ").append(set.type().revision());
    out.append("\nHeader: ").append(header(set));
    out.append("\nSize in memory: ").append(set.memory(now));
    out.append("\nReferences: ").append(references);
    out.append("\nNumber of entries: ").append(entries.size()).append('\n');
    if (!terse) {
      out.append("Members:\n");
      entries.forEach(e -> out.append(entry(set, e, now)).append('\n'));
    }
    return out.toString();
  }

  /** The commands that make it. */
  static String save(IpSet set, boolean sorted, long now) {
    StringBuilder out = new StringBuilder();
    out.append("create ").append(set.name()).append(' ').append(set.type().label());
    out.append(' ').append(header(set)).append('\n');
    for (SetEntry entry : entries(set, sorted, now)) {
      out.append("add ").append(set.name()).append(' ');
      out.append(entry(set, entry, now)).append('\n');
    }
    return out.toString();
  }

  private static List<SetEntry> entries(IpSet set, boolean sorted, long now) {
    List<SetEntry> out = new ArrayList<>(set.entries(now));
    if (sorted) {
      out.sort(
          Comparator.comparing(
              SetEntry::member,
              Comparator.comparingLong((SetMember m) -> Integer.toUnsignedLong(m.address()))
                  .thenComparingInt(SetMember::protocol)
                  .thenComparingInt(SetMember::port)));
    }
    return out;
  }

  private static String header(IpSet set) {
    SetOptions options = set.options();
    String extensions =
        (options.timeout().isPresent() ? " timeout " + options.timeout().getAsLong() : "")
            + (options.counters() ? " counters" : "")
            + (options.comment() ? " comment" : "");
    if (set.type().isBitmap()) {
      boolean ports = set.type().hasPorts();
      String first = ports ? "" + options.first() : "" + SetMember.host(options.first()).network();
      String last = ports ? "" + options.last() : "" + SetMember.host(options.last()).network();
      return "range " + first + "-" + last + extensions;
    }
    return "family inet hashsize "
        + set.hashSize()
        + " maxelem "
        + options.most()
        + extensions
        + " bucketsize 12 initval "
        + String.format("0x%08x", options.seed());
  }

  private static String entry(IpSet set, SetEntry entry, long now) {
    StringBuilder out = new StringBuilder(MemberWords.text(set.type(), entry.member()));
    if (set.options().timeout().isPresent()) {
      long left = entry.expires() < 0 ? 0 : (entry.expires() - now) / EventLoop.SECOND;
      out.append(" timeout ").append(left);
    }
    out.append(entry.isException() ? " nomatch" : "");
    if (set.options().counters()) {
      out.append(" packets ").append(entry.packets()).append(" bytes ").append(entry.bytes());
    }
    if (!entry.comment().isEmpty()) {
      out.append(" comment \"").append(entry.comment()).append('"');
    }
    return out.toString();
  }
}

package passerelle.sim.userland.ipset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.sim.uapi.SetContents;
import passerelle.sim.uapi.SetElement;
import passerelle.sim.uapi.SetInfo;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetOptions;

/** A set as {@code ipset list} and {@code ipset save} print it (lib/session.c). */
final class SetListing {
  private SetListing() {}

  /**
   * The whole of a set.
   *
   * @param terse without its members
   */
  static String list(SetInfo set, SetContents contents, boolean terse, boolean sorted) {
    List<SetElement> elements = elements(contents, sorted);
    StringBuilder out = new StringBuilder();
    out.append("Name: ").append(set.name());
    out.append("\nType: ").append(set.type().label());
    out.append("\nRevision: ").append(set.type().revision());
    out.append("\nHeader: ").append(header(set, contents));
    out.append("\nSize in memory: ").append(contents.memory());
    out.append("\nReferences: ").append(contents.references());
    out.append("\nNumber of entries: ").append(elements.size()).append('\n');
    if (!terse) {
      out.append("Members:\n");
      elements.forEach(e -> out.append(element(set, e)).append('\n'));
    }
    return out.toString();
  }

  /** The commands that make it. */
  static String save(SetInfo set, SetContents contents, boolean sorted) {
    StringBuilder out = new StringBuilder();
    out.append("create ").append(set.name()).append(' ').append(set.type().label());
    out.append(' ').append(header(set, contents)).append('\n');
    for (SetElement element : elements(contents, sorted)) {
      out.append("add ").append(set.name()).append(' ');
      out.append(element(set, element)).append('\n');
    }
    return out.toString();
  }

  private static List<SetElement> elements(SetContents contents, boolean sorted) {
    List<SetElement> out = new ArrayList<>(contents.elements());
    if (sorted) {
      out.sort(
          Comparator.comparing(
              SetElement::member,
              Comparator.comparingLong((SetMember m) -> Integer.toUnsignedLong(m.address()))
                  .thenComparingInt(SetMember::protocol)
                  .thenComparingInt(SetMember::port)));
    }
    return out;
  }

  private static String header(SetInfo set, SetContents contents) {
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
    return "family inet hashsize %s maxelem %s%s bucketsize 12 initval 0x%08x"
        .formatted(contents.hashSize(), options.most(), extensions, options.seed());
  }

  private static String element(SetInfo set, SetElement element) {
    StringBuilder out = new StringBuilder(MemberWords.text(set.type(), element.member()));
    if (set.options().timeout().isPresent()) {
      out.append(" timeout ").append(element.timeout());
    }
    out.append(element.exception() ? " nomatch" : "");
    if (set.options().counters()) {
      out.append(" packets ").append(element.packets()).append(" bytes ").append(element.bytes());
    }
    if (!element.comment().isEmpty()) {
      out.append(" comment \"").append(element.comment()).append('"');
    }
    return out.toString();
  }
}

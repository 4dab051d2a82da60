package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.Ipv4Address;
import passerelle.netfilter.Match;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftSetSpec;

/** A named set or map; rules look into it at each packet ({@code struct nft_set}). */
final class NftSet {
  final NftSetSpec spec;
  final long handle;
  private final Map<Long, Condition> limits = new HashMap<>();
  private List<NftElement> elements = List.of();
  private List<NftInterval> values = List.of();

  NftSet(NftSetSpec spec, long handle) {
    this.spec = spec;
    this.handle = handle;
  }

  List<NftElement> elements() {
    return elements;
  }

  /** Where its elements lead packets. */
  Stream<Target> verdicts() {
    return elements.stream().flatMap(element -> element.verdict().stream());
  }

  /** What is in it from now on. */
  void set(List<NftElement> all) {
    elements = List.copyOf(all);
    values = elements.stream().map(NftElement::values).toList();
  }

  /** The values that are in it. */
  List<NftInterval> values(long now) {
    clean(now);
    return values;
  }

  /** The element for a value. */
  Optional<NftElement> find(long value, long now) {
    clean(now);
    for (NftElement element : elements) {
      if (element.values().contains(value)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private void clean(long now) {
    for (NftElement element : elements) {
      if (!element.isAt(now)) {
        set(elements.stream().filter(one -> one.isAt(now)).toList());
        return;
      }
    }
  }

  /**
   * Does with a packet's value what a rule says.
   *
   * @return whether the rest of the rule is for the packet, too
   */
  boolean change(
      NftExpression.Change change, long value, PacketContext packet, MatchTables shared) {
    long now = packet.skb().machine().now();
    Optional<NftElement> known = find(value, now);
    List<NftElement> all = new ArrayList<>(elements);
    known.filter(any -> !change.verb().equals("add")).ifPresent(all::remove);
    if (change.verb().equals("delete")) {
      set(all);
      return known.isPresent();
    }
    if (known.isEmpty() || change.verb().equals("update")) {
      if (known.isEmpty() && spec.size() > 0 && all.size() >= spec.size()) {
        return false;
      }
      long stays = change.timeout() == 0 ? spec.timeout() : change.timeout();
      long expires = stays == 0 ? 0 : now + stays;
      NftInterval its = new NftInterval(value, value, text(change.field(), value));
      all.add(new NftElement(its, Optional.empty(), change.asks(), change.timeout(), expires));
      all.sort((a, b) -> Long.compare(a.values().low(), b.values().low()));
      set(all);
    }
    return change.limit().isEmpty() || holds(change.limit().get(), value, packet, shared);
  }

  private boolean holds(
      NftExpression.Holds limit, long value, PacketContext packet, MatchTables shared) {
    Match match = limit.match();
    Condition own = limits.computeIfAbsent(value, v -> match.accept(new Conditions(shared)));
    return own.test(packet) != limit.negated();
  }

  private static String text(NftField field, long value) {
    return field.kind() == NftField.Kind.ADDRESS
        ? new Ipv4Address((int) value).toString()
        : "" + value;
  }
}

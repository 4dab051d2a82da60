package passerelle.sim.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.Rule;
import passerelle.netfilter.SetMatch;
import passerelle.netfilter.SetSides;
import passerelle.netfilter.SetTarget;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.sim.ipset.IpSet;
import passerelle.sim.ipset.IpSets;
import passerelle.sim.ipset.SetEntry;
import passerelle.sim.uapi.SetElement;
import passerelle.sim.uapi.SetFault;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetType;

/** {@code -m set} and {@code -j SET} (net/netfilter/xt_set.c). */
final class SetConditions {
  private SetConditions() {}

  /** The sets that a rule names. */
  static Stream<String> names(Rule rule) {
    Stream<String> asked =
        rule.matches().stream()
            .flatMap(m -> m instanceof SetMatch set ? Stream.of(set.set()) : Stream.empty());
    return rule.target() instanceof SetTarget target
        ? Stream.concat(asked, Stream.of(target.set()))
        : asked;
  }

  /** A rule names only sets that are there. */
  static void check(Rule rule, IpSets sets) throws IptablesException {
    Optional<String> missing = names(rule).filter(n -> sets.find(n).isEmpty()).findFirst();
    if (missing.isPresent()) {
      throw new IptablesException(
          IptablesException.Kind.PARAMETER, "Set " + missing.get() + " doesn't exist.\n");
    }
  }

  static Condition of(SetMatch match, IpSets sets) {
    return packet -> {
      Optional<IpSet> set = sets.find(match.set());
      boolean in = set.isPresent() && isIn(match, set.get(), packet);
      return in != match.negated();
    };
  }

  private static boolean isIn(SetMatch match, IpSet set, PacketContext packet) {
    Optional<SetEntry> entry =
        member(set.type(), match.sides(), packet).flatMap(m -> set.find(m, now(packet)));
    if (entry.isEmpty() || entry.get().isException() != match.exceptions()) {
      return false;
    }
    set.count(entry.get(), packet.length());
    return true;
  }

  private static long now(PacketContext packet) {
    return packet.skb().machine().now();
  }

  /** The part of a packet that a set is asked for; empty when it has no such part. */
  private static Optional<SetMember> member(SetType type, SetSides sides, PacketContext packet) {
    List<Boolean> sources = sides.sources();
    if (sources.size() < type.dimensions()) {
      return Optional.empty();
    }
    int address = (sources.get(0) ? packet.source() : packet.destination()).lastWord();
    if (!type.hasPorts()) {
      return Optional.of(SetMember.host(address));
    }
    boolean source = sources.get(type.dimensions() - 1);
    int port = source ? packet.sourcePort() : packet.destinationPort();
    if (!type.hasAddresses()) {
      SetMember bare = new SetMember(0, 32, 0, port);
      return packet.hasPorts() ? Optional.of(bare) : Optional.empty();
    }
    if (packet.fragmentOffset() != 0) {
      return Optional.empty();
    }
    if (packet.protocol() == IpProtocol.ICMP
        && packet.skb().ip().transport() instanceof IcmpMessage icmp) {
      port = icmp.type() << 8 | icmp.code();
    }
    return Optional.of(SetMember.host(address).with(packet.protocol(), port));
  }

  static Action action(SetTarget target, IpSets sets) {
    return packet -> {
      Optional<IpSet> set = sets.find(target.set());
      if (set.isPresent()) {
        Optional<SetMember> member = member(set.get().type(), target.sides(), packet);
        if (member.isPresent()) {
          change(target, set.get(), member.get(), packet);
        }
      }
      return Step.CONTINUE;
    };
  }

  private static void change(SetTarget target, IpSet set, SetMember member, PacketContext packet) {
    long now = now(packet);
    try {
      if (!target.adds()) {
        set.delete(member, now);
        return;
      }
      long seconds = target.timeout().orElse(set.options().timeout().orElse(0));
      long timeout = set.options().timeout().isPresent() ? seconds : 0;
      SetElement element = new SetElement(member, timeout, false, "", 0, 0);
      set.add(new SetEntry(element, now), target.again(), now);
    } catch (SetFault nothingToDo) {
      // The packet goes on, whether the set had room for it or not (set_target_v3).
    }
  }
}

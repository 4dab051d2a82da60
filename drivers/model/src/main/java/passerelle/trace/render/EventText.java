package passerelle.trace.render;

import java.util.Locale;
import java.util.Optional;
import passerelle.netfilter.ChainReference;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** What was decided in a step, in a sentence of the reader's language. */
public final class EventText implements HopEvent.Visitor<String> {
  private final Messages messages;

  EventText(Messages messages) {
    this.messages = messages;
  }

  /** The sentences of a language. */
  public static EventText in(Language language) {
    return new EventText(Messages.of(language, "passerelle/trace/messages"));
  }

  /** The sentence with its tone; a rule in it is kept together. */
  TextLine line(HopEvent event) {
    TextLine line = TextLine.of(tone(event), of(event));
    return event instanceof HopEvent.RuleEvaluated e
        ? line.marking(Tone.RULE, e.rule().text())
        : line;
  }

  private static Tone tone(HopEvent event) {
    if (event instanceof HopEvent.Translated) {
      return Tone.CHANGED;
    }
    if (event instanceof HopEvent.Delivered) {
      return Tone.GOOD;
    }
    return event instanceof HopEvent.Dropped drop && drop.reason() != DropReason.OTHERHOST
        ? Tone.BAD
        : Tone.PLAIN;
  }

  public String of(HopEvent event) {
    return event.accept(this);
  }

  @Override
  public String originated(HopEvent.Originated e) {
    return messages.get("event.originated", e.by());
  }

  @Override
  public String routed(HopEvent.Routed e) {
    return messages.get("event.routed." + key(e.kind()), e.route(), e.outDevice());
  }

  @Override
  public String hookEntered(HopEvent.HookEntered e) {
    return messages.get("event.hook", e.hook());
  }

  @Override
  public String ruleEvaluated(HopEvent.RuleEvaluated e) {
    String where = place(e.rule().chain()) + " " + e.rule().number();
    String key = e.matched() ? "event.rule.matched" : "event.rule.missed";
    return messages.get(key, where, e.rule().text(), verdict(e));
  }

  @Override
  public String policyApplied(HopEvent.PolicyApplied e) {
    return messages.get("event.policy", place(e.policy().chain()), e.policy().text());
  }

  @Override
  public String tracked(HopEvent.Tracked e) {
    return messages.get(
        e.created() ? "event.tracked.new" : "event.tracked", e.state(), e.original());
  }

  @Override
  public String translated(HopEvent.Translated e) {
    return messages.get(
        "event.translated", e.kind().name().replace('_', '-'), change(e.before(), e.after()));
  }

  @Override
  public String ttlDecremented(HopEvent.TtlDecremented e) {
    return messages.get("event.ttl", e.ttl() + 1, e.ttl());
  }

  @Override
  public String neighbourFound(HopEvent.NeighbourFound e) {
    return messages.get("event.neighbour.found", e.nextHop(), e.mac(), e.state());
  }

  @Override
  public String neighbourQueued(HopEvent.NeighbourQueued e) {
    return messages.get("event.neighbour.queued", e.nextHop());
  }

  @Override
  public String transmitted(HopEvent.Transmitted e) {
    return messages.get("event.transmitted", e.hop().device());
  }

  @Override
  public String received(HopEvent.Received e) {
    return messages.get("event.received", e.hop().device());
  }

  @Override
  public String fdbLearned(HopEvent.FdbLearned e) {
    String key = e.isNew() ? "event.fdb.learned" : "event.fdb.confirmed";
    return messages.get(key, e.mac(), e.port());
  }

  @Override
  public String fdbLookup(HopEvent.FdbLookup e) {
    return messages.get("event.fdb." + key(e.result()), e.mac(), String.join(", ", e.ports()));
  }

  @Override
  public String neighbourUpdated(HopEvent.NeighbourUpdated e) {
    return messages.get("event.neighbour.updated", e.address(), e.mac(), e.state());
  }

  @Override
  public String delivered(HopEvent.Delivered e) {
    return messages.get("event.delivered", e.to());
  }

  @Override
  public String dropped(HopEvent.Dropped e) {
    String why = messages.get("drop." + e.reason());
    // The rule itself was told of just before.
    return messages.get(
        "event.dropped", e.reason(), DropDetail.of(e, messages.language()).where(), why);
  }

  @Override
  public String split(HopEvent.Split e) {
    return messages.get("event.split", e.into().size(), e.why());
  }

  @Override
  public String reassembled(HopEvent.Reassembled e) {
    return messages.get("event.reassembled", e.into());
  }

  /** What the rule decides, without what it says of that itself. */
  private static String verdict(HopEvent.RuleEvaluated event) {
    boolean said = event.rule().text().endsWith("-j " + event.verdict());
    return said ? event.verdict().split(" ", 2)[0] : event.verdict();
  }

  private static String key(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String place(ChainReference chain) {
    return chain.table() + " " + chain.name();
  }

  /** The sides that changed, as before -> after; of an error, those of what it is about. */
  private static String change(IpPacket before, IpPacket after) {
    String source = side(before, after, true);
    String destination = side(before, after, false);
    if (source.isEmpty() && destination.isEmpty()) {
      return quoted(before).flatMap(b -> quoted(after).map(a -> change(b, a))).orElse("");
    }
    return source.isEmpty() || destination.isEmpty()
        ? source + destination
        : source + ", " + destination;
  }

  private static Optional<IpPacket> quoted(IpPacket packet) {
    return packet.transport() instanceof IcmpMessage icmp
            && icmp.body() instanceof IcmpBody.Quote quote
        ? Optional.of(quote.packet())
        : Optional.empty();
  }

  private static String side(IpPacket before, IpPacket after, boolean source) {
    String was = end(before, source);
    String is = end(after, source);
    return was.equals(is) ? "" : was + " -> " + is;
  }

  /** The source, or the destination, with its port where it has one. */
  public static String end(IpPacket packet, boolean source) {
    String address = (source ? packet.source() : packet.destination()).toString();
    if (packet.transport() instanceof TcpSegment tcp) {
      return address + ":" + (source ? tcp.sourcePort() : tcp.destinationPort());
    }
    if (packet.transport() instanceof UdpDatagram udp) {
      return address + ":" + (source ? udp.sourcePort() : udp.destinationPort());
    }
    return address;
  }
}

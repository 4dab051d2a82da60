package passerelle.cli.player;

import java.util.Locale;
import passerelle.packet.ArpPacket;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.trace.HopEvent;
import passerelle.trace.render.DropDetail;
import passerelle.trace.render.EventText;
import passerelle.trace.render.PacketText;

/** What happens at a stop, and why, in a sentence each. */
final class StopText implements HopEvent.Visitor<String> {
  private final Messages messages;
  private final Messages reasons;

  StopText(Language language) {
    messages = Messages.of(language, "passerelle/cli/player/messages");
    reasons = Messages.of(language, "passerelle/trace/messages");
  }

  String say(String key, Object... arguments) {
    return messages.get(key, arguments);
  }

  /** What happens; empty for what is told with the other looks of its hook. */
  String sentence(HopEvent event) {
    return event.accept(this);
  }

  @Override
  public String originated(HopEvent.Originated e) {
    String place = e.hop().netns();
    if (e.hop().packet() instanceof ArpPacket arp) {
      if (arp.isGratuitous()) {
        return say("originated.gratuitous", place, arp.senderIp());
      }
      return arp.operation() == ArpPacket.Operation.REQUEST
          ? say("originated.request", place, arp.targetIp())
          : say("originated.answer", place, arp.senderIp(), arp.senderMac());
    }
    return say("originated", place, e.by(), destination(e.hop().packet()));
  }

  @Override
  public String routed(HopEvent.Routed e) {
    String way = e.kind() == HopEvent.RouteKind.UNICAST && e.nextHop().isPresent() ? ".via" : "";
    return say(
        "routed." + e.kind().name().toLowerCase(Locale.ROOT) + way,
        destination(e.hop().packet()),
        e.outDevice(),
        e.nextHop().map(String::valueOf).orElse(""),
        e.hop().netns());
  }

  @Override
  public String hookEntered(HopEvent.HookEntered e) {
    return "";
  }

  @Override
  public String ruleEvaluated(HopEvent.RuleEvaluated e) {
    return "";
  }

  @Override
  public String policyApplied(HopEvent.PolicyApplied e) {
    return "";
  }

  @Override
  public String tracked(HopEvent.Tracked e) {
    return "";
  }

  @Override
  public String translated(HopEvent.Translated e) {
    boolean source = changesSource(e);
    return say(
        "translated." + e.kind().name(),
        EventText.end(e.before(), source),
        EventText.end(e.after(), source));
  }

  @Override
  public String ttlDecremented(HopEvent.TtlDecremented e) {
    return say("ttl", e.hop().netns(), e.ttl() + 1, e.ttl());
  }

  @Override
  public String neighbourFound(HopEvent.NeighbourFound e) {
    return say("neighbour.found", e.nextHop(), e.mac());
  }

  @Override
  public String neighbourQueued(HopEvent.NeighbourQueued e) {
    return say("neighbour.queued", e.nextHop());
  }

  @Override
  public String transmitted(HopEvent.Transmitted e) {
    return say("transmitted", e.hop().netns(), e.hop().device());
  }

  @Override
  public String received(HopEvent.Received e) {
    return say("received", e.hop().netns(), e.hop().device());
  }

  @Override
  public String fdbLearned(HopEvent.FdbLearned e) {
    return say(e.isNew() ? "fdb.learned" : "fdb.confirmed", e.mac(), e.port());
  }

  @Override
  public String fdbLookup(HopEvent.FdbLookup e) {
    return say(
        "fdb." + result(e),
        e.mac(),
        String.join(", ", e.ports()),
        e.hop().device(),
        e.hop().netns());
  }

  @Override
  public String neighbourUpdated(HopEvent.NeighbourUpdated e) {
    return say("neighbour.updated", e.hop().netns(), e.address(), e.mac());
  }

  @Override
  public String delivered(HopEvent.Delivered e) {
    return say("delivered", e.hop().netns(), e.to());
  }

  @Override
  public String dropped(HopEvent.Dropped e) {
    return say("dropped", e.hop().netns(), reasons.get("drop." + e.reason()));
  }

  @Override
  public String split(HopEvent.Split e) {
    return say("split", e.into().size(), e.why());
  }

  @Override
  public String reassembled(HopEvent.Reassembled e) {
    return say("reassembled");
  }

  private static String destination(L3Packet packet) {
    return packet instanceof IpPacket ip ? ip.destination().toString() : PacketText.of(packet);
  }

  /** Why it happens; empty where that is plain. */
  String why(HopEvent event) {
    if (event instanceof HopEvent.Translated e) {
      return say("why." + e.kind().name());
    }
    if (event instanceof HopEvent.Routed e) {
      return say("why.routed." + e.kind().name().toLowerCase(Locale.ROOT), e.route());
    }
    if (event instanceof HopEvent.TtlDecremented) {
      return say("why.ttl");
    }
    if (event instanceof HopEvent.Dropped e) {
      DropDetail detail = DropDetail.of(e, messages.language());
      if (!detail.rule().isEmpty() || detail.where().isEmpty()) {
        return detail.rule();
      }
      return say("why.dropped", detail.where(), e.reason());
    }
    if (event instanceof HopEvent.NeighbourQueued e) {
      return say("why.queued", e.hop().device());
    }
    if (event instanceof HopEvent.FdbLookup e) {
      return say("why.fdb." + result(e));
    }
    return "";
  }

  /** What a bridge found, by which its sentence is named. */
  private static String result(HopEvent.FdbLookup lookup) {
    boolean flood = lookup.result() == HopEvent.FdbResult.FLOOD;
    return flood && lookup.ports().isEmpty()
        ? "alone"
        : lookup.result().name().toLowerCase(Locale.ROOT);
  }

  /** Which end of the packet was rewritten. */
  static boolean changesSource(HopEvent.Translated event) {
    return event.kind() == HopEvent.NatKind.SNAT || event.kind() == HopEvent.NatKind.UN_DNAT;
  }

  /** The end that was rewritten, before and after. */
  static String end(HopEvent.Translated event, boolean after) {
    IpPacket packet = after ? event.after() : event.before();
    return EventText.end(packet, changesSource(event));
  }
}

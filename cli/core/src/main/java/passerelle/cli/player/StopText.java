package passerelle.cli.player;

import java.util.Locale;
import passerelle.packet.ArpPacket;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.trace.HopEvent;
import passerelle.trace.render.DropDetail;
import passerelle.trace.render.PacketText;

/** What happens at a stop, and why, in a sentence each. */
final class StopText {
  private final Messages messages;
  private final Messages reasons;

  StopText(Language language) {
    messages = Messages.of(language, "passerelle/cli/player/messages");
    reasons = Messages.of(language, "passerelle/trace/messages");
  }

  String say(String key, Object... arguments) {
    return messages.get(key, arguments);
  }

  /** What happens. */
  String sentence(HopEvent event) {
    String place = event.hop().netns();
    if (event instanceof HopEvent.Originated e) {
      return originated(e);
    }
    if (event instanceof HopEvent.Routed e) {
      String way = e.kind() == HopEvent.RouteKind.UNICAST && e.nextHop().isPresent() ? ".via" : "";
      return say(
          "routed." + e.kind().name().toLowerCase(Locale.ROOT) + way,
          destination(e.hop().packet()),
          e.outDevice(),
          e.nextHop().map(String::valueOf).orElse(""),
          place);
    }
    if (event instanceof HopEvent.TtlDecremented e) {
      return say("ttl", place, e.ttl() + 1, e.ttl());
    }
    if (event instanceof HopEvent.Transmitted e) {
      return say("transmitted", place, e.hop().device());
    }
    if (event instanceof HopEvent.Received e) {
      return say("received", place, e.hop().device());
    }
    if (event instanceof HopEvent.Translated e) {
      boolean source = changesSource(e);
      return say(
          "translated." + e.kind().name(),
          HeaderFields.end(e.before(), source),
          HeaderFields.end(e.after(), source));
    }
    return event instanceof HopEvent.Terminal terminal ? terminal(terminal) : link(event);
  }

  private String originated(HopEvent.Originated event) {
    String place = event.hop().netns();
    if (event.hop().packet() instanceof ArpPacket arp) {
      if (arp.isGratuitous()) {
        return say("originated.gratuitous", place, arp.senderIp());
      }
      return arp.operation() == ArpPacket.Operation.REQUEST
          ? say("originated.request", place, arp.targetIp())
          : say("originated.answer", place, arp.senderIp(), arp.senderMac());
    }
    return say("originated", place, event.by(), destination(event.hop().packet()));
  }

  private static String destination(L3Packet packet) {
    return packet instanceof IpPacket ip ? ip.destination().toString() : PacketText.of(packet);
  }

  private String link(HopEvent event) {
    String place = event.hop().netns();
    if (event instanceof HopEvent.NeighbourFound e) {
      return say("neighbour.found", e.nextHop(), e.mac());
    }
    if (event instanceof HopEvent.NeighbourQueued e) {
      return say("neighbour.queued", e.nextHop());
    }
    if (event instanceof HopEvent.NeighbourUpdated e) {
      return say("neighbour.updated", place, e.address(), e.mac());
    }
    if (event instanceof HopEvent.FdbLearned e) {
      return say(e.isNew() ? "fdb.learned" : "fdb.confirmed", e.mac(), e.port());
    }
    if (event instanceof HopEvent.FdbLookup e) {
      String ports = String.join(", ", e.ports());
      return say(
          "fdb." + e.result().name().toLowerCase(Locale.ROOT),
          e.mac(),
          ports,
          event.hop().device(),
          place);
    }
    return "";
  }

  private String terminal(HopEvent.Terminal event) {
    String place = event.hop().netns();
    if (event instanceof HopEvent.Delivered e) {
      return say("delivered", place, e.to());
    }
    if (event instanceof HopEvent.Dropped e) {
      return say("dropped", place, reasons.get("drop." + e.reason()));
    }
    if (event instanceof HopEvent.Split e) {
      return say("split", e.into().size(), e.why());
    }
    return say("reassembled");
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
      return say("why.fdb." + e.result().name().toLowerCase(Locale.ROOT));
    }
    return "";
  }

  /** Which end of the packet was rewritten. */
  static boolean changesSource(HopEvent.Translated event) {
    return event.kind() == HopEvent.NatKind.SNAT || event.kind() == HopEvent.NatKind.UN_DNAT;
  }

  /** The end that was rewritten, before and after. */
  static String end(HopEvent.Translated event, boolean after) {
    Ipv4Packet packet = after ? event.after() : event.before();
    return HeaderFields.end(packet, changesSource(event));
  }
}

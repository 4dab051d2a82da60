package passerelle.real.trace;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.ArpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** ARP on the way in and out (twin: sim.ipv4.Arp). */
record ArpSteps(Facts facts, Sightings sightings, Skbs skbs, OutSteps out) {
  /** The kernel sends an ARP packet. */
  void originate(Block block, Sighting frame, Optional<Long> cause) {
    Skb skb = skbs.make(frame.packet());
    skb.frame(frame.addresses());
    Point point = new Point(frame.netns(), frame.device());
    block.advance(frame.at());
    block.tell(new HopEvent.Originated(block.hop(skb, point, "arp_send_dst"), "arp", cause));
    out.transmit(block, skb, point, frame);
  }

  /** An ARP packet has come in ({@code arp_process}). */
  void receive(Block block, Sighting in, Skb skb, Point point) {
    ArpPacket arp = (ArpPacket) in.packet();
    boolean ours =
        in.ethernet().destination().isMulticast()
            || facts
                .link(point.netns(), point.device())
                .filter(link -> link.mac().equals(in.ethernet().destination()))
                .isPresent();
    if (!ours) {
      String to = in.ethernet().destination().toString();
      block.drop(skb, point, "arp_rcv", DropReason.OTHERHOST, to);
      return;
    }
    boolean request = arp.operation() == ArpPacket.Operation.REQUEST;
    boolean asked = request && facts.isLocal(point.netns(), arp.targetIp());
    boolean probe = arp.senderIp().isUnspecified();
    boolean known = facts.hasNeighbour(point.netns(), point.device(), arp.senderIp());
    boolean told = !probe && (asked || known);
    if (told) {
      boolean solicited = !request && !in.ethernet().destination().isMulticast();
      update(block, skb, point, arp, solicited);
    }
    block.tell(new HopEvent.Delivered(block.hop(skb, point, "arp_process"), "arp"));
    if (told) {
      out.release(block, point, arp.senderIp());
    }
    if (asked) {
      sightings
          .arp(point.netns(), point.device(), in.at(), s -> isReply(s, arp))
          .ifPresent(reply -> originate(block, reply, Optional.of(skb.id())));
    }
  }

  private void update(Block block, Skb skb, Point point, ArpPacket arp, boolean solicited) {
    IpAddress sender = arp.senderIp();
    String state =
        solicited
            ? "REACHABLE"
            : facts.neighbour(point.netns(), point.device(), sender).orElse("STALE");
    facts.setNeighbour(point.netns(), point.device(), sender, state);
    block.tell(
        new HopEvent.NeighbourUpdated(
            block.hop(skb, point, "neigh_update"), sender, arp.senderMac(), state));
  }

  private static boolean isReply(Sighting sighting, ArpPacket request) {
    return sighting.packet() instanceof ArpPacket reply
        && reply.operation() == ArpPacket.Operation.REPLY
        && reply.senderIp().equals(request.targetIp())
        && reply.targetIp().equals(request.senderIp());
  }
}

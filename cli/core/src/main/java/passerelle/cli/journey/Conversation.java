package passerelle.cli.journey;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.trace.HopEvent;

/**
 * Knows the packets of one conversation, whatever NAT makes of their addresses: those between the
 * same two ends in either direction, and the ICMP errors about them.
 */
public final class Conversation {
  private final Set<Flow> flows = new HashSet<>();

  /**
   * From where to where.
   *
   * @param sourcePort of TCP and UDP, the identifier of an echo, otherwise 0
   * @param destinationPort of TCP and UDP, otherwise 0
   */
  private record Flow(
      int protocol, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
    Flow reversed() {
      return new Flow(protocol, destination, destinationPort, source, sourcePort);
    }
  }

  /** Takes a packet with all that it was rewritten to as one of the conversation. */
  public void add(Journey journey) {
    journey.events().forEach(this::add);
  }

  /** Takes a packet, as it is at a step, as one of the conversation. */
  void add(HopEvent event) {
    add(event.hop().packet());
    if (event instanceof HopEvent.Translated translated) {
      add(translated.after());
    }
  }

  private void add(L3Packet packet) {
    flow(packet)
        .ifPresent(
            flow -> {
              flows.add(flow);
              flows.add(flow.reversed());
            });
  }

  /** Whether a packet is one of the conversation. */
  public boolean has(Journey journey) {
    return has(journey.packet());
  }

  boolean has(L3Packet packet) {
    return flow(packet).filter(flows::contains).isPresent();
  }

  private static Optional<Flow> flow(L3Packet packet) {
    if (!(packet instanceof IpPacket ip)) {
      return Optional.empty();
    }
    if (ip.transport() instanceof IcmpMessage icmp && icmp.body() instanceof IcmpBody.Quote quote) {
      return flow(quote.packet());
    }
    int source = 0;
    int destination = 0;
    if (ip.transport() instanceof TcpSegment tcp) {
      source = tcp.sourcePort();
      destination = tcp.destinationPort();
    } else if (ip.transport() instanceof UdpDatagram udp) {
      source = udp.sourcePort();
      destination = udp.destinationPort();
    } else if (ip.transport() instanceof IcmpMessage icmp) {
      source = icmp.identifier();
      destination = icmp.identifier();
    }
    return Optional.of(new Flow(ip.protocol(), ip.source(), source, ip.destination(), destination));
  }
}

package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.cli.journey.Journey;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.lab.LabTopology;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.trace.HopEvent;

/** Packets between two ends. */
record Talk(Journey first, List<Journey> journeys) {
  private static final int DNS = 53;

  IpPacket packet() {
    return (IpPacket) first.packet();
  }

  String netns() {
    return first.events().get(0).hop().netns();
  }

  Protocol protocol() {
    return packet().transport() instanceof TcpSegment
        ? Protocol.TCP
        : packet().transport() instanceof UdpDatagram ? Protocol.UDP : Protocol.ICMP;
  }

  int port() {
    if (packet().transport() instanceof TcpSegment tcp) {
      return tcp.destinationPort();
    }
    return packet().transport() instanceof UdpDatagram udp ? udp.destinationPort() : 0;
  }

  /** An earlier command began it: what comes first was under way, or answers something. */
  boolean isGoingOn() {
    return isAnswer() || !(first.events().get(0) instanceof HopEvent.Originated);
  }

  boolean isAnswer() {
    if (packet().transport() instanceof TcpSegment tcp) {
      return !tcp.has(TcpSegment.SYN) || tcp.has(TcpSegment.ACK);
    }
    if (packet().transport() instanceof IcmpMessage icmp) {
      return icmp.isError() || icmp.type() == IcmpMessage.ECHO_REPLY;
    }
    return packet().transport() instanceof UdpDatagram udp
        && udp.sourcePort() == DNS
        && DnsReader.read(udp.payload()).filter(m -> m.has(DnsMessage.RESPONSE)).isPresent();
  }

  boolean isDns() {
    return port() == DNS;
  }

  Optional<String> name() {
    return packet().transport() instanceof UdpDatagram udp
        ? DnsReader.read(udp.payload())
            .flatMap(message -> message.questions().stream().findFirst())
            .map(DnsQuestion::name)
        : Optional.empty();
  }

  /** No answer was delivered to who began it. */
  boolean hasFailed() {
    return journeys.stream()
        .filter(j -> j != first)
        .flatMap(j -> j.delivered().stream())
        .noneMatch(d -> d.hop().netns().equals(netns()) && !isError(d));
  }

  private static boolean isError(HopEvent.Delivered delivered) {
    return delivered.hop().packet() instanceof IpPacket ip
        && ip.transport() instanceof IcmpMessage icmp
        && icmp.isError();
  }

  /** It passes on what Docker's name server was asked in a container, which asks as the host. */
  boolean passesOn(Talk other) {
    return isDns()
        && name().isPresent()
        && name().equals(other.name())
        && netns().equals(LabTopology.HOST)
        && !other.netns().equals(LabTopology.HOST);
  }
}

package passerelle.real.trace;

import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;

/** Which packet a kernel made because of which other. */
final class Answers {
  /** A kernel answers within this time, in nanoseconds. */
  static final long AT_ONCE = 20_000_000;

  private Answers() {}

  private static boolean isBack(Ipv4Packet answer, Ipv4Packet to) {
    return answer.destination().equals(to.source());
  }

  /** An echo reply to an echo request. */
  static boolean isEchoReply(Ipv4Packet answer, Ipv4Packet to) {
    return isBack(answer, to)
        && answer.transport() instanceof IcmpMessage reply
        && to.transport() instanceof IcmpMessage request
        && reply.type() == IcmpMessage.ECHO_REPLY
        && reply.rest() == request.rest();
  }

  /** An ICMP error that quotes a packet. */
  static boolean isErrorAbout(Ipv4Packet answer, Ipv4Packet about) {
    return isBack(answer, about)
        && answer.transport() instanceof IcmpMessage error
        && error.isError()
        && error.body() instanceof IcmpBody.Quote quote
        && quote.packet().header().id() == about.header().id()
        && quote.packet().destination().equals(about.destination())
        && quote.packet().protocol() == about.protocol();
  }

  /** A segment the other way on the same connection. */
  private static boolean isTcpBack(Ipv4Packet answer, Ipv4Packet to, int flag) {
    return isBack(answer, to)
        && answer.transport() instanceof TcpSegment back
        && to.transport() instanceof TcpSegment segment
        && back.sourcePort() == segment.destinationPort()
        && back.destinationPort() == segment.sourcePort()
        && back.has(flag);
  }

  static boolean isReset(Ipv4Packet answer, Ipv4Packet to) {
    return isTcpBack(answer, to, TcpSegment.RST);
  }

  static boolean isSynAck(Ipv4Packet answer, Ipv4Packet to) {
    return isTcpBack(answer, to, TcpSegment.SYN)
        && to.transport() instanceof TcpSegment segment
        && !segment.has(TcpSegment.ACK);
  }
}

package passerelle.real.trace;

import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;

/** Which packet a kernel made because of which other. */
final class Answers {
  /** A kernel answers within this time, in nanoseconds. */
  static final long AT_ONCE = 20_000_000;

  private Answers() {}

  private static boolean isBack(IpPacket answer, IpPacket to) {
    return answer.destination().equals(to.source());
  }

  /** An echo reply to an echo request. */
  static boolean isEchoReply(IpPacket answer, IpPacket to) {
    return isBack(answer, to)
        && answer.transport() instanceof IcmpMessage reply
        && to.transport() instanceof IcmpMessage request
        && reply.type() == IcmpMessage.ECHO_REPLY
        && reply.rest() == request.rest();
  }

  /** An ICMP error that quotes a packet. */
  static boolean isErrorAbout(IpPacket answer, IpPacket about) {
    return isBack(answer, about)
        && answer.transport() instanceof IcmpMessage error
        && error.isError()
        && error.body() instanceof IcmpBody.Quote quote
        && quote.packet().id() == about.id()
        && quote.packet().destination().equals(about.destination())
        && quote.packet().protocol() == about.protocol();
  }

  /** A segment the other way on the same connection. */
  private static boolean isTcpBack(IpPacket answer, IpPacket to, int flag) {
    return isBack(answer, to)
        && answer.transport() instanceof TcpSegment back
        && to.transport() instanceof TcpSegment segment
        && back.sourcePort() == segment.destinationPort()
        && back.destinationPort() == segment.sourcePort()
        && back.has(flag);
  }

  static boolean isReset(IpPacket answer, IpPacket to) {
    return isTcpBack(answer, to, TcpSegment.RST);
  }

  static boolean isSynAck(IpPacket answer, IpPacket to) {
    return isTcpBack(answer, to, TcpSegment.SYN)
        && to.transport() instanceof TcpSegment segment
        && !segment.has(TcpSegment.ACK);
  }
}

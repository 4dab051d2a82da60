package passerelle.packet;

/** What an IP packet carries. */
public sealed interface Transport permits IcmpMessage, TcpSegment, UdpDatagram, RawTransport {

  /** The IP protocol number, 0..255. */
  int protocol();

  /** Octets with the header. */
  int length();
}

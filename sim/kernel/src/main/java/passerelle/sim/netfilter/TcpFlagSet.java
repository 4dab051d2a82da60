package passerelle.sim.netfilter;

import passerelle.packet.TcpSegment;

/** The kinds of segment that the TCP tracker tells apart ({@code enum tcp_bit_set}). */
enum TcpFlagSet {
  SYN,
  SYNACK,
  FIN,
  ACK,
  RST,
  NONE;

  static TcpFlagSet of(TcpSegment segment) {
    if (segment.has(TcpSegment.RST)) {
      return RST;
    }
    if (segment.has(TcpSegment.SYN)) {
      return segment.has(TcpSegment.ACK) ? SYNACK : SYN;
    }
    if (segment.has(TcpSegment.FIN)) {
      return FIN;
    }
    return segment.has(TcpSegment.ACK) ? ACK : NONE;
  }

  /** Combinations that a sane end sends ({@code tcp_valid_flags}). */
  static boolean isValid(TcpSegment segment) {
    int flags =
        segment.flags()
            & (TcpSegment.FIN | TcpSegment.SYN | TcpSegment.RST | TcpSegment.ACK | TcpSegment.URG);
    return switch (flags) {
      case TcpSegment.SYN,
          TcpSegment.SYN | TcpSegment.URG,
          TcpSegment.SYN | TcpSegment.ACK,
          TcpSegment.RST,
          TcpSegment.RST | TcpSegment.ACK,
          TcpSegment.FIN | TcpSegment.ACK,
          TcpSegment.FIN | TcpSegment.ACK | TcpSegment.URG,
          TcpSegment.ACK,
          TcpSegment.ACK | TcpSegment.URG ->
          true;
      default -> false;
    };
  }
}

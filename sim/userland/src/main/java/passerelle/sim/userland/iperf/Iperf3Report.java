package passerelle.sim.userland.iperf;

import passerelle.addr.SocketAddress;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpInfo;
import passerelle.sim.socket.TcpSocket;
import passerelle.text.CNumber;

/**
 * The lines of iperf3 (src/iperf_locale.c).
 *
 * @param unit of rates, as {@link Amounts#rate(double, char)} takes it
 */
record Iperf3Report(Process self, boolean udp, char unit) {
  private static final String RULE = "- - - - - - - - - - - - - - - - - - - - - - - - -";

  void rule() {
    say(RULE);
  }

  void connected(String id, SocketAddress local, SocketAddress peer) {
    say(
        "[%3s] local %s port %s connected to %s port %s"
            .formatted(id, local.address(), local.port(), peer.address(), peer.port()));
  }

  void say(String line) {
    self.stdout().print(line + "\n");
  }

  /** What stands over the columns of one who sends, or receives. */
  void title(boolean sends) {
    say(
        "[ ID] Interval           Transfer     Bitrate"
            + (udp
                ? sends ? "         Total Datagrams" : "         Jitter    Lost/Total Datagrams"
                : sends ? "         Retr  Cwnd" : ""));
  }

  /** What stands over the summary. */
  void summaryTitle(boolean retransmissions) {
    rule();
    say(
        "[ ID] Interval           Transfer     Bitrate"
            + (udp
                ? "         Jitter    Lost/Total Datagrams"
                : retransmissions ? "         Retr" : ""));
  }

  /** The columns behind the rate of one who sends a stream. */
  static String sent(TcpSocket socket, int retransmitted) {
    TcpInfo.Sizes sizes = Burst.info(socket).sizes();
    String window = Amounts.octets((double) sizes.congestionWindow() * sizes.segment());
    return "  %3s   %s       ".formatted(retransmitted, window);
  }

  /**
   * A line.
   *
   * @param id of the stream
   * @param bits a second
   * @param rest what follows
   */
  void line(String id, double from, double to, double bits, String rest) {
    String octets = Amounts.octets(bits / 8 * (to - from));
    say(
        "[%3s] %6s-%-6s sec  %s  %s%s"
            .formatted(
                id,
                CNumber.fixed(from, 2),
                CNumber.fixed(to, 2),
                octets,
                Amounts.rate(bits, unit),
                rest));
  }
}

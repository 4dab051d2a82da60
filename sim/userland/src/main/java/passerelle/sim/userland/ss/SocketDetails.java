package passerelle.sim.userland.ss;

import java.util.Optional;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpInfo;
import passerelle.sim.socket.TcpState;

/** What {@code ss} adds to a socket's line for {@code -o}, {@code -e} and {@code -i}. */
final class SocketDetails {
  /** What a listener tells of itself: no more than what connections will begin with. */
  private static final String LISTENER = " cwnd:10";

  private SocketDetails() {}

  /**
   * The text.
   *
   * @param algorithm name of the congestion control
   */
  static String of(SocketInfo socket, SsOptions options, String algorithm) {
    StringBuilder out = new StringBuilder();
    Optional<TcpInfo.Timer> timer = socket.tcp().flatMap(TcpInfo::timer);
    if (options.timers) {
      timer.ifPresent(t -> out.append(ConnectionText.timer(t)));
    }
    if (options.extended) {
      out.append(extended(socket));
    }
    if (options.info && !socket.protocol().equals("udp")) {
      out.append(options.oneLine ? "" : "\n\t");
      if (socket.protocol().equals("tcp")) {
        out.append(inside(socket, options, algorithm));
      }
    }
    return out.toString();
  }

  private static String inside(SocketInfo socket, SsOptions options, String algorithm) {
    if (socket.state() == TcpState.TIME_WAIT) {
      return "";
    }
    if (socket.state() == TcpState.LISTEN) {
      return " " + algorithm + LISTENER;
    }
    boolean agreed = options.timers || options.extended;
    return socket
        .tcp()
        .map(info -> ConnectionText.of(info, algorithm, agreed, options.numeric))
        .orElse("");
  }

  /** {@code sock_details_print}; of control groups the lab has none. */
  private static String extended(SocketInfo socket) {
    long inode = socket.owner().isPresent() ? socket.number() : 0;
    String text = " ino:" + inode + " sk:" + Long.toHexString(socket.number());
    if (socket.state() == TcpState.TIME_WAIT) {
      return text;
    }
    if (socket.family() != SocketFamily.INET) {
      text += " v6only:" + (socket.family() == SocketFamily.INET6_ONLY ? 1 : 0);
    }
    return text + " " + directions(socket);
  }

  /** Which directions are open ({@code sk_shutdown}). */
  private static String directions(SocketInfo socket) {
    boolean orphan = socket.protocol().equals("tcp") && socket.owner().isEmpty();
    boolean in =
        switch (socket.state()) {
          case CLOSE_WAIT, LAST_ACK, CLOSING -> false;
          default -> !orphan;
        };
    boolean out =
        switch (socket.state()) {
          case FIN_WAIT1, FIN_WAIT2, LAST_ACK, CLOSING -> false;
          default -> true;
        };
    return (in ? "<" : "-") + "-" + (out ? ">" : "-");
  }
}

package passerelle.sim.userland.iperf;

import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/**
 * The connection over which both ends agree and tell their results: lines of text, where iperf3
 * sends states and JSON.
 */
final class Control {
  private static final long PATIENCE = 120 * EventLoop.SECOND;
  private final Net net;
  private final TcpSocket socket;
  private String unread = "";

  Control(Net net, TcpSocket socket) {
    this.net = net;
    this.socket = socket;
  }

  TcpSocket socket() {
    return socket;
  }

  void tell(String line) throws KernelException {
    socket.send(Payload.of(line + "\n"));
  }

  /** The next line; empty when there will be none. */
  String hear() {
    while (unread.indexOf('\n') < 0) {
      if (!net.await(socket::isReadable, PATIENCE) || socket.atEnd() || socket.hasError()) {
        return "";
      }
      unread += socket.receive(4096).text();
    }
    String line = unread.substring(0, unread.indexOf('\n'));
    unread = unread.substring(line.length() + 1);
    return line;
  }
}

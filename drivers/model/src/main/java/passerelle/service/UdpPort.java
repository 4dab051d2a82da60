package passerelle.service;

import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/** A UDP socket for an application without threads. */
public interface UdpPort {

  /** What an application is told. */
  interface Listener {
    /** A datagram came from there. */
    void received(UdpPort port, SocketAddress source, Payload data);

    /** An ICMP error came for what was sent to the only peer; the socket stays usable. */
    default void failed(UdpPort port) {}
  }

  /** Sends a datagram; one that cannot be sent is lost, as UDP is. */
  void send(SocketAddress to, Payload data);

  /**
   * Sends a datagram to the only peer.
   *
   * @throws KernelException an earlier ICMP error, ENETUNREACH, EMSGSIZE...
   */
  void send(Payload data) throws KernelException;

  void close();
}

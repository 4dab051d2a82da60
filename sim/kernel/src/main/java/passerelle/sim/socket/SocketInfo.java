package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.SocketAddress;

/**
 * A socket as {@code ss} and {@code netstat} list it ({@code struct inet_diag_msg}).
 *
 * @param protocol {@code tcp}, {@code udp}, {@code raw} or {@code icmp}
 * @param state its state; those without states are {@link TcpState#CLOSE}, or ESTABLISHED when
 *     connected
 * @param family the family: {@code *:80} is INET6, {@code [::]:80} INET6_ONLY, {@code 0.0.0.0:80}
 *     INET; for raw sockets the port is the protocol number
 * @param local address and port here
 * @param remote the peer's; port 0 when there is none
 * @param receiveQueue octets received and not yet read; of a listener the connections waiting to be
 *     accepted
 * @param sendQueue octets not yet acknowledged; of a listener its backlog
 * @param device name of the device that it is bound to
 * @param owner whose it is; empty when no process holds it any more
 * @param number tells it from all others of the lab ({@code sock_i_ino}); 0 when it has no file any
 *     more
 * @param tcp the inside of a TCP connection
 */
public record SocketInfo(
    String protocol,
    TcpState state,
    SocketFamily family,
    SocketAddress local,
    SocketAddress remote,
    int receiveQueue,
    int sendQueue,
    Optional<String> device,
    Optional<Owner> owner,
    long number,
    Optional<TcpInfo> tcp) {}

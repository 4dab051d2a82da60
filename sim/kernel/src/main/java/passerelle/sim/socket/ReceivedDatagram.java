package passerelle.sim.socket;

import passerelle.addr.SocketAddress;
import passerelle.packet.IpPacket;
import passerelle.packet.Payload;

/**
 * A datagram in a socket's receive queue, with what {@code recvmsg(2)} tells beside the data.
 *
 * @param source who sent it; of raw and ping sockets the port is 0
 * @param payload the data
 * @param packet the packet that it came in (TTL, type of service, destination)
 * @param time nanoseconds of virtual time at which it came (SO_TIMESTAMP)
 */
public record ReceivedDatagram(SocketAddress source, Payload payload, IpPacket packet, long time) {}

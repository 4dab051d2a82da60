package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;

/**
 * An entry of a socket's error queue ({@code struct sock_extended_err}, {@code ip(7)} IP_RECVERR).
 *
 * @param errno what the error means for the socket
 * @param message the ICMP message; empty when this machine itself refused
 * @param offender who sent it
 * @param quoted the packet that the error is about
 * @param mtu the path MTU in octets of EMSGSIZE, else 0
 * @param time nanoseconds of virtual time at which it came
 */
public record ExtendedError(
    Errno errno,
    Optional<IcmpMessage> message,
    IpAddress offender,
    Optional<IpPacket> quoted,
    int mtu,
    long time) {}

package passerelle.kernel;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.ConntrackFilter;
import passerelle.packet.IpProtocol;

/**
 * A tracked connection (ctnetlink_fill_info).
 *
 * @param state of a TCP connection, {@code ESTABLISHED}
 * @param reply the tuple of the answers: where translated, not the mirror of the other
 * @param answered an answer was seen
 * @param assured it is kept when the table is full
 * @param secondsLeft until it is forgotten, unless a packet comes
 */
public record ConnectionView(
    Optional<String> state,
    Tuple original,
    Tuple reply,
    boolean answered,
    boolean assured,
    int mark,
    long secondsLeft) {

  /**
   * One direction ({@code struct nf_conntrack_tuple}).
   *
   * @param protocol IP protocol number
   * @param sourceId source port, or the identifier of an ICMP query; 0 otherwise
   * @param destinationId destination port, or type and code of an ICMP query in one number
   */
  public record Tuple(
      int protocol, IpAddress source, int sourceId, IpAddress destination, int destinationId) {
    /** Whether a filter means the connection that begins like this and has these answers. */
    public boolean fits(ConntrackFilter filter, Tuple reply) {
      return filter.fits(protocol, destinationId, reply.source, reply.destination);
    }

    /** As {@code conntrack -L} prints it. */
    @Override
    public String toString() {
      String addresses = "src=" + source + " dst=" + destination;
      return switch (protocol) {
        case IpProtocol.TCP, IpProtocol.UDP ->
            addresses + " sport=" + sourceId + " dport=" + destinationId;
        case IpProtocol.ICMP ->
            (addresses + " type=" + (destinationId >> 8) + " code=" + (destinationId & 0xff))
                + (" id=" + sourceId);
        default -> addresses;
      };
    }
  }

  public int protocol() {
    return original.protocol();
  }

  /** Its state, tuples and flags as {@code conntrack} prints them. */
  public String flow() {
    return state.map(s -> s + " ").orElse("")
        + original
        + (answered ? " " : " [UNREPLIED] ")
        + reply
        + (assured ? " [ASSURED]" : "");
  }

  /** As {@code conntrack -L} prints it; the time left and the number of users left out. */
  public String line() {
    return "%-8s %s ".formatted(IpProtocol.name(protocol()), protocol())
        + flow()
        + " mark="
        + Integer.toUnsignedString(mark);
  }
}

package passerelle.sim.uapi;

/**
 * A member of a set with what is kept beside it ({@code struct ip_set_ext}, {@code
 * IPSET_ATTR_DATA}).
 *
 * @param timeout seconds that it stays; 0 for as long as the set
 * @param exception what is in it does not match ({@code nomatch})
 * @param comment empty for none
 * @param packets that matched
 * @param bytes of those
 */
public record SetElement(
    SetMember member, long timeout, boolean exception, String comment, long packets, long bytes) {}

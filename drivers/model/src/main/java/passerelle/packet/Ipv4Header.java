package passerelle.packet;

/**
 * The fields of an IPv4 header that are neither addresses nor derived (RFC 791 section 3.1).
 *
 * @param tos type of service octet, 0..255
 * @param id identification, 0..65535
 * @param dontFragment the DF flag
 * @param moreFragments the MF flag
 * @param fragmentOffset offset of this fragment in octets, a multiple of 8, 0..65528
 * @param ttl time to live, 0..255
 * @param options what follows the fields that every header has, 0..40 octets, a multiple of 4
 */
public record Ipv4Header(
    int tos,
    int id,
    boolean dontFragment,
    boolean moreFragments,
    int fragmentOffset,
    int ttl,
    Payload options) {

  /** The TTL that Linux gives by default (net.ipv4.ip_default_ttl). */
  public static final int DEFAULT_TTL = 64;

  /** A header without options. */
  public Ipv4Header(
      int tos, int id, boolean dontFragment, boolean moreFragments, int fragmentOffset, int ttl) {
    this(tos, id, dontFragment, moreFragments, fragmentOffset, ttl, Payload.EMPTY);
  }

  /** A header with default TTL, unfragmented. */
  public static Ipv4Header of(int id, boolean dontFragment) {
    return new Ipv4Header(0, id, dontFragment, false, 0, DEFAULT_TTL);
  }

  public boolean isFragment() {
    return moreFragments || fragmentOffset != 0;
  }

  public Ipv4Header withTtl(int newTtl) {
    return new Ipv4Header(tos, id, dontFragment, moreFragments, fragmentOffset, newTtl, options);
  }

  public Ipv4Header withTos(int newTos) {
    return new Ipv4Header(newTos, id, dontFragment, moreFragments, fragmentOffset, ttl, options);
  }

  public Ipv4Header withOptions(Payload newOptions) {
    return new Ipv4Header(tos, id, dontFragment, moreFragments, fragmentOffset, ttl, newOptions);
  }

  public Ipv4Header withDontFragment(boolean newDontFragment) {
    return new Ipv4Header(tos, id, newDontFragment, moreFragments, fragmentOffset, ttl, options);
  }

  public Ipv4Header withFragment(int offset, boolean more) {
    return new Ipv4Header(tos, id, dontFragment, more, offset, ttl, options);
  }
}

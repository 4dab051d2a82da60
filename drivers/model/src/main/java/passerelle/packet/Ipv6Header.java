package passerelle.packet;

/**
 * The fields of an IPv6 header that are neither addresses nor derived (RFC 8200 section 3).
 *
 * @param trafficClass traffic class octet, 0..255
 * @param flowLabel flow label, 20 bits (RFC 6437)
 * @param hopLimit hop limit, 0..255
 */
public record Ipv6Header(int trafficClass, int flowLabel, int hopLimit) {

  /** The hop limit that Linux gives by default (net.ipv6.conf.all.hop_limit). */
  public static final int DEFAULT_HOP_LIMIT = 64;

  Ipv6Header withHopLimit(int other) {
    return new Ipv6Header(trafficClass, flowLabel, other);
  }
}

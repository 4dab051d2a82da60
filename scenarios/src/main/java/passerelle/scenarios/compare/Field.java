package passerelle.scenarios.compare;

/**
 * A field of a frame.
 *
 * @param name as {@code ip.ttl}
 * @param kind how its values are compared
 * @param value in canonical form, for a person to read
 */
record Field(String name, Kind kind, String value) {

  /** How the values of a field are compared. */
  enum Kind {
    /** They are equal. */
    EQUAL,
    /** They play the same part among the ports drawn at random. */
    PORT,
    /** They play the same part among the identifiers of echo requests. */
    ECHO_ID,
    /** They play the same part among the identifications of fragments. */
    FRAGMENT_ID,
    /** They play the same part among the ids and cookies of DNS messages. */
    DNS,
    /** They play the same part among the IPv6 flow labels. */
    FLOW_LABEL,
    /** They play the same part among the MAC addresses of devices that nobody has looked at. */
    MAC
  }

  static Field of(String name, Object value) {
    return new Field(name, Kind.EQUAL, String.valueOf(value));
  }

  /** What must be equal even before it is known which random value plays which part. */
  String shape() {
    return name + "=" + (kind == Kind.EQUAL ? value : kind);
  }
}

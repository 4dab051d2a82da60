package passerelle.capture.filter;

import java.util.Arrays;
import java.util.Optional;

/**
 * What stands before an identifier and says how to read it; the next identifier inherits it
 * (gencode.h: struct qual).
 *
 * @param protocol {@code tcp}, {@code arp}...
 * @param direction {@code src}, {@code dst}...
 * @param type {@code host}, {@code port}...
 */
record Qualifiers(Protocol protocol, Direction direction, Type type) {

  /** Nothing to inherit: at the start and after a primitive without identifier. */
  static final Qualifiers UNDEFINED =
      new Qualifiers(Protocol.DEFAULT, Direction.DEFAULT, Type.UNDEFINED);

  /** What the identifier names. */
  enum Type {
    DEFAULT,
    HOST,
    NET,
    PORT,
    PORTRANGE,
    GATEWAY,
    PROTO,
    UNDEFINED
  }

  /** Which of a packet's two addresses or ports. */
  enum Direction {
    DEFAULT,
    SRC,
    DST,
    SRC_OR_DST,
    SRC_AND_DST
  }

  /** The protocols that the language names. */
  enum Protocol {
    DEFAULT(""),
    LINK("link"),
    IP("ip"),
    ARP("arp"),
    RARP("rarp"),
    IP6("ip6"),
    TCP("tcp"),
    UDP("udp"),
    SCTP("sctp"),
    ICMP("icmp"),
    ICMP6("icmp6"),
    IGMP("igmp"),
    PIM("pim"),
    VRRP("vrrp"),
    AH("ah"),
    ESP("esp"),
    STP("stp");

    private final String word;

    Protocol(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    static Optional<Protocol> ofWord(String word) {
      String name = word.equals("ether") ? LINK.word : word;
      return Arrays.stream(values())
          .filter(protocol -> protocol != DEFAULT && protocol.word.equals(name))
          .findFirst();
    }
  }
}

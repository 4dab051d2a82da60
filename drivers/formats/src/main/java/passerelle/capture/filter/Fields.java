package passerelle.capture.filter;

import passerelle.capture.LinkType;

/**
 * Tests of header fields at their places in a frame of one link type.
 *
 * @param link the link type that the places belong to
 */
record Fields(LinkType link) {
  private static final int ETHERNET_MTU = 1500;

  /** {@code size} octets at {@code offset} from the start of the frame, masked, are a number. */
  static Test equal(int offset, int size, long mask, long number) {
    Value field = new Value.Field(offset, size);
    return (packet, wire) -> {
      long value = field.of(packet, wire);
      return value == Value.NONE ? Test.REJECT : Test.of((value & mask) == number);
    };
  }

  static Test equal(int offset, int size, long number) {
    return equal(offset, size, Value.MASK, number);
  }

  /** The value lies between two numbers, compared as libpcap does: the lower bound first. */
  static Test between(Value value, long low, long high) {
    return (packet, wire) -> {
      long number = value.of(packet, wire);
      return number == Value.NONE ? Test.REJECT : Test.of(number >= low && number <= high);
    };
  }

  /** {@code size} octets at {@code offset} of the network-layer header, masked, are a number. */
  Test network(int offset, int size, long mask, long number) {
    return equal(link.headerLength() + offset, size, mask, number);
  }

  Test network(int offset, int size, long number) {
    return network(offset, size, Value.MASK, number);
  }

  /**
   * The frame carries this EtherType; a number that is an 802.3 length stands for an LLC service
   * access point (gencode.c:gen_ether_linktype).
   */
  Test linkProtocol(long protocol) throws FilterSyntaxException {
    if (protocol > ETHERNET_MTU || link != LinkType.ETHERNET) {
      return equal(link.protocolOffset(), 2, protocol);
    }
    if (protocol == 0xe0) {
      throw FilterSyntaxException.notModelled("ipx");
    }
    boolean bothAccessPoints = protocol == 0xfe || protocol == 0x06 || protocol == 0xf0;
    Test accessPoint =
        bothAccessPoints
            ? equal(link.headerLength(), 2, protocol << 8 | protocol)
            : equal(link.headerLength(), 1, protocol);
    Value typeOrLength = new Value.Field(link.protocolOffset(), 2);
    return Test.and(between(typeOrLength, 0, ETHERNET_MTU), accessPoint);
  }

  /** Six octets are a MAC address; the last four are loaded first. */
  static Test mac(int offset, long bits) {
    return Test.and(equal(offset + 2, 4, bits & Value.MASK), equal(offset, 2, bits >>> 32));
  }

  /** A 128-bit field of the network-layer header, masked, is a number. */
  Test network128(int offset, long[] words, long[] masks) {
    Test[] tests = new Test[4];
    for (int i = 0; i < 4; i++) {
      tests[i] = network(offset + 4 * i, 4, masks[i], words[i]);
    }
    return Test.and(tests);
  }

  /** Not a fragment other than the first. */
  Test firstFragment() {
    return network(6, 2, 0x1fff, 0);
  }

  /** {@code size} octets behind an IPv4 header with its options. */
  Value behindIpv4(int offset, int size) {
    int start = link.headerLength();
    return new Value.Indexed(start + offset, new Value.HeaderLength(start), size);
  }

  /** {@code size} octets behind an IPv6 header without extensions. */
  Value behindIpv6(int offset, int size) {
    return new Value.Field(link.headerLength() + 40 + offset, size);
  }
}

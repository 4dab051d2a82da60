package passerelle.addr;

import java.util.Optional;

/** An address of either family. */
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {

  /** Reads an address of either family; empty when the text is none. */
  static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0
        ? Ipv6Address.parse(text).map(a -> a)
        : Ipv4Address.parse(text).map(a -> a);
  }

  /** Number of bits: 32 or 128. */
  int width();

  /** 0.0.0.0 or ::. */
  boolean isUnspecified();

  boolean isLoopback();

  boolean isMulticast();
}

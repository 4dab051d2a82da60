package passerelle.addr;

import java.util.Optional;

/**
 * An address as an interface has it: the address itself and the prefix length of its network.
 *
 * @param address the address, host bits kept
 * @param length the prefix length, 0 to the width of the address
 */
public record IpInterfaceAddress(IpAddress address, int length) {

  public IpInterfaceAddress {
    address.family().check(length);
  }

  /** Reads {@code 192.0.2.10/24} or {@code fd00::1/64}; a bare address is alone in its network. */
  public static Optional<IpInterfaceAddress> parse(String text) {
    Family family = text.indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4;
    return family.parseInterfaceAddress(text);
  }

  /** Reads an address known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static IpInterfaceAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an interface address: " + text));
  }

  public IpPrefix prefix() {
    return new IpPrefix(address, length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}

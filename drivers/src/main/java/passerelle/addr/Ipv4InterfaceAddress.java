package passerelle.addr;

import java.util.Optional;

/**
 * An address as an interface has it: the address itself and the prefix length of its network.
 *
 * @param address the address, host bits kept
 * @param length the prefix length, 0..32
 */
public record Ipv4InterfaceAddress(Ipv4Address address, int length) {

  public Ipv4InterfaceAddress {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length out of 0..32: " + length);
    }
  }

  /** Reads {@code 192.0.2.10/24}; a bare address is a /32; empty when malformed. */
  public static Optional<Ipv4InterfaceAddress> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    String length = slash < 0 ? "32" : text.substring(slash + 1);
    if (!length.matches("[0-9]{1,2}") || Integer.parseInt(length) > 32) {
      return Optional.empty();
    }
    return Ipv4Address.parse(address)
        .map(a -> new Ipv4InterfaceAddress(a, Integer.parseInt(length)));
  }

  /** Reads an address known to be well formed; {@link IllegalArgumentException} otherwise. */
  public static Ipv4InterfaceAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an interface address: " + text));
  }

  public Ipv4Prefix prefix() {
    return new Ipv4Prefix(address, length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}

package passerelle.netfilter;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/**
 * A network as a rule names it: an address and a mask, which need not be a prefix.
 *
 * @param address the address; bits outside the mask do not matter
 * @param mask the mask, of the same family
 */
public record AddressMask(IpAddress address, IpAddress mask) {
  public AddressMask {
    if (address.width() != mask.width()) {
      throw new IllegalArgumentException("address and mask of two families: " + mask);
    }
  }

  /** The same network with the bits outside the mask cleared. */
  AddressMask cleared() {
    return new AddressMask(address.and(mask), mask);
  }

  /** One address alone. */
  public static AddressMask host(IpAddress address) {
    return new AddressMask(address, address.family().mask(address.width()));
  }

  /** The network that holds every address of the family. */
  static AddressMask any(Family family) {
    return new AddressMask(family.any(), family.any());
  }

  public boolean contains(IpAddress other) {
    return other.fits(address.and(mask), mask);
  }

  /** The prefix length, -1 when the mask is no prefix. */
  public int length() {
    return mask.maskLength().orElse(-1);
  }

  public boolean isAny() {
    return mask.isUnspecified();
  }

  public boolean isHost() {
    return length() == address.width();
  }

  /** {@code 10.0.0.0/8}, {@code 10.0.0.1/32} or {@code 10.0.0.1/255.0.0.255}. */
  public String text() {
    int length = length();
    return address + "/" + (length < 0 ? mask.toString() : Integer.toString(length));
  }

  /** As {@link #text}, but a single address stands alone. */
  public String shortText() {
    return isHost() ? address.toString() : text();
  }

  /** For the address columns of {@code iptables -L}. */
  String listing(ListingStyle style) {
    if (style.numeric()) {
      return shortText();
    }
    if (isAny()) {
      return "anywhere";
    }
    String name = style.names().host(address).orElse(address.toString());
    return isHost() ? name : name + text().substring(text().indexOf('/'));
  }

  @Override
  public String toString() {
    return text();
  }
}

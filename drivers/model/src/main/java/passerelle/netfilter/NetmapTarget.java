package passerelle.netfilter;

import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/**
 * {@code NETMAP}: a whole network is mapped onto another one, each host onto the one with the same
 * number (extensions/libxt_NETMAP.c). The destination in PREROUTING and OUTPUT, else the source.
 *
 * @param network the new network's address
 * @param mask which bits it gives; the others stay
 */
public record NetmapTarget(IpAddress network, IpAddress mask) implements Target {
  private static final Family FAMILY = Family.IPV4;

  static final Extension<Target> EXTENSION =
      Extension.of("NETMAP", NetmapTarget::parse, Option.value("to").must());

  private static Target parse(OptionValues values) throws IptablesException {
    if (!values.has("to")) {
      // The complaint that it is missing comes after the whole rule was read.
      return new NetmapTarget(FAMILY.any(), FAMILY.mask(FAMILY.width()));
    }
    String[] parts = values.word("to").split("/", 2);
    IpAddress address = FAMILY.parse(parts[0]).orElseThrow(() -> values.badValue("to"));
    int length = FAMILY.width();
    if (parts.length > 1) {
      length = Numbers.parse(parts[1], length).orElseThrow(() -> values.badValue("to"));
    }
    return new NetmapTarget(address.masked(length), FAMILY.mask(length));
  }

  private String to() {
    return network + "/" + mask.bitCount();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.netmap(this);
  }

  @Override
  public String label() {
    return "NETMAP";
  }

  @Override
  public String text() {
    return "-j NETMAP --to " + to();
  }

  @Override
  public String listing(ListingStyle style) {
    return "to:" + to();
  }
}

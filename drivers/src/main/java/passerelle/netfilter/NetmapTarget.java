package passerelle.netfilter;

import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4InterfaceAddress;

/**
 * {@code NETMAP}: a whole network is mapped onto another one, each host onto the one with the same
 * number (extensions/libxt_NETMAP.c). The destination in PREROUTING and OUTPUT, else the source.
 *
 * @param network the new network's address
 * @param mask which bits it gives; the others stay
 */
public record NetmapTarget(Ipv4Address network, Ipv4Address mask) implements Target {
  private static final int BITS = 32;

  static final Extension<Target> EXTENSION =
      Extension.of("NETMAP", NetmapTarget::parse, Option.value("to").must());

  private static Target parse(OptionValues values) throws IptablesException {
    if (!values.has("to")) {
      // The complaint that it is missing comes after the whole rule was read.
      return new NetmapTarget(Ipv4Address.ANY, Ipv4Address.BROADCAST);
    }
    String[] parts = values.word("to").split("/", 2);
    Ipv4Address address = Ipv4Address.parse(parts[0]).orElseThrow(() -> values.badValue("to"));
    int length = BITS;
    if (parts.length > 1) {
      length = Numbers.parse(parts[1], BITS).orElseThrow(() -> values.badValue("to"));
    }
    Ipv4InterfaceAddress written = new Ipv4InterfaceAddress(address, length);
    int bits = length == 0 ? 0 : -1 << BITS - length;
    return new NetmapTarget(written.prefix().network(), new Ipv4Address(bits));
  }

  private String to() {
    return network + "/" + Integer.bitCount(mask.bits());
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

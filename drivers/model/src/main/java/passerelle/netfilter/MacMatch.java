package passerelle.netfilter;

import java.util.Optional;
import passerelle.addr.MacAddress;

/**
 * {@code -m mac}: the source address of the frame that the packet came in.
 *
 * @param address the address
 * @param negated any other one
 */
public record MacMatch(MacAddress address, boolean negated) implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of("mac", MacMatch::parse, Option.value("mac-source").orNot().must());

  private static Match parse(OptionValues values) throws IptablesException {
    Optional<MacAddress> address = MacAddress.parse(values.word("mac-source"));
    if (address.isEmpty()) {
      throw IptablesException.parameter("Invalid MAC address specified.");
    }
    return new MacMatch(address.get(), values.negated("mac-source"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.mac(this);
  }

  @Override
  public String text() {
    return "-m mac " + CommandWords.bang(negated) + "--mac-source " + address;
  }

  @Override
  public String listing(ListingStyle style) {
    return "MAC " + CommandWords.bang(negated) + address;
  }
}

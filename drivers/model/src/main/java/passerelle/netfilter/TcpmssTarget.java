package passerelle.netfilter;

import java.util.OptionalInt;
import passerelle.addr.Family;

/**
 * {@code -j TCPMSS}: lowers the maximum segment size that a SYN announces.
 *
 * @param mss the size in octets; empty takes it from the MTU of the way ({@code
 *     --clamp-mss-to-pmtu})
 */
public record TcpmssTarget(OptionalInt mss) implements Target {
  static final Extension<Target> EXTENSION =
      Extension.of(
          "TCPMSS", TcpmssTarget::parse, Option.value("set-mss"), Option.flag("clamp-mss-to-pmtu"));

  private static Target parse(OptionValues values) throws IptablesException {
    if (values.isEmpty()) {
      throw IptablesException.parameter("TCPMSS target: At least one parameter is required");
    }
    int largest = values.family() == Family.IPV4 ? 65515 : 65495;
    OptionalInt mss =
        values.has("set-mss")
            ? OptionalInt.of(values.number("set-mss", 0, largest))
            : OptionalInt.empty();
    return new TcpmssTarget(values.has("clamp-mss-to-pmtu") ? OptionalInt.empty() : mss);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.tcpmss(this);
  }

  @Override
  public String label() {
    return "TCPMSS";
  }

  @Override
  public String text() {
    return "-j TCPMSS " + (mss.isPresent() ? "--set-mss " + mss.getAsInt() : "--clamp-mss-to-pmtu");
  }

  @Override
  public String listing(ListingStyle style) {
    return mss.isPresent() ? "TCPMSS set " + mss.getAsInt() : "TCPMSS clamp to PMTU";
  }
}

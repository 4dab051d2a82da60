package passerelle.netfilter;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * {@code -j TOS} and {@code -j DSCP}: writes the type of service, or its upper six bits.
 *
 * @param dscp whether a code point is written
 * @param tos the bits that are cleared, and those that are turned over then
 */
public record TosTarget(boolean dscp, TypeOfService tos) implements Target {
  private static final int CODE_POINT = 0xfc;

  static final Extension<Target> TOS =
      Extension.of(
          "TOS",
          TosTarget::tos,
          Option.value("set-tos"),
          Option.value("and-tos"),
          Option.value("or-tos"),
          Option.value("xor-tos"));
  static final Extension<Target> DSCP =
      Extension.of(
          "DSCP", TosTarget::codePoint, Option.value("set-dscp"), Option.value("set-dscp-class"));

  private static Target tos(OptionValues values) throws IptablesException {
    values.exclusive("set-tos", "and-tos", "or-tos", "xor-tos");
    if (values.has("set-tos")) {
      return new TosTarget(false, TypeOfService.parse(values.word("set-tos")));
    }
    if (values.has("and-tos")) {
      return new TosTarget(false, new TypeOfService(0, ~values.number("and-tos", 0, 255) & 0xff));
    }
    if (values.has("or-tos")) {
      int bits = values.number("or-tos", 0, 255);
      return new TosTarget(false, new TypeOfService(bits, bits));
    }
    if (values.has("xor-tos")) {
      return new TosTarget(false, new TypeOfService(values.number("xor-tos", 0, 255), 0));
    }
    throw values.fault("An action is required");
  }

  private static Target codePoint(OptionValues values) throws IptablesException {
    values.exclusive("set-dscp", "set-dscp-class");
    if (values.has("set-dscp")) {
      return ofCodePoint(values.number("set-dscp", 0, 63));
    }
    if (values.has("set-dscp-class")) {
      String name = values.word("set-dscp-class");
      OptionalInt known = Dscp.codePoint(name.toLowerCase(Locale.ROOT));
      return ofCodePoint(
          known.orElseThrow(
              () -> IptablesException.parameter("Invalid DSCP value `" + name + "'")));
    }
    throw IptablesException.incomplete("DSCP target: Parameter --set-dscp is required");
  }

  private static Target ofCodePoint(int point) {
    return new TosTarget(true, new TypeOfService(point << 2, CODE_POINT));
  }

  /** What it makes of an octet. */
  public int of(int octet) {
    return octet & ~tos.mask() ^ tos.value();
  }

  /** The code point as iptables and nft write it. */
  public String hex() {
    return "0x%02x".formatted(tos.value() >> 2);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.tos(this);
  }

  @Override
  public String label() {
    return dscp ? "DSCP" : "TOS";
  }

  @Override
  public String text() {
    return dscp ? "-j DSCP --set-dscp " + hex() : "-j TOS --set-tos " + tos.hex();
  }

  @Override
  public String listing(ListingStyle style) {
    if (dscp) {
      return "DSCP set " + hex();
    }
    if (style.numeric()) {
      return "TOS set " + tos.hex();
    }
    // The name's own print begins with a blank and has none before it (libxt_TOS.c).
    return tos.name(style).map(name -> " TOS set" + name).orElseGet(this::operation);
  }

  private String operation() {
    if (tos.value() == 0) {
      return "TOS and 0x%02x".formatted(~tos.mask() & 0xff);
    }
    if (tos.value() == tos.mask()) {
      return "TOS or 0x%02x".formatted(tos.value());
    }
    return tos.mask() == 0 ? "TOS xor 0x%02x".formatted(tos.value()) : "TOS set " + tos.hex();
  }
}

package passerelle.netfilter;

/**
 * {@code -m tos}: the type of service.
 *
 * @param negated any other
 */
public record TosMatch(TypeOfService tos, boolean negated) implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of("tos", TosMatch::parse, Option.value("tos").orNot().must());

  private static Match parse(OptionValues values) throws IptablesException {
    return new TosMatch(TypeOfService.parse(values.word("tos")), values.negated("tos"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.tos(this);
  }

  @Override
  public String text() {
    return "-m tos " + CommandWords.bang(negated) + "--tos " + tos.hex();
  }

  @Override
  public String listing(ListingStyle style) {
    String not = "tos match" + (negated ? "!" : "");
    return not + tos.name(style).map(name -> " " + name).orElse(tos.hex());
  }
}

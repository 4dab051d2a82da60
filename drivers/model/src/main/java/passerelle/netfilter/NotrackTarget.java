package passerelle.netfilter;

/**
 * {@code -j NOTRACK} and {@code -j CT --notrack}: connection tracking leaves the packet alone.
 *
 * @param viaCt written as {@code CT --notrack}
 */
public record NotrackTarget(boolean viaCt) implements Target {
  static final Extension<Target> NOTRACK =
      Extension.of("NOTRACK", values -> new NotrackTarget(false));
  static final Extension<Target> CT =
      Extension.of(
          "CT",
          NotrackTarget::parse,
          Option.flag("notrack"),
          Option.value("zone"),
          Option.value("zone-orig"),
          Option.value("zone-reply"),
          Option.value("helper"),
          Option.value("timeout"),
          Option.value("ctevents"),
          Option.value("expevents"));

  private static Target parse(OptionValues values) throws IptablesException {
    for (String option : values.given()) {
      if (!option.equals("notrack")) {
        throw IptablesException.unmodelled("option --" + option + " of target CT");
      }
    }
    if (values.isEmpty()) {
      throw IptablesException.unmodelled("target CT without --notrack");
    }
    return new NotrackTarget(true);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.notrack(this);
  }

  @Override
  public String label() {
    return "CT";
  }

  @Override
  public String text() {
    return viaCt ? "-j CT --notrack" : "-j NOTRACK";
  }

  @Override
  public String listing(ListingStyle style) {
    return viaCt ? "CT notrack" : "NOTRACK";
  }
}

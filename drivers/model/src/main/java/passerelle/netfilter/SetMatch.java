package passerelle.netfilter;

import java.util.List;

/**
 * {@code -m set}: what {@code ipset} keeps in a set (extensions/libxt_set.c).
 *
 * @param set the set's name
 * @param sides which ends of the packet are compared
 * @param negated what is not in it
 * @param exceptions members that were added with {@code nomatch} match, and no others
 */
public record SetMatch(String set, SetSides sides, boolean negated, boolean exceptions)
    implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of(
          "set",
          SetMatch::parse,
          Option.value("match-set").pair().orNot().single(),
          Option.flag("return-nomatch"));

  private static Match parse(OptionValues values) throws IptablesException {
    if (!values.has("match-set")) {
      throw IptablesException.incomplete("You must specify `--match-set' with proper arguments");
    }
    List<String> words = values.get("match-set").orElseThrow().words();
    return new SetMatch(
        words.get(0),
        SetSides.parse(words.get(1)),
        values.negated("match-set"),
        values.has("return-nomatch"));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.set(this);
  }

  @Override
  public String text() {
    return "-m set "
        + CommandWords.bang(negated)
        + "--match-set "
        + set
        + " "
        + sides.text()
        + (exceptions ? " --return-nomatch" : "");
  }

  @Override
  public String listing(ListingStyle style) {
    return CommandWords.bang(negated)
        + "match-set "
        + set
        + " "
        + sides.text()
        + (exceptions ? " return-nomatch" : "");
  }
}

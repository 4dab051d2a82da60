package passerelle.netfilter;

import java.util.List;
import java.util.OptionalLong;

/**
 * {@code SET}: puts a packet's addresses or ports into a set, or takes them out
 * (extensions/libxt_SET.c).
 *
 * @param adds puts them in
 * @param set the set's name
 * @param sides which ends of the packet
 * @param again what is in it already starts anew
 * @param timeout seconds that it stays; empty for what the set says
 */
public record SetTarget(
    boolean adds, String set, SetSides sides, boolean again, OptionalLong timeout)
    implements Target {
  private static final long MOST = 2_147_483;

  static final Extension<Target> EXTENSION =
      Extension.of(
          "SET",
          SetTarget::parse,
          Option.value("add-set").pair().single(),
          Option.value("del-set").pair().single(),
          Option.flag("exist"),
          Option.value("timeout"));

  private static Target parse(OptionValues values) throws IptablesException {
    boolean adds = values.has("add-set");
    if (!adds && !values.has("del-set")) {
      throw IptablesException.incomplete(
          "You must specify either `--add-set' or `--del-set' or `--map-set'");
    }
    List<String> words = values.get(adds ? "add-set" : "del-set").orElseThrow().words();
    OptionalLong timeout =
        values.has("timeout")
            ? OptionalLong.of(values.unsigned("timeout", 0, MOST))
            : OptionalLong.empty();
    return new SetTarget(
        adds, words.get(0), SetSides.parse(words.get(1)), values.has("exist"), timeout);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.set(this);
  }

  @Override
  public String label() {
    return "SET";
  }

  @Override
  public String text() {
    String time = timeout.isPresent() ? " --timeout " + timeout.getAsLong() : "";
    return "-j SET --" + action() + (again ? " --exist" : "") + time;
  }

  private String action() {
    return (adds ? "add-set " : "del-set ") + set + " " + sides.text();
  }

  @Override
  public String listing(ListingStyle style) {
    String time = timeout.isPresent() ? " timeout " + timeout.getAsLong() : "";
    return action() + (again ? " exist" : "") + time;
  }
}

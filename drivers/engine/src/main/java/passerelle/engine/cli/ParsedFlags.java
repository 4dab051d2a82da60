package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.gotemplate.GoBool;
import passerelle.text.Cut;

/**
 * A command line taken apart.
 *
 * @param values the values of each option given, by its long name, in their order
 * @param arguments what is no option
 */
public record ParsedFlags(Map<String, List<String>> values, List<String> arguments) {

  public static final ParsedFlags NONE = new ParsedFlags(Map.of(), List.of());

  /** The same with the options of the group that the command belongs to. */
  public ParsedFlags under(ParsedFlags group) {
    Map<String, List<String>> all = new LinkedHashMap<>(group.values());
    all.putAll(values);
    return new ParsedFlags(all, arguments);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A switch is on. */
  public boolean on(String name) {
    return text(name).filter(GoBool::isTrue).isPresent();
  }

  /** All values given as {@code NAME=VALUE}. */
  public Map<String, String> pairs(String name) {
    return pairs(all(name));
  }

  /** {@code NAME=VALUE}s by name; one without {@code =} is empty. */
  static Map<String, String> pairs(List<String> values) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : values) {
      Cut pair = Cut.first(value, "=");
      pairs.put(pair.before(), pair.after());
    }
    return pairs;
  }

  /** The last value given. */
  public Optional<String> text(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All values given. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The number given, which the parser has checked, cut to the range of an int. */
  public Optional<Integer> number(String name) {
    return text(name).map(ParsedFlags::clamped);
  }

  /** A number of 64 bits, or the next one of 32. */
  static int clamped(String number) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Long.decode(number)));
  }

  public boolean helpWanted() {
    return has("help");
  }
}

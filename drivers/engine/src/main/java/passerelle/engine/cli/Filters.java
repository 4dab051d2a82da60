package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.engine.EngineException;

/** What {@code --filter} asks for, values by key (api/types/filters:Args). */
public final class Filters {
  private final Map<String, Set<String>> wanted = new LinkedHashMap<>();

  /** Filters as typed, {@code key=value} each, whatever their keys (opts/opts.go:FilterOpt). */
  public Filters(List<String> typed) {
    for (String filter : typed) {
      int equals = filter.indexOf('=');
      wanted
          .computeIfAbsent(
              filter.substring(0, equals).trim().toLowerCase(Locale.ROOT),
              k -> new LinkedHashSet<>())
          .add(filter.substring(equals + 1).trim());
    }
  }

  /**
   * Filters as typed.
   *
   * @param known the keys that there are ({@code Args.Validate})
   * @throws EngineException when there is another one
   */
  public Filters(List<String> typed, Set<String> known) throws EngineException {
    this(typed);
    for (String key : wanted.keySet()) {
      if (!known.contains(key)) {
        throw EngineException.bad("invalid filter '" + key + "'");
      }
    }
  }

  public boolean has(String key) {
    return wanted.containsKey(key);
  }

  /** The values of a key, in the order in which they were typed. */
  public Set<String> of(String key) {
    return wanted.getOrDefault(key, Set.of());
  }

  /**
   * What a key says that is yes or no ({@code Args.GetBoolOrDefault}); empty when it is not there.
   *
   * @throws EngineException when it says neither, or both
   */
  public Optional<Boolean> yesOrNo(String key) throws EngineException {
    Set<String> values = of(key);
    boolean yes = values.contains("1") || values.contains("true");
    boolean no = values.contains("0") || values.contains("false");
    if (!values.isEmpty() && yes == no) {
      throw EngineException.bad("invalid filter '" + key + "=[" + String.join(" ", values) + "]'");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(yes);
  }

  /** Whether a key is not there, or one of its values passes. */
  public boolean any(String key, Predicate<String> test) {
    return !has(key) || of(key).stream().anyMatch(test);
  }

  /** Whether all values of a key pass. */
  public boolean all(String key, Predicate<String> test) {
    return of(key).stream().allMatch(test);
  }

  /** Whether labels are there that {@code label} asks for, by name or by name and value. */
  public boolean label(Map<String, String> labels) {
    return all("label", wish -> isLabelled(labels, wish));
  }

  /** A label by its name, or by name and value. */
  public static boolean isLabelled(Map<String, String> labels, String wish) {
    int equals = wish.indexOf('=');
    return equals < 0
        ? labels.containsKey(wish)
        : wish.substring(equals + 1).equals(labels.get(wish.substring(0, equals)));
  }

  /** A regular expression that is somewhere in a text, or the text ({@code Args.Match}). */
  public static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return text.equals(pattern);
    }
  }
}

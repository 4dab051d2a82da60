package passerelle.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options that labs are usually opened with, read without picocli: its classes, which no
 * archive keeps, made the prompt come later. Whatever else a command line holds, and whatever is
 * wrong with it, is picocli's to read and to tell.
 *
 * @param given those that were given, with their values; without one, an empty text
 */
record PlainOptions(Map<String, String> given) implements GivenOptions {
  /** Those with a value. */
  static final Set<String> VALUED =
      Set.of("-c", "--lang", "--kernel", "--engine", "--images", "--seed", "--load", "--pace");

  static final String NO_HISTORY = "--no-history";

  /** A command line that has nothing else, each at most once; empty for any other. */
  static Optional<GivenOptions> of(List<String> args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? "" : word.substring(equals + 1);
      if (VALUED.contains(name) && equals < 0 && i + 1 < args.size()) {
        i++;
        value = args.get(i);
      }
      boolean plain = VALUED.contains(name) ? isPlain(value) : word.equals(NO_HISTORY);
      if (!plain || given.put(name, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new PlainOptions(given));
  }

  /** What is an option itself, or in quotes, picocli understands in its own way. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("\"");
  }

  @Override
  public boolean has(String option) {
    return given.containsKey(option);
  }

  @Override
  public Optional<String> value(String option) {
    return Optional.ofNullable(given.get(option));
  }

  @Override
  public Map<String, List<String>> ofDaemon() {
    return Map.of();
  }
}

package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import passerelle.text.Resources;

/**
 * The one list of what is known to differ, {@code known-differences.txt} beside this class.
 *
 * <p>Entries are parted by blank lines and made of lines {@code key: value}: {@code transcript}
 * (its name, or that of a contract that both kernels are held to; {@code *} for any characters),
 * {@code aspect} (output, packets, snapshot), {@code where} (command, namespace or PLACE/DEVICE,
 * {@code *} likewise), {@code what} (a regular expression that must be found in each line of the
 * difference) and {@code reason}. Lines that begin with {@code #} are for people.
 */
public final class KnownDifferences {
  /** No difference is known. */
  public static final KnownDifferences NONE = new KnownDifferences(List.of());

  private static final String RESOURCE = "known-differences.txt";
  private static final List<String> KEYS =
      List.of("transcript", "aspect", "where", "what", "reason");

  private final List<KnownDifference> entries;

  private KnownDifferences(List<KnownDifference> entries) {
    this.entries = List.copyOf(entries);
  }

  /** The list that is part of the program; a mistake in it is an {@link IllegalStateException}. */
  public static KnownDifferences load() {
    return parse(Resources.text(KnownDifferences.class, RESOURCE));
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException names the line and what is wrong with it
   */
  public static KnownDifferences parse(String text) {
    List<KnownDifference> entries = new ArrayList<>();
    Map<String, String> entry = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i <= lines.size(); i++) {
      String line = i < lines.size() ? lines.get(i) : "";
      if (line.isBlank() && !entry.isEmpty()) {
        entries.add(entry(i - KEYS.size() + 1, entry));
        entry.clear();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        put(entry, i + 1, line);
      }
    }
    return new KnownDifferences(entries);
  }

  private static void put(Map<String, String> entry, int number, String line) {
    int colon = line.indexOf(':');
    String key = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1).strip();
    if (!KEYS.contains(key) || value.isEmpty() || entry.put(key, value) != null) {
      throw wrong(number, "write each of " + String.join(", ", KEYS) + " once, as KEY: VALUE");
    }
  }

  private static KnownDifference entry(int number, Map<String, String> entry) {
    if (entry.size() != KEYS.size()) {
      throw wrong(number, "an entry has " + String.join(", ", KEYS));
    }
    try {
      return new KnownDifference(
          number,
          glob(entry.get("transcript")),
          Aspect.of(entry.get("aspect")).orElseThrow(() -> wrong(number, "no such aspect")),
          glob(entry.get("where")),
          Pattern.compile(entry.get("what")),
          entry.get("reason"));
    } catch (PatternSyntaxException e) {
      throw wrong(number, e.getMessage());
    }
  }

  private static IllegalArgumentException wrong(int number, String what) {
    return new IllegalArgumentException(RESOURCE + ":" + number + ": " + what);
  }

  private static Pattern glob(String glob) {
    return Pattern.compile(
        glob.chars()
            .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }

  /** The entries in their order. */
  public List<KnownDifference> entries() {
    return entries;
  }

  /** The first entry that covers a difference. */
  Optional<KnownDifference> covering(String transcriptName, Difference difference) {
    return entries.stream().filter(e -> e.covers(transcriptName, difference)).findFirst();
  }
}

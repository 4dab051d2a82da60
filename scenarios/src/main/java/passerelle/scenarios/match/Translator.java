package passerelle.scenarios.match;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.scenarios.canon.Value;
import passerelle.scenarios.canon.ValueClass;

/**
 * Writes actual lines with the expected file's values: an id that the file calls by another value
 * everywhere else is called by that one here too. So a diff shows only what differs, and an updated
 * file still agrees with itself.
 */
final class Translator {
  private static final Pattern LONG_ID = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final int KEY_LENGTH = 12;

  private final Binding binding;
  private final Map<String, String> longIds;

  /**
   * A translator by a binding.
   *
   * @param sources the expected and the actual text, which tell the long form of ids
   */
  Translator(Binding binding, String sources) {
    this.binding = binding;
    this.longIds =
        LONG_ID
            .matcher(sources)
            .results()
            .map(m -> m.group())
            .collect(Collectors.toMap(id -> id.substring(0, KEY_LENGTH), id -> id, (x, y) -> x));
  }

  String translate(Actual line) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Value value : line.canonical().seen()) {
      Value name = binding.nameOf(value);
      if (!name.equals(value)) {
        addWords(words, value, name);
      }
    }
    if (words.isEmpty()) {
      return line.text();
    }
    String any = words.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Matcher m = Pattern.compile("(" + any + ")([0-9a-f]{52}\\b)?").matcher(line.text());
    return m.replaceAll(
        found -> {
          String word = words.get(found.group(1));
          return Matcher.quoteReplacement(
              found.group(2) == null ? word : longIds.getOrDefault(word, word + found.group(2)));
        });
  }

  private static void addWords(Map<String, String> words, Value actual, Value expected) {
    words.put(actual.key(), expected.key());
    if (actual.kind() == ValueClass.MAC) {
      words.put(actual.key().replace(":", ""), expected.key().replace(":", ""));
    }
  }
}

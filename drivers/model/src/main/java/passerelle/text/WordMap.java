package passerelle.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Tables of words, written as {@code word=meaning} with white space between them. */
public final class WordMap {
  private WordMap() {}

  /** The meanings by their words, in the order of the text. */
  public static Map<String, String> of(String text) {
    return read(text, meaning -> meaning);
  }

  /** The same where the meanings are decimal numbers. */
  public static Map<String, Integer> numbers(String text) {
    return read(text, Integer::valueOf);
  }

  private static <T> Map<String, T> read(String text, Function<String, T> meaning) {
    Map<String, T> map = new LinkedHashMap<>();
    for (String pair : text.split("\\s+")) {
      int equals = pair.indexOf('=');
      map.put(pair.substring(0, equals), meaning.apply(pair.substring(equals + 1)));
    }
    return Collections.unmodifiableMap(map);
  }
}

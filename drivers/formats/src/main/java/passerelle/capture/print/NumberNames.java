package passerelle.capture.print;

import java.util.HashMap;
import java.util.Map;
import passerelle.text.Resources;

/** A table from numbers to names: tcpdump's struct tok. */
final class NumberNames {
  private final Map<Integer, String> names = new HashMap<>();

  /** The lines {@code 1=one} of a resource. */
  static NumberNames read(Class<?> reader, String resource) {
    return of(Resources.text(reader, resource).split("\n"));
  }

  /** Reads {@code 1=one;2=two}; numbers may be hexadecimal after 0x. */
  static NumberNames of(String... entries) {
    NumberNames table = new NumberNames();
    for (String entry : String.join(";", entries).split(";")) {
      int equals = entry.indexOf('=');
      table.names.put(Integer.decode(entry.substring(0, equals)), entry.substring(equals + 1));
    }
    return table;
  }

  String name(int number, String otherwise) {
    return names.getOrDefault(number, otherwise);
  }
}

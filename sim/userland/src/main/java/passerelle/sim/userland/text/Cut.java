package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How {@code cut} treats a line. */
record Cut(
    CutList list, boolean complement, String delimiter, String joined, boolean onlyDelimited) {
  Optional<String> fields(String line) {
    if (delimiter.isEmpty() || !line.contains(delimiter)) {
      return onlyDelimited ? Optional.empty() : Optional.of(line);
    }
    String[] fields = line.split(Pattern.quote(delimiter), -1);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      if (list.contains(i + 1) != complement) {
        kept.add(fields[i]);
      }
    }
    return Optional.of(String.join(joined, kept));
  }

  String characters(String line) {
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (list.contains(i + 1) != complement) {
        kept.append(line.charAt(i));
      }
    }
    return kept.toString();
  }
}

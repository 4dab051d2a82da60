package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options as getopt_long(3) reads them, with the complaints that it prints by itself. */
final class SimpleOptions {
  private final String letters;
  private final List<String> longs;
  private final Map<String, String> given = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private String complaint = "";

  /**
   * Reads.
   *
   * @param letters one-letter options, {@code :} behind those with an argument
   * @param longs long options, {@code :} likewise
   */
  SimpleOptions(List<String> args, String letters, String... longs) {
    this.letters = letters;
    this.longs = List.of(longs);
    List<String> left = new ArrayList<>(args);
    while (!left.isEmpty() && complaint.isEmpty()) {
      String word = left.remove(0);
      if (word.equals("--")) {
        words.addAll(left);
        left.clear();
      } else if (word.startsWith("--")) {
        longOption(word, left);
      } else if (word.startsWith("-") && word.length() > 1) {
        bundle(word.substring(1), left);
      } else {
        words.add(word);
      }
    }
  }

  private void longOption(String word, List<String> left) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    List<String> found = longs.stream().filter(o -> o.replace(":", "").startsWith(name)).toList();
    if (found.size() != 1) {
      complaint = "unrecognized option '" + word + "'";
      return;
    }
    String option = found.get(0).replace(":", "");
    if (!found.get(0).endsWith(":")) {
      given.put(option, "");
    } else if (equals >= 0) {
      given.put(option, word.substring(equals + 1));
    } else if (left.isEmpty()) {
      complaint = "option '--" + option + "' requires an argument";
    } else {
      given.put(option, left.remove(0));
    }
  }

  private void bundle(String text, List<String> left) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int at = letter == ':' ? -1 : letters.indexOf(letter);
      if (at < 0) {
        complaint = "invalid option -- '" + letter + "'";
        return;
      }
      boolean argument = at + 1 < letters.length() && letters.charAt(at + 1) == ':';
      if (!argument) {
        given.put(String.valueOf(letter), "");
      } else if (i + 1 < text.length()) {
        given.put(String.valueOf(letter), text.substring(i + 1));
        return;
      } else if (left.isEmpty()) {
        complaint = "option requires an argument -- '" + letter + "'";
      } else {
        given.put(String.valueOf(letter), left.remove(0));
      }
    }
  }

  /** What is wrong, behind the tool's name. */
  Optional<String> fault(String program) {
    return complaint.isEmpty() ? Optional.empty() : Optional.of(program + ": " + complaint);
  }

  boolean has(String letter, String word) {
    return given.containsKey(letter) || given.containsKey(word);
  }

  Optional<String> value(String letter, String word) {
    String value = given.getOrDefault(letter, given.get(word));
    return Optional.ofNullable(value);
  }

  /** What is no option. */
  List<String> words() {
    return words;
  }
}

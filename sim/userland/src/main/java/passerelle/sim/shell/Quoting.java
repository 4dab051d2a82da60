package passerelle.sim.shell;

/** Words written so that a shell reads them back. */
final class Quoting {
  private static final String PLAIN = "_-./:=@%^,+";

  private Quoting() {}

  /** As {@code set -x} and {@code set} show a word: quoted if it must be. */
  static String trace(String word) {
    return isPlain(word) ? word : single(word);
  }

  /** As ash shows it: an equals sign is quoted, a closing bracket is not. */
  static String traceInAsh(String word) {
    boolean plain = !word.isEmpty() && !word.contains("=") && isPlain(word.replace(']', 'x'));
    return plain ? word : single(word);
  }

  /** As {@code set -x} shows what is assigned. */
  static String traced(String value) {
    return value.isEmpty() || value.startsWith("(") ? value : trace(value);
  }

  static String single(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** As {@code export -p} shows a value. */
  static String doubled(String value) {
    return "\"" + value.replaceAll("([\\\\\"$`])", "\\\\$1") + "\"";
  }

  /** As {@code printf %q} shows a word. */
  static String backslashed(String word) {
    if (word.isEmpty()) {
      return "''";
    }
    StringBuilder quoted = new StringBuilder();
    for (char c : word.toCharArray()) {
      quoted.append(isPlain(String.valueOf(c)) ? "" : "\\").append(c);
    }
    return quoted.toString();
  }

  private static boolean isPlain(String word) {
    return !word.isEmpty()
        && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
  }
}

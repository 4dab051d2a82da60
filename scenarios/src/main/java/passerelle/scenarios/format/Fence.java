package passerelle.scenarios.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The opening line of a fenced code block (CommonMark 0.31, section 4.5).
 *
 * @param indent blanks before it, 0 to 3
 * @param marker its run of backticks or tildes
 * @param info the first word after it, or nothing
 */
record Fence(int indent, String marker, String info) {
  private static final Pattern OPENING =
      Pattern.compile("( {0,3})(`{3,}|~{3,})[ \t]*([^\\s`]*)[^`]*");

  static Optional<Fence> opening(String line) {
    Matcher m = OPENING.matcher(line);
    return m.matches()
        ? Optional.of(new Fence(m.group(1).length(), m.group(2), m.group(3)))
        : Optional.empty();
  }

  boolean console() {
    return info.equals("console");
  }

  /** Whether a line ends the block. */
  boolean closedBy(String line) {
    String rest = line.strip();
    return rest.length() >= marker.length()
        && line.indexOf(rest) <= 3
        && rest.chars().allMatch(c -> c == marker.charAt(0));
  }
}

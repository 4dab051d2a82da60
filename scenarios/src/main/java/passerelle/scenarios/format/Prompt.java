package passerelle.scenarios.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt at the beginning of a line.
 *
 * @param place where it says the command runs
 * @param rest what follows it
 */
record Prompt(Place place, String rest) {
  private static final Pattern SHELL =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]*+(?::[A-Za-z0-9][A-Za-z0-9_.-]*+)*+)([$#]) ");

  /** The prompt that a line begins with. A line that begins with {@code # } alone has none. */
  static Optional<Prompt> of(String line) {
    Place lab = new Place.Lab();
    if (line.startsWith(lab.prompt())) {
      return Optional.of(new Prompt(lab, line.substring(lab.prompt().length())));
    }
    Matcher m = SHELL.matcher(line);
    if (!m.lookingAt()) {
      return Optional.empty();
    }
    Place place =
        m.group(2).equals("$") ? new Place.Host(m.group(1)) : new Place.Container(m.group(1));
    return Optional.of(new Prompt(place, line.substring(m.end())));
  }
}

package passerelle.cli.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.terminal.Desk;
import passerelle.sim.tty.Holder;

/**
 * What the author of a deck has typed into a program that a command has begun: behind each prompt
 * that the program prints, what stands behind it in the deck. Who has nothing more to say ends the
 * input.
 */
final class DeckDialogue {
  /** What somebody has said to a program that has a prompt. */
  private static final Pattern SAID = Pattern.compile("(?:\\w+ )?\\S{0,60}[>#] ?\\S.*");

  /** How a line ends behind which somebody types. */
  private static final Pattern ASKS = Pattern.compile(".*[>#$%:?] ?");

  private static final Pattern PASSWORD = Pattern.compile("(?i).*password.*");
  private static final Pattern KEY = Pattern.compile("\\s*(?:\\^|(?i:<?ctrl[-+]))([A-Za-z])>?\\s*");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int CONTROL = 0x1f;

  private final Session session;
  private final List<String> lines;
  private final List<String> unprompted;
  private final boolean talks;
  private String line = "";
  private String said = "";
  private int next;

  /**
   * A dialogue.
   *
   * @param lines what the deck prints below the command
   * @param unprompted what the deck has said in a block of its own, without prompts
   */
  DeckDialogue(Session session, List<String> lines, List<String> unprompted) {
    this.session = session;
    this.lines = lines;
    this.unprompted = unprompted;
    talks = !unprompted.isEmpty() || lines.stream().anyMatch(said -> SAID.matcher(said).matches());
    if (talks) {
      session.sitDown(Holder.LINES);
    }
  }

  /** The program prints; what it asks is answered. */
  void printed(byte[] bytes) {
    String more = new String(bytes, StandardCharsets.UTF_8);
    said = more.contains("\n") ? "" : said;
    line += more;
    line = line.substring(Math.max(line.lastIndexOf('\n'), line.lastIndexOf('\r')) + 1);
    if (talks && !said.startsWith(line) && ASKS.matcher(line).matches()) {
      answer();
    }
  }

  private void answer() {
    if (next < unprompted.size() && !PASSWORD.matcher(line).matches()) {
      said = line + unprompted.get(next);
      type(unprompted.get(next++));
      return;
    }
    for (int i = next; i < lines.size(); i++) {
      Matcher asked = prompt(line).matcher(lines.get(i));
      if (asked.lookingAt()) {
        String text = lines.get(i).substring(asked.end());
        said = line + text;
        next = i + 1;
        type(text);
        return;
      }
    }
    session.sitDown(Holder.SCRIPT);
  }

  /** The same prompt, with the numbers that addresses and ports have elsewhere. */
  private static Pattern prompt(String shown) {
    StringBuilder pattern = new StringBuilder();
    for (String part : NUMBER.split(shown, -1)) {
      pattern.append(pattern.isEmpty() ? "" : NUMBER.pattern()).append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }

  private void type(String text) {
    Matcher key = KEY.matcher(text);
    String keys = key.matches() ? "" + (char) (key.group(1).charAt(0) & CONTROL) : text + "\n";
    desk().ifPresent(desk -> desk.type(keys.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<Desk> desk() {
    return session.lab().windows().map(windows -> windows.desk(session.person()));
  }

  /** The command has ended. */
  void end() {
    if (talks) {
      session.sitDown(Holder.SCRIPT);
      desk().ifPresent(Desk::takeTypeAhead);
    }
  }
}

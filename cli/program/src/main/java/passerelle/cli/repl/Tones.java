package passerelle.cli.repl;

import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import passerelle.cli.lab.Lab;
import passerelle.cli.session.Here;
import passerelle.cli.terminal.Desk;
import passerelle.cli.terminal.Person;
import passerelle.text.TextLine;
import passerelle.text.Tone;

/**
 * How a terminal shows tones: in the colours of the palette that can be read on dark and on light
 * backgrounds, or not at all where there are none, or none are wanted (no-color.org). Nothing is
 * told by a colour alone.
 */
public final class Tones {
  private static final String NO_COLOR = "NO_COLOR";
  private static final char ESCAPE = 27;

  private final Terminal terminal;
  private final boolean shown;

  private Tones(Terminal terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  /**
   * The tones of a terminal.
   *
   * @param environment where {@code NO_COLOR}, when it is not empty, says that none are wanted
   */
  static Tones of(Terminal terminal, Map<String, String> environment) {
    return of(terminal, areWanted(environment));
  }

  /** The same where one knows whether they are wanted. */
  static Tones of(Terminal terminal, boolean wanted) {
    return new Tones(terminal, wanted && !isDumb(terminal));
  }

  /** Whether the environment says that colours are wanted. */
  public static boolean areWanted(Map<String, String> environment) {
    return environment.getOrDefault(NO_COLOR, "").isEmpty();
  }

  /** Whether they are shown here. */
  boolean areShown() {
    return shown;
  }

  /** Whether a terminal can do nothing but print, as with {@code TERM=dumb}. */
  static boolean isDumb(Terminal terminal) {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** The kind of a person's terminal is what programs of the lab are told there (TERM). */
  static void tell(Terminal terminal, Person person, Lab lab) {
    String kind = isDumb(terminal) ? "dumb" : Desk.XTERM;
    lab.setInteractive();
    lab.windows().ifPresent(windows -> windows.desk(person).setTerminal(kind));
  }

  /** That style, or none. */
  AttributedStyle of(AttributedStyle style) {
    return shown ? style : AttributedStyle.DEFAULT;
  }

  /** A line as the terminal is told to show it. */
  String line(TextLine line) {
    if (!shown) {
      return line.text();
    }
    AttributedStringBuilder text = new AttributedStringBuilder();
    line.pieces().forEach(piece -> text.styled(style(piece.tone()), piece.setOff()));
    return ansi(text.toAttributedString());
  }

  /** A text as the terminal is told to show it. */
  String ansi(AttributedString text) {
    return shown ? text.toAnsi(terminal) : text.toString();
  }

  /** A prompt as the terminal is told to show it: its colour says what kind of place that is. */
  String prompt(Here here, String prompt) {
    if (prompt.indexOf(ESCAPE) >= 0) {
      return prompt; // Somebody's own, with colours of its own.
    }
    String said = prompt.stripTrailing();
    AttributedStyle style =
        here instanceof Here.Machine
            ? AttributedStyle.BOLD.foreground(AttributedStyle.GREEN)
            : here instanceof Here.Inside
                ? AttributedStyle.BOLD.foreground(AttributedStyle.CYAN)
                : AttributedStyle.BOLD.foreground(AttributedStyle.MAGENTA);
    return ansi(
        new AttributedStringBuilder()
            .styled(of(style), said)
            .append(prompt.substring(said.length()))
            .toAttributedString());
  }

  private static AttributedStyle style(Tone tone) {
    return switch (tone) {
      case HEADING, COMMAND, CODE -> AttributedStyle.BOLD;
      case CHANGED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
      case GOOD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
      case BAD -> AttributedStyle.BOLD.foreground(AttributedStyle.RED);
      case PLAIN, QUIET, RULE -> AttributedStyle.DEFAULT;
    };
  }
}

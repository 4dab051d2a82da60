package passerelle.cli.repl;

import org.jline.terminal.Terminal;
import passerelle.cli.session.Here;
import passerelle.cli.session.Session;
import passerelle.text.Messages;

/**
 * What whoever opens a lab reads first.
 *
 * @param welcome its lines
 * @param colours whether they are wanted
 */
public record Greeting(String welcome, boolean colours) {
  /**
   * That of a simulated lab.
   *
   * @param engine the version of its Docker Engine
   */
  public static Greeting simulated(Messages messages, String engine, boolean colours) {
    return new Greeting(messages.get("repl.welcome", engine), colours);
  }

  /** With the first prompt, as the terminal is told to show it. */
  String on(Terminal terminal) {
    Here first = Session.FIRST;
    return welcome + "\n" + Tones.of(terminal, colours).prompt(first, first.prompt());
  }
}

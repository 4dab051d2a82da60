package passerelle.cli.repl;

import java.util.stream.Collectors;
import org.jline.terminal.Terminal;
import passerelle.cli.session.Here;
import passerelle.cli.session.Session;
import passerelle.text.Fold;
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
    return fitting(terminal.getSize().getColumns())
        + "\n"
        + Tones.of(terminal, colours).prompt(first, first.prompt());
  }

  /** Nothing that folds is loaded where it is not needed: the prompt comes sooner. */
  private String fitting(int columns) {
    return columns <= 0 || columns >= Fold.COLUMNS
        ? welcome
        : welcome
            .lines()
            .flatMap(line -> Fold.of(line, columns).stream())
            .collect(Collectors.joining("\n"));
  }
}

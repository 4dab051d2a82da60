package passerelle.cli.repl;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import passerelle.cli.lab.Lab;
import passerelle.cli.terminal.Person;

/**
 * The terminal of this process while the lab is made, which takes longer: it shows the welcome and
 * the first prompt before. What is typed meanwhile waits for the lab.
 */
public final class Opening {
  private final Terminal terminal;

  /** The terminal's modes before the greeting, where that is shown. */
  private final Optional<Attributes> before;

  private Opening(Terminal terminal, Optional<Attributes> before) {
    this.terminal = terminal;
    this.before = before;
  }

  /**
   * Opens the terminal.
   *
   * @param greeting what to show; empty where the lab has something to say before its prompt
   * @param seen the terminal as somebody looks on who records it
   */
  public static Opening of(Optional<Greeting> greeting, UnaryOperator<Terminal> seen)
      throws IOException {
    return on(seen.apply(OwnTerminal.open()), greeting);
  }

  static Opening on(Terminal terminal, Optional<Greeting> greeting) {
    if (greeting.isEmpty() || Tones.isDumb(terminal)) {
      return new Opening(terminal, Optional.empty());
    }
    // No echo: the line editor, which reads what is typed meanwhile, shows it.
    Attributes before = terminal.enterRawMode();
    terminal.writer().write(greeting.get().on(terminal));
    terminal.flush();
    return new Opening(terminal, Optional.of(before));
  }

  /** The lab is there: the terminal, as whoever uses it next expects it. */
  public Terminal finish() {
    finish("\r");
    return terminal;
  }

  /** There will be no lab: what is said of that begins a line. */
  public void giveUp() {
    finish("\n");
  }

  private void finish(String end) {
    before.ifPresent(
        modes -> {
          terminal.writer().write(end);
          terminal.flush();
          terminal.setAttributes(modes);
        });
  }

  /** Tells a lab at what kind of terminal its first person sits. */
  public void tell(Lab lab) {
    Tones.tell(terminal, Person.FIRST, lab);
  }

  /** Whether the greeting was shown. */
  public boolean isGreeted() {
    return before.isPresent();
  }
}

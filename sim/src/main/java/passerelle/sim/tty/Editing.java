package passerelle.sim.tty;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import passerelle.text.ByteText;

/**
 * A line that a shell has asked for, and what has been typed of it: the simplest of line editors,
 * for a terminal without a better one.
 */
final class Editing {
  private final Prompt prompt;
  private final Display display;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<Answer> answer = Optional.empty();

  Editing(Prompt prompt, Display display) {
    this.prompt = prompt;
    this.display = display;
  }

  /** Shows the prompt, and what has been typed behind it. */
  void show() {
    display.echo(prompt.text());
    display.write(line.toByteArray(), true);
  }

  Prompt prompt() {
    return prompt;
  }

  Optional<Answer> answer() {
    return answer;
  }

  void give(Answer given) {
    answer = Optional.of(given);
  }

  void key(byte key) {
    switch (key) {
      case '\r', '\n' -> {
        display.echo("\n");
        give(new Answer.Line(text()));
      }
      case Keys.INTERRUPT -> {
        display.echo("^C\n");
        give(new Answer.Interrupt());
      }
      case Keys.END -> {
        if (line.size() == 0) {
          display.echo("\n");
          give(new Answer.EndOfInput());
        }
      }
      case Keys.ERASE, Keys.BACKSPACE -> cut(text().length() - 1);
      case Keys.KILL -> cut(0);
      case Keys.ERASE_WORD -> cut(text().stripTrailing().lastIndexOf(' ') + 1);
      default -> {
        if (!Keys.isControl(key)) {
          line.write(key);
          display.write(new byte[] {key}, true);
        }
      }
    }
  }

  private String text() {
    return ByteText.decode(line.toByteArray());
  }

  private void cut(int length) {
    String text = text();
    if (length >= 0 && length < text.length()) {
      display.echo("\b \b".repeat(text.length() - length));
      line.reset();
      line.writeBytes(ByteText.encode(text.substring(0, length)));
    }
  }
}

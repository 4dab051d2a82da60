package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.terminal.Keystroke;

/**
 * {@code keys SECONDS TEXT...}: presses keys so many seconds of the lab's time after the next
 * command begins; for transcripts, in which nobody sits at the keyboard.
 */
final class KeysCommand implements LabCommand {
  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    List<Keystroke> keys = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      Optional<Long> after = Seconds.read(words.get(i));
      Optional<String> text = KeyText.read(words.get(i + 1));
      if (after.isEmpty() || text.isEmpty()) {
        throw bench.error("keys.usage", words.get(i) + " " + words.get(i + 1));
      }
      keys.add(new Keystroke(after.get(), text.get()));
    }
    if (words.isEmpty() || words.size() % 2 != 0) {
      throw bench.error("keys.usage", String.join(" ", words));
    }
    bench.lab().keysNext(keys);
    return 0;
  }
}

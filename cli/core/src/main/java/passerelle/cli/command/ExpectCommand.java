package passerelle.cli.command;

import java.util.List;
import java.util.Optional;
import passerelle.cli.expect.Expect;
import passerelle.cli.expect.ExpectException;
import passerelle.cli.expect.Scene;
import passerelle.text.Messages;

/**
 * {@code expect ...}: a statement about the lab. Nothing is printed where it is true; else what was
 * expected and what is.
 */
final class ExpectCommand implements LabCommand {
  private static final int OTHERWISE = 1;

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (words.isEmpty()) {
      throw bench.error("expect.usage");
    }
    Messages messages = Messages.of(bench.language(), Workbench.BUNDLE);
    try (Scene scene = new Scene(bench.lab(), messages)) {
      Optional<String> otherwise = Expect.otherwise(words, scene, messages);
      otherwise.ifPresent(out::line);
      return otherwise.isPresent() ? OTHERWISE : 0;
    } catch (ExpectException unreadable) {
      throw new CommandException(unreadable.getMessage());
    }
  }
}

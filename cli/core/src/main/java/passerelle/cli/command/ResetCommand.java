package passerelle.cli.command;

import java.util.List;
import passerelle.scenarios.replay.LabException;

/** {@code reset}: a fresh lab with the same settings. */
final class ResetCommand implements LabCommand {
  @Override
  public String name() {
    return "reset";
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (!words.isEmpty()) {
      throw bench.error("error.arguments", words.get(0));
    }
    try {
      bench.replace(bench.lab().fresh());
    } catch (LabException e) {
      throw new CommandException(e.getMessage());
    }
    out.line(bench.text("reset.done"));
    return 0;
  }
}

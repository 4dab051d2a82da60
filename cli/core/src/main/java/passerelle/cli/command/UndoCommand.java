package passerelle.cli.command;

import java.util.List;
import passerelle.cli.lab.Deed;
import passerelle.scenarios.replay.LabException;

/**
 * {@code undo}: takes the last command back. A fresh lab of the same seed gets all commands but the
 * last one again; since one seed gives one run, it is the lab as it was before.
 */
final class UndoCommand implements LabCommand {
  @Override
  public String name() {
    return "undo";
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (!words.isEmpty()) {
      throw bench.error("error.arguments", words.get(0));
    }
    List<Deed> history = bench.lab().history();
    if (history.isEmpty()) {
      throw bench.error("undo.nothing");
    }
    Deed last = history.get(history.size() - 1);
    try {
      bench.replace(bench.lab().redo(history.size() - 1));
    } catch (LabException e) {
      throw new CommandException(e.getMessage());
    }
    out.line(bench.text("undo.done", last.prompt() + last.line()));
    return 0;
  }
}

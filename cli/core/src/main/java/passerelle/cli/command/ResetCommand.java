package passerelle.cli.command;

import java.util.List;
import passerelle.cli.lab.Recipe;

/** {@code reset}: a fresh lab with the same settings. */
final class ResetCommand implements LabCommand {
  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (!words.isEmpty()) {
      throw bench.error("error.arguments", words.get(0));
    }
    Recipe next = bench.lab().recipe().fresh();
    List<String> loss = new Loss(bench).of(next);
    bench.replace(next, "reset");
    out.line(bench.text("reset.done"));
    out.lines(loss);
    return 0;
  }
}

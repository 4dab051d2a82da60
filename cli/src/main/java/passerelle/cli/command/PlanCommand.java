package passerelle.cli.command;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import passerelle.cli.lab.SimLab;
import passerelle.kernel.op.CommandText;
import passerelle.kernel.op.PlanStep;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Terminal;
import passerelle.text.Messages;

/**
 * {@code plan docker ...}: what a docker command would do to the kernel. It is done in a second lab
 * in which all has been done that was done in this one, and only looked at there.
 */
final class PlanCommand implements LabCommand {
  private static final String HOST = "host";
  private static final int COLUMNS = 80;

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (words.size() < 2 || !words.get(0).equals("docker")) {
      throw bench.error("plan.usage");
    }
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    List<PlanStep> steps = List.of();
    int status;
    try (SimLab rehearsal = bench.lab().redo(bench.lab().history().size())) {
      rehearsal.advanceTo(bench.lab().kernel().machine().now());
      List<PlanStep> seen = new ArrayList<>();
      rehearsal.onPlan(plan -> seen.addAll(plan.steps()));
      status = rehearsal.run(HOST, Words.join(words), new Terminal(COLUMNS, screen::writeBytes));
      // The end of the rehearsal stops its containers, which are plans too.
      steps = List.copyOf(seen);
    } catch (LabException e) {
      throw new CommandException(e.getMessage());
    }
    if (status != 0) {
      out.screen().write(screen.toByteArray());
    }
    print(steps, bench, out);
    return status;
  }

  private static void print(List<PlanStep> steps, Workbench bench, Printer out) {
    if (steps.isEmpty()) {
      out.line(bench.text("plan.nothing"));
      return;
    }
    Messages reasons = Messages.of(bench.language(), "passerelle/driver/messages");
    CommandText commands = new CommandText(HOST);
    int width = String.valueOf(steps.size()).length();
    for (int i = 0; i < steps.size(); i++) {
      PlanStep step = steps.get(i);
      String number = String.valueOf(i + 1);
      String indent = " ".repeat(width - number.length());
      out.line(indent + number + ". " + commands.of(step.op()));
      String why = reasons.get(step.why().key(), step.why().arguments().toArray());
      out.line(" ".repeat(width + 2) + "# " + why);
    }
  }
}

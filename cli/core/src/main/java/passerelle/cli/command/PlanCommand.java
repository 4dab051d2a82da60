package passerelle.cli.command;

import java.util.List;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.kernel.op.CommandText;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanScript;
import passerelle.kernel.op.PlanStep;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.text.Align;
import passerelle.text.Messages;
import passerelle.text.TextLine;
import passerelle.text.Tone;

/**
 * {@code plan [--script] docker ...}: what a docker command would do to the kernel; as a script,
 * with all that was done before.
 */
final class PlanCommand implements LabCommand {
  private static final String HOST = "host";
  private static final String HOSTS_COMMAND = "docker";
  private static final String SCRIPT = "--script";

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    boolean script = !words.isEmpty() && words.get(0).equals(SCRIPT);
    List<String> command = words.subList(script ? 1 : 0, words.size());
    if (command.size() < 2 || !command.get(0).equals(HOSTS_COMMAND)) {
      throw bench.error("plan.usage");
    }
    Lab lab = bench.lab();
    Recipe recipe = lab.recipe();
    Lab.Rehearsal rehearsal = bench.aside(() -> lab.rehearse(recipe, command));
    if (rehearsal.status() != 0) {
      out.write(rehearsal.output());
    }
    if (script) {
      List<Plan> engine = bench.aside(() -> lab.plans(recipe));
      out.verbatim(script(command, engine, rehearsal, bench).lines().toList());
    } else {
      print(rehearsal.steps(), bench, out);
    }
    return rehearsal.status();
  }

  private static String script(
      List<String> command, List<Plan> engine, Lab.Rehearsal rehearsal, Workbench bench) {
    LabWorld world = LabWorld.of(bench.lab().settings().images().name());
    return new PlanScript(bench.language())
        .of(
            HOST,
            List.of(
                new PlanScript.Chapter(bench.text("plan.lab"), LabTopology.plan(world)),
                new PlanScript.Chapter(
                    bench.text("plan.engine"), engine.stream().reduce(Plan.EMPTY, Plan::then)),
                new PlanScript.Chapter(Words.join(command), new Plan(rehearsal.steps()))));
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
      String number = Align.right(String.valueOf(i + 1), width);
      out.line(
          TextLine.of(number + ". ").plus(Tone.COMMAND, commands.of(step.op())).hanging(width + 2));
      String why = reasons.get(step.why().key(), step.why().arguments().toArray());
      String margin = " ".repeat(width + 2) + "# ";
      out.line(TextLine.of(Tone.QUIET, margin + why).hanging(margin.length()));
    }
  }
}

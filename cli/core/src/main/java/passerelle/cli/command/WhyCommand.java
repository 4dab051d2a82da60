package passerelle.cli.command;

import java.util.List;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * {@code why}: what became of the packets of the last command. It is done once more in a second
 * lab, with everything before it, and listened to.
 */
final class WhyCommand implements LabCommand {
  @Override
  public String name() {
    return "why";
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (!words.isEmpty()) {
      throw bench.error("error.arguments", words.get(0));
    }
    List<Deed> history = bench.lab().history();
    if (history.isEmpty()) {
      throw bench.error("why.nothing");
    }
    Deed last = history.get(history.size() - 1);
    Recipe before = bench.lab().recipe().first(history.size() - 1);
    Lab lab = bench.lab();
    List<HopEvent> events = bench.aside(() -> heard(last, lab.another(before), bench));
    last.told().lines().forEach(line -> out.line(TextLine.of(Tone.COMMAND, line)));
    new Verdict(bench)
        .of(Journey.of(events))
        .forEach(sentence -> out.line(Verdict.MARK.plus(sentence)));
    return 0;
  }

  private static List<HopEvent> heard(Deed deed, Lab rehearsal, Workbench bench)
      throws CommandException {
    try (rehearsal) {
      TraceListener listener =
          new TraceListener(new Workbench(rehearsal, bench.language(), bench.files()), Depth.STORY);
      deed.redo(rehearsal);
      return listener.stop();
    }
  }
}

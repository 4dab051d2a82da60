package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.scenarios.format.Expectation;
import passerelle.scenarios.format.ExpectedLine;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;

/**
 * The commands of a transcript, each with its answer: that of a second lab to which they are
 * dictated, where there is one.
 */
final class DictatedSteps {
  /** What begins and ends the commands; a line that is printed and looks so is escaped. */
  private static final String FENCE = "```";

  /** Characters of an answer that are written; what comes after them is {@code ...}. */
  private static final int MOST_PRINTED = 64 << 10;

  private static final ExpectedLine ANY =
      new ExpectedLine(ExpectedLine.Kind.ANY_LINES, "...", "...");

  private final Optional<DrivenLab> second;
  private final StringBuilder steps = new StringBuilder();
  private boolean open;
  private int commands;

  DictatedSteps(Optional<DrivenLab> second) {
    this.second = second;
  }

  /** Time that has passed and that nothing else lets pass. */
  void waitUntil(long moment) throws LabException {
    long missing = second.map(lab -> moment - lab.kernel().clock().now()).orElse(0L);
    if (missing > 0) {
      say("advance " + Seconds.of(missing));
    }
  }

  /** A lab command that nobody typed, but that is needed to come to the same. */
  void say(String line) throws LabException {
    add(new Place.Lab(), line, new Output("", 0), false);
  }

  /**
   * A command.
   *
   * @param recorded what it printed, where there is no second lab
   * @param whole whether that is all
   */
  void add(Place place, String line, Output recorded, boolean whole) throws LabException {
    Output output = second.isPresent() ? second.get().run(place, line) : recorded;
    commands++;
    if (!open) {
      steps.append(FENCE).append("console\n");
      open = true;
    }
    steps.append(place.prompt()).append(line.replace("\n", "\n> ")).append('\n');
    steps.append(expectation(output, second.isPresent() || whole).source());
  }

  private static Expectation expectation(Output output, boolean whole) {
    boolean all = whole && output.text().length() <= MOST_PRINTED;
    int length = Math.min(output.text().length(), MOST_PRINTED);
    int end = all ? length : output.text().lastIndexOf('\n', length) + 1;
    List<ExpectedLine> lines = new ArrayList<>();
    if (output.text().startsWith(">")) {
      // Behind a command it would be more of that.
      lines.add(ANY);
    }
    new Output(output.text().substring(0, end), output.status())
        .lines().stream().map(ExpectedLine::literal).forEach(lines::add);
    if (!all) {
      lines.add(ANY);
    }
    return Expectation.of(lines, output.status(), "\n");
  }

  /** Text between two commands. */
  void prose(String text) {
    close();
    steps.append(text);
  }

  private void close() {
    if (open) {
      steps.append(FENCE).append('\n');
    }
    open = false;
  }

  /** How many there are. */
  int count() {
    return commands;
  }

  /** The blocks that hold them, and the text between; nothing when there is neither. */
  String source() {
    close();
    return steps.toString();
  }
}

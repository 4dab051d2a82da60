package passerelle.web;

import java.util.List;
import java.util.function.BooleanSupplier;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.lab.StyledScreen;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.files.HandedFiles;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;
import passerelle.text.TextLine;

/**
 * Does what most people type first, in a lab of its own that nobody sees: what runs for the first
 * time is slow in a browser, which then compiles it, and classes are made ready. Whoever has a
 * command running goes before it.
 */
final class WarmUp {
  private static final List<String> NEXT =
      List.of(
          "docker port web",
          "trace laptop 192.0.2.10:8080/tcp",
          "trace laptop 192.0.2.10:8081/tcp",
          "why laptop 192.0.2.10:8081",
          "plan docker run -d --name db --network none redis",
          "rules nat DOCKER",
          "graph host",
          "capture host/docker0 tcp port 80",
          "laptop$ curl -sm 1 http://192.0.2.10:8081/",
          "why",
          "capture stop",
          "save lab.md");

  private static final int TIMES = 3;

  /** How often it looks whether it may go on, in milliseconds. */
  private static final long WAIT = 20;

  private final Runnable breath;
  private final BooleanSupplier busy;
  private final Person nobody = new Person(0);
  private final Turns turns = new Turns(this::giveWay);
  private final Session session;

  /**
   * Opens a lab.
   *
   * @param breath lets the browser have its turn
   * @param busy whether somebody has a command running
   */
  WarmUp(LabSettings settings, Language language, Runnable breath, BooleanSupplier busy)
      throws LabException {
    this.breath = breath;
    this.busy = busy;
    LabCommands commands =
        Session.commands(SimLab.open(settings), language, new HandedFiles((name, content) -> {}));
    commands.share(turns, () -> {});
    session = turns.take(nobody, () -> new Session(commands, nobody));
  }

  /** What a browser has read first. */
  void begin() {
    type(FirstSteps.LINES);
  }

  /** What comes after that, more than once: what is slow is compiled better when it comes again. */
  void goOn() {
    for (int time = 0; time < TIMES; time++) {
      type(NEXT);
    }
  }

  private void type(List<String> lines) {
    for (String line : lines) {
      giveWay();
      turns.take(nobody, () -> session.run(line, new Unseen()));
    }
  }

  private void giveWay() {
    breath.run();
    while (busy.getAsBoolean()) {
      try {
        Thread.sleep(WAIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Where nobody reads. */
  private static final class Unseen implements StyledScreen {
    @Override
    public boolean write(byte[] bytes) {
      return true;
    }

    @Override
    public void show(List<TextLine> lines) {}

    @Override
    public boolean isTerminal() {
      return true;
    }

    @Override
    public int columns() {
      return 80;
    }
  }
}

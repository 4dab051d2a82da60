package passerelle.cli.play;

import java.util.List;
import java.util.function.Consumer;
import passerelle.cli.command.Printer;
import passerelle.sim.process.Sink;
import passerelle.text.TextLine;

/** Plays a piece from where it is to its end, with nobody there to press a key. */
public final class Recital {
  private final Stage stage;
  private final Sink screen;
  private final Consumer<Beat> reached;

  /**
   * A performance.
   *
   * @param reached told of each beat before it is played
   */
  public Recital(Stage stage, Sink screen, Consumer<Beat> reached) {
    this.stage = stage;
    this.screen = screen;
    this.reached = reached;
  }

  /** Plays on to the end, unless a command leaves the lab. */
  public void run() {
    while (!stage.isOver() && !stage.session().isLeft()) {
      reached.accept(stage.next());
      play(stage.next());
    }
  }

  private void play(Beat beat) {
    if (beat instanceof Beat.Command command) {
      typed(command.cue());
      int status = stage.play(screen);
      if (status != 0) {
        say(List.of(TextLine.of("[" + status + "]")));
      }
    } else if (beat instanceof Beat.Unseen) {
      stage.play(screen);
    } else {
      say(Lines.of(beat, stage));
      stage.pass();
    }
  }

  /** As in a transcript, a command has a line of its own, however long. */
  private void typed(Cue cue) {
    try (Printer out = new Printer(screen)) {
      Lines.of(cue, stage.session()).forEach(out::asItIs);
    }
  }

  private void say(List<TextLine> lines) {
    try (Printer out = new Printer(screen)) {
      lines.forEach(out::line);
    }
  }
}

package passerelle.cli.play;

import java.nio.charset.StandardCharsets;
import java.util.List;
import passerelle.cli.command.Printer;
import passerelle.sim.process.Sink;
import passerelle.text.TextLine;
import passerelle.text.Visible;

/**
 * Plays a piece from where it is to its end, with nobody there to press a key.
 *
 * @param rhythm told of each beat before it is played, and of each key
 */
public record Recital(Stage stage, Sink screen, Rhythm rhythm) {
  /** How fast it goes for whoever looks on. */
  public interface Rhythm {
    /** Nobody is waited for. */
    Rhythm NONE =
        new Rhythm() {
          @Override
          public void reached(Beat beat) {}

          @Override
          public void key() {}
        };

    /** A beat comes next. */
    void reached(Beat beat);

    /** A key of a command is pressed next. */
    void key();
  }

  /** Plays on to the end, unless a command leaves the lab. */
  public void run() {
    while (!stage.isOver() && !stage.session().isLeft()) {
      rhythm.reached(stage.next());
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
    show(cue.prompt(stage.session()));
    String typed = Visible.of(cue.command()).replace("\n", "\n> ");
    typed
        .codePoints()
        .forEach(
            key -> {
              rhythm.key();
              show(Character.toString(key));
            });
    show("\n");
  }

  private void show(String text) {
    screen.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void say(List<TextLine> lines) {
    try (Printer out = new Printer(screen)) {
      lines.forEach(out::line);
    }
  }
}

package passerelle.cli.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.cli.play.Beat;
import passerelle.cli.play.Lines;
import passerelle.cli.play.Stage;
import passerelle.lessons.Question;
import passerelle.text.Columns;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.text.Visible;

/**
 * Plays a piece before a class: shows the text, and dimly the command that comes next, which a key
 * runs in the lab. Whoever leaves for the prompt comes back by {@link #WORDS}.
 */
public final class Presenter {
  /** What goes on with the piece at the prompt. */
  static final List<String> WORDS = List.of("play", "jouer");

  private static final int LONGEST_ANSWER = 60;

  private static final String PROMPT = "> ";

  private final Stage stage;
  private final Manner manner;
  private final Consumer<String> chapters;
  private boolean begun;
  private boolean done;

  /**
   * How it is played.
   *
   * @param from the chapter with which it begins, from 1
   * @param speed keys a second by which commands are typed; 0 for all at once
   * @param auto seconds after which it goes on by itself; empty for at a key
   */
  public record Manner(OptionalInt from, double speed, OptionalDouble auto) {}

  /**
   * A piece that is to be played.
   *
   * @param chapters told of each one that begins
   */
  public Presenter(Stage stage, Manner manner, Consumer<String> chapters) {
    this.stage = stage;
    this.manner = manner;
    this.chapters = chapters;
  }

  /** It has gone to its end by itself. */
  boolean isDone() {
    return done;
  }

  /** Plays on a console until the end, or until somebody leaves. */
  void play(Podium podium) {
    new Performance(podium).run();
  }

  /** From one coming to the piece to the next leaving. */
  private final class Performance {
    private final Podium podium;
    private final Coming coming;
    private final Clicker clicker;
    private boolean left;

    /** Nothing has to be waited for before the next beat is shown. */
    private boolean shown;

    Performance(Podium podium) {
      this.podium = podium;
      coming = new Coming(podium.terminal(), podium.tones());
      clicker = new Clicker(podium.terminal(), manner.auto());
    }

    void run() {
      clicker.raw(
          () -> {
            perform();
            return left;
          });
      if (!done && !podium.isOver()) {
        podium.show(List.of(TextLine.of(text("play.left", stage.stops(), all()))));
      }
    }

    private void perform() {
      shown = true;
      if (!begun) {
        begun = true;
        manner.from().ifPresent(this::jump);
      } else if (!stage.isOver()) {
        // Where one has left, with what leads there.
        again(stage.lead());
      }
      while (!left && !podium.isOver()) {
        if (stage.isOver()) {
          end();
        } else {
          play(stage.next());
        }
      }
    }

    private void play(Beat beat) {
      if (beat instanceof Beat.Heading heading) {
        heading(heading);
      } else if (beat instanceof Beat.Command command) {
        command(command);
      } else if (beat instanceof Beat.Asked asked) {
        ask(asked);
      } else if (beat instanceof Beat.Unseen) {
        podium.perform(screen -> stage.play(screen));
      } else {
        podium.show(Lines.of(beat, stage));
        stage.pass();
      }
    }

    private void heading(Beat.Heading heading) {
      if (!shown) {
        coming.show(List.of("", Visible.of(number(heading) + heading.title()), keys("play.on")));
        if (!isForward(clicker.key())) {
          return;
        }
      }
      shown = false;
      coming.clear();
      chapters.accept(heading.title());
      show(heading);
      stage.pass();
    }

    private String number(Beat.Heading heading) {
      return heading.number() + "/" + stage.piece().chapters().size() + "  ";
    }

    private void show(Beat.Heading heading) {
      TextLine title =
          TextLine.of(Tone.HEADING, Visible.of(heading.title())).plus("  ").plus(bar(heading));
      podium.show(List.of(title, TextLine.EMPTY));
    }

    /** Where one is, at the right end of the line where there is room. */
    private String bar(Beat.Heading heading) {
      String number = number(heading).strip();
      int room =
          podium.terminal().getSize().getColumns()
              - Columns.of(Visible.of(heading.title()))
              - number.length()
              - 2;
      return " ".repeat(Math.max(0, room)) + number;
    }

    private void command(Beat.Command command) {
      shown = false;
      String prompt = podium.ask(() -> command.cue().prompt(stage.session()));
      String typed = Visible.of(command.cue().command());
      List<String> lines = new ArrayList<>((prompt + typed.replace("\n", "\n> ")).lines().toList());
      lines.add(keys("play.run"));
      coming.show(lines);
      if (isForward(clicker.key())) {
        coming.type(prompt, typed, manner.speed(), clicker);
        podium.perform(
            screen -> {
              int status = stage.play(screen);
              if (status != 0) {
                podium.say(TextLine.of(text("play.status", status)));
              }
            });
        left |= stage.session().isLeft();
      }
    }

    private void ask(Beat.Asked asked) {
      shown = false;
      podium.show(Lines.of(asked, stage));
      Question question = asked.exercise().question();
      String hint = text(question.choices().isEmpty() ? "play.ask.value" : "play.ask.choice");
      while (!left && stage.next() == asked) {
        coming.show(List.of(stage.stops() + "/" + all() + "  " + hint, PROMPT));
        Clicker.Written written = clicker.write(LONGEST_ANSWER);
        if (isForward(written.key())) {
          Optional<String> meant = stage.predict(asked.exercise(), written.text());
          if (meant.isPresent()) {
            podium.show(List.of(TextLine.of(PROMPT + Visible.of(meant.get())), TextLine.EMPTY));
            stage.pass();
          }
          hint = text("play.choose", Visible.of(written.text()), question.letters());
        } else {
          return;
        }
      }
    }

    private void end() {
      done = manner.auto().isPresent();
      coming.show(List.of("", keys("play.end")));
      if (isForward(clicker.key())) {
        left = true;
      }
    }

    /** Whether a key goes on; what another asks for is done. */
    private boolean isForward(Clicker.Key key) {
      coming.erase();
      int chapter = Math.max(1, stage.chapter());
      switch (key) {
        case BACK -> back();
        case NEXT -> jump(Math.min(stage.piece().chapters().size(), chapter + 1));
        case PREVIOUS -> jump(stage.isAtBeginning() ? Math.max(1, chapter - 1) : chapter);
        case CHAPTERS -> chapters();
        case LEAVE -> left = true;
        case HELP -> podium.show(List.of(TextLine.paragraph(text("play.keys"))));
        default -> {
          return true;
        }
      }
      done &= left;
      return false;
    }

    private void back() {
      Optional<Integer> lead = podium.compute(stage::back);
      if (lead.isPresent()) {
        again(lead.get());
      }
    }

    /** Shows again what leads to the present stop, from a beat on. */
    private void again(int lead) {
      coming.clear();
      if (!(stage.piece().beats().get(lead) instanceof Beat.Heading) && stage.chapter() > 0) {
        show(stage.piece().heading(stage.chapter()));
      }
      for (Beat beat : stage.piece().beats().subList(lead, stage.at())) {
        if (beat instanceof Beat.Heading heading) {
          show(heading);
        } else {
          podium.show(Lines.of(beat, stage));
        }
      }
    }

    private void jump(int chapter) {
      shown = true;
      podium.perform(screen -> stage.jump(chapter, screen));
    }

    private void chapters() {
      List<TextLine> lines = new ArrayList<>(List.of(TextLine.EMPTY));
      for (int chapter = 1; chapter <= stage.piece().chapters().size(); chapter++) {
        String title = Visible.of(stage.piece().heading(chapter).title());
        lines.add(TextLine.of(String.format("%3d  %s", chapter, title)));
      }
      podium.show(lines);
      coming.show(List.of(text("play.which")));
      String typed = clicker.write(LONGEST_ANSWER).text().strip();
      if (typed.matches("[0-9]{1,4}")
          && Integer.parseInt(typed) >= 1
          && Integer.parseInt(typed) <= stage.piece().chapters().size()) {
        jump(Integer.parseInt(typed));
      }
    }

    private String keys(String key) {
      return stage.stops() + "/" + all() + "  " + text(key);
    }

    private int all() {
      return stage.piece().stops();
    }

    private String text(String key, Object... args) {
      return stage.session().messages().get(key, args);
    }
  }
}

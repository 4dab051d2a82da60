package passerelle.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import passerelle.cli.command.Tape;
import passerelle.cli.lab.Keyboard;
import passerelle.cli.session.Completions;
import passerelle.cli.session.Here;
import passerelle.cli.session.Hints;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.files.MachineFiles;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;
import passerelle.sim.tty.Holder;
import passerelle.text.TextLine;

/** One person's terminal in the page. */
final class PageTerminal {
  private final PageLab lab;
  private final Session session;
  private final Turns turns;
  private final PageScreen screen;
  private final Completions completions;
  private OptionalDouble speed = OptionalDouble.of(1);
  private int deeds;

  PageTerminal(int number, Session session, PageLab lab) {
    this.lab = lab;
    this.session = session;
    turns = lab.turns();
    screen = new PageScreen(number);
    completions = new Completions(session);
    turns.take(session.person(), () -> session.sitDown(Holder.LINES));
  }

  /** Seconds of the lab a real second; 0 for no waiting. */
  void setSpeed(double newSpeed) {
    speed = newSpeed > 0 ? OptionalDouble.of(newSpeed) : OptionalDouble.empty();
  }

  /** Does what a line says; the answer is its exit status. */
  int run(String line) {
    Hints hints = turns.take(session.person(), () -> begin(line));
    screen.forget();
    Tape tape = turns.take(session.person(), () -> lab.commands().tape(session.prompt(), line));
    work(() -> session.run(line, screen));
    turns.take(session.person(), () -> lab.commands().keep(tape));
    Optional<TextLine> hint =
        turns.take(session.person(), () -> hints.after(session.status(), screen.heard()));
    hint.ifPresent(text -> Session.print(text, screen));
    watch();
    return session.status();
  }

  /** Ctrl-C that came when nothing ran any more is for nothing that is to come. */
  private Hints begin(String line) {
    session.lab().forgetInterrupt();
    return new Hints(session, line);
  }

  void load(String name, MachineFiles given) {
    work(() -> session.load(name, given, screen));
    watch();
  }

  /** Ctrl-D at the prompt. */
  void endOfInput() {
    work(() -> session.endOfInput(screen));
    watch();
  }

  /** In a lab that took the place of another, what ran here runs again. */
  private void watch() {
    while (turns.take(session.person(), session::isBusy)) {
      work(() -> session.watch(screen));
    }
  }

  private void work(Runnable deed) {
    deeds++;
    try {
      turns.take(session.person(), () -> session.lab().atPace(speed, deed));
    } finally {
      deeds--;
    }
  }

  Person person() {
    return session.person();
  }

  /** Whether something runs that was typed here. */
  boolean isBusy() {
    return deeds > 0;
  }

  /** Ctrl-C at the prompt. */
  void interruptLine() {
    turns.take(session.person(), session::interruptLine);
  }

  /** Ctrl-C while something runs. Does not wait. */
  void interrupt() {
    keyboard().interrupt();
  }

  /** Keys for what runs. Does not wait. */
  void type(String keys) {
    keyboard().type(keys.getBytes(StandardCharsets.UTF_8));
  }

  void resize(int columns, int rows) {
    screen.setColumns(columns);
    keyboard().resize(columns, rows);
  }

  private Keyboard keyboard() {
    return session.lab().keyboard(session.person());
  }

  /** What was typed while a line ran and nothing has read. */
  String unread() {
    return turns.take(session.person(), () -> keyboard().unread());
  }

  String prompt() {
    return turns.take(session.person(), () -> session.prompt());
  }

  /** Which kind of place the prompt is at. */
  String place() {
    Here here = session.here();
    return here instanceof Here.Machine
        ? "machine"
        : here instanceof Here.Inside ? "inside" : "lab";
  }

  boolean isIncomplete(String text) {
    return turns.take(session.person(), () -> session.isIncomplete(text));
  }

  /**
   * What is seen of several lines once they are run: of a block nothing, since each of its commands
   * then stands behind its prompt; of one command what the lines hold of it.
   */
  String shown(String text) {
    return turns.take(
        session.person(),
        () -> {
          List<TypedBlock.Typed> block = session.block(text);
          if (block.size() != 1) {
            return block.isEmpty() ? text : "";
          }
          Where where = block.get(0).where().orElse(new Where.Here());
          return session.prompt(where) + block.get(0).command();
        });
  }

  List<String> completions(List<String> before, String word) {
    return turns.take(session.person(), () -> completions.of(before, word));
  }

  /** Whether the last shell was left; somebody who opened the lab is back there. */
  boolean isLeft() {
    boolean left = session.isLeft();
    if (left) {
      session.stay();
    }
    return left;
  }

  /** The person is gone: so are the windows, and what runs in them is told. */
  void leave() {
    turns.take(session.person(), () -> session.lab().leave(session.person()));
  }
}

package passerelle.cli.repl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import passerelle.cli.lab.Keyboard;
import passerelle.cli.real.RealLab;
import passerelle.cli.real.RealScreen;
import passerelle.cli.session.Hints;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Person;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Holder;

/** The REPL on a terminal: that of one person in company, who is there alone at first. */
public final class Console {
  private static final Pattern SPLIT = Pattern.compile("\\s*split(?:\\s+(-[hv]))?\\s*");
  private final Company company;
  private final Session session;
  private final Terminal terminal;
  private final LineInput lines;
  private final Tones tones;
  private final TerminalScreen screen;

  /** What others have done that this person has to know. */
  private final Queue<String> news = new ConcurrentLinkedQueue<>();

  private final Heard printed = new Heard();

  /** Keys for the next line that came before its prompt. */
  private String ahead = "";

  private volatile String line = "";
  private volatile boolean paused;
  private boolean inPane;
  private volatile boolean gone;

  /** Whether Ctrl-D or {@code exit} was just said, and is to be said again. */
  private boolean asked;

  private Optional<Presenter> presenter = Optional.empty();

  /**
   * One more person's REPL.
   *
   * @param colours whether they are wanted
   */
  public Console(Company company, Session session, Terminal terminal, boolean colours) {
    this(company, session, terminal, Tones.of(terminal, colours));
  }

  private Console(Company company, Session session, Terminal terminal, Tones tones) {
    this.company = company;
    this.session = session;
    this.terminal = terminal;
    this.tones = tones;
    lines = new LineInput(terminal, tones, session, company.turns(), company.history());
    Pager pager = new Pager(terminal, tones, () -> session.messages().get("repl.more"));
    screen = new TerminalScreen(terminal, tones, pager, printed);
  }

  /** A REPL on a terminal that is there already, of somebody who is alone. */
  static Console on(
      Terminal terminal,
      Tones tones,
      Session session,
      Optional<Path> history,
      OptionalDouble speed) {
    return new Console(new Company(session.commands(), history, speed), session, terminal, tones);
  }

  Person person() {
    return session.person();
  }

  String prompt() {
    return session.prompt();
  }

  /** What is played here at first, and when it is asked for. */
  public void present(Presenter what) {
    presenter = Optional.of(what);
    Presenter.WORDS.forEach(session::offer);
  }

  /** What the person has typed last. */
  String line() {
    return line;
  }

  /** Reads and does lines until the person leaves, after a welcome to whoever opens the lab. */
  public int run(Optional<String> first) {
    String version = session.lab().engine().profile().versions().engine();
    String welcome = session.lab() instanceof RealLab ? "repl.welcome.real" : "repl.welcome";
    return run(Optional.of(session.messages().get(welcome, version)), first);
  }

  /**
   * Reads and does lines until the person leaves.
   *
   * @param welcome said at first; empty for somebody who is welcome already
   * @param first done before the first prompt
   * @return the exit status of the last line
   */
  public int run(Optional<String> welcome, Optional<String> first) {
    listen();
    if (!company.add(this)) {
      Session.print(session.messages().get("join.full"), screen);
      return 1;
    }
    try {
      company.turn(this, () -> session.sitDown(Holder.LINES));
      welcome.ifPresent(text -> Session.print(text, screen));
      first.ifPresent(this::run);
      presenter.ifPresent(what -> what.play(podium()));
      if (presenter.filter(Presenter::isDone).isEmpty()) {
        work();
      }
    } finally {
      company.remove(this);
    }
    screen.finish(false);
    lines.save();
    return session.status();
  }

  private void work() {
    while (!isLeft() && !paused) {
      step();
    }
  }

  private void step() {
    tellNews();
    if (company.turn(this, session::isBusy)) {
      // In a lab that took the place of another, what ran here runs again.
      work(() -> session.watch(shown()));
      return;
    }
    finish();
    try {
      company.lookAhead(this);
      lines.detachAt(company.turn(this, session::detachKeys));
      String typed = lines.read(company.turn(this, this::shownPrompt));
      boolean again = asked;
      asked = false;
      run(typed);
      asked = again && session.isLeft();
    } catch (LineInput.Interrupted e) {
      // There is something to tell; the line goes on after it.
      asked = false;
    } catch (LineInput.Detached e) {
      work(() -> session.detach(shown()));
    } catch (UserInterruptException e) {
      // Ctrl-C at the prompt gives the line up, as in a shell, where that can be told it now.
      company.turnSoon(this, session::interruptLine);
    } catch (EndOfFileException e) {
      endOfInput();
    }
  }

  private void run(String typed) {
    line = typed;
    Matcher split = SPLIT.matcher(typed);
    if (split.matches()) {
      split(split.group(1) == null ? "-v" : split.group(1));
      return;
    }
    if (presenter.isPresent() && Presenter.WORDS.contains(typed.strip())) {
      presenter.get().play(podium());
      return;
    }
    Hints hints = company.turn(this, () -> new Hints(session, typed));
    printed.clear();
    Runnable keep = company.hear(this, typed);
    workUnlessInterrupted(() -> session.run(typed, shown()));
    keep.run();
    company
        .turn(this, () -> hints.after(session.status(), printed.toString()))
        .ifPresent(hint -> Session.print(hint, screen));
    terminal.flush();
  }

  private Podium podium() {
    return new Podium(this, terminal, tones, screen);
  }

  /** What was typed and read by nothing is void. */
  void dropKeys() {
    ahead = "";
  }

  <T> T turn(Supplier<T> question) {
    return company.turn(this, question);
  }

  /** This terminal is two for a while: this person's, and that of one more. */
  private void split(String direction) {
    if (!Split.fits(terminal) || inPane) {
      Session.print(session.messages().get("split.impossible"), screen);
      return;
    }
    try {
      new Split(this, pane -> in(pane, session), pane -> in(pane, company.another(pane)))
          .show(terminal, direction);
    } catch (IOException refused) {
      Session.print(session.messages().get("split.impossible"), screen);
    }
    listen();
  }

  private Console in(Terminal pane, Session whose) {
    Console console = new Console(company, whose, pane, tones.areShown());
    console.inPane = true;
    return console;
  }

  /** The second pane: reads and does lines until the person leaves. */
  void welcomeInPane() {
    run(Optional.of(session.messages().get("split.welcome")), Optional.empty());
  }

  /** Goes on with what another console of the same person did, until that is to go on again. */
  void takeOver(Console before) {
    company.replace(before, this);
    listen();
    work();
    screen.finish(true);
    lines.save();
  }

  /** The other one, which has taken over, has ended or paused. */
  void takeBack(Console from) {
    company.replace(from, this);
    gone |= from.gone;
    asked = from.asked;
  }

  /** Left, or hung up. */
  boolean isOver() {
    return gone || session.isLeft();
  }

  /** Stops at the next prompt. Any thread may call this. */
  void pause() {
    paused = true;
    lines.interrupt();
  }

  private void listen() {
    if (!Tones.isDumb(terminal)) {
      session.offer("split");
    }
    terminal.handle(Terminal.Signal.INT, signal -> lines.late().set(true));
    terminal.handle(Terminal.Signal.WINCH, signal -> resize());
    resize();
  }

  /** While something is done, keys are for it; those that it has not read begin the next line. */
  void work(Runnable deed) {
    lines.late().set(false);
    workUnlessInterrupted(deed);
  }

  private void workUnlessInterrupted(Runnable deed) {
    boolean real = session.lab() instanceof RealLab;
    Typing typing = new Typing(terminal, this::keyboard, real, lines.late());
    company.begin();
    try {
      screen.setRaw(real);
      company.turn(this, () -> begin(typing, deed));
    } finally {
      company.end();
      typing.close();
      screen.setRaw(false);
    }
    ahead += company.turn(this, () -> keyboard().unread()) + typing.held();
  }

  /**
   * As in a shell, Ctrl-C that comes before a line has begun gives it up. A terminal may have gone
   * while the turn was another's: its line is for nobody then.
   */
  private void begin(Typing typing, Runnable deed) {
    if (!typing.begin() | Thread.interrupted()) {
      Session.print("^C", screen);
      session.interruptLine();
    } else if (!gone) {
      session.lab().atPace(company.speed(), deed);
    }
  }

  private Keyboard keyboard() {
    return session.lab().keyboard(person());
  }

  /** Shows what is left to be shown; what was typed before the prompt begins the next line. */
  private void finish() {
    String typed = ahead + screen.finish(!ahead.isEmpty());
    ahead = "";
    if (!typed.isEmpty()) {
      lines.typeFirst(typed.replaceAll("\r?\n", "\r"));
    }
  }

  Sink shown() {
    return session.lab() instanceof RealLab ? new RealScreen(screen) : screen;
  }

  private void resize() {
    keyboard().resize(terminal.getSize().getColumns(), terminal.getSize().getRows());
  }

  /** Others have done something that this person has to know. Any thread may call this. */
  void tell(String text) {
    news.add(text);
    lines.interrupt();
  }

  /** The terminal is no more, or the lab: so is what runs there. Any thread may call this. */
  public void hangUp() {
    if (!gone) {
      gone = true;
      lines.interrupt();
      company.leave(this);
    }
  }

  /** It was hung up, and not left. */
  public boolean isGone() {
    return gone;
  }

  private void tellNews() {
    for (String text = news.poll(); text != null; text = news.poll()) {
      Session.print(text, screen);
      ahead += screen.finish(true);
    }
  }

  /** Whoever opened the lab is asked before it ends for others. */
  private boolean isLeft() {
    if (gone || !session.isLeft()) {
      return gone;
    }
    int others = company.others(this);
    if (!person().equals(Person.FIRST) || others == 0 || asked) {
      return true;
    }
    Session.print(session.messages().get("join.leave", others), screen);
    session.stay();
    asked = true;
    return false;
  }

  /**
   * Ctrl-D at a prompt leaves one level; the lab goes with the last, so that it is asked for twice
   * there.
   */
  private void endOfInput() {
    if (gone) {
      return;
    }
    if (!asked && company.others(this) == 0 && company.turn(this, this::loses)) {
      Session.print(session.messages().get("repl.leave"), screen);
      asked = !lines.isTypedAhead();
      return;
    }
    if (company.turn(this, session::isOutermost)) {
      Session.print("exit", screen);
    } else if (session.prompt().startsWith("lab>")) {
      Session.print("", screen);
    }
    work(() -> session.endOfInput(shown()));
  }

  /** Whether the lab would be lost, in which something was done. */
  private boolean loses() {
    return person().equals(Person.FIRST)
        && session.isOutermost()
        && !session.lab().history().isEmpty();
  }

  private String shownPrompt() {
    if (printed.endsAt(session.prompt())) {
      // A shell that was attached to has shown it itself.
      terminal.writer().write("\r");
    }
    return tones.prompt(session.here(), session.prompt());
  }
}

package passerelle.cli.repl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;
import passerelle.cli.real.RealLab;
import passerelle.cli.real.RealScreen;
import passerelle.cli.session.Here;
import passerelle.cli.session.Hints;
import passerelle.cli.session.Session;
import passerelle.files.StateFile;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Holder;

/** The REPL on a terminal. */
public final class Console {
  /** How much of what a line prints is looked at for a hint, in characters. */
  private static final int MOST_HEARD = 4096;

  /** The type of a terminal that can move its cursor to the next line and no further. */
  private static final String PLAIN = "dumb-terminal";

  private static final Size UNKNOWN_SIZE = Size.of(80, 24);

  private final Session session;
  private final Terminal terminal;
  private final LineReader reader;
  private final Tones tones;
  private final OptionalDouble speed;
  private final TerminalScreen screen;

  /** The end of what the present line has printed. */
  private final StringBuffer printed = new StringBuffer();

  /** Keys for the next line that came before its prompt. */
  private String ahead = "";

  private Console(
      Session session, Terminal terminal, LineReader reader, Tones tones, OptionalDouble speed) {
    this.session = session;
    this.terminal = terminal;
    this.reader = reader;
    this.tones = tones;
    this.speed = speed;
    Pager pager = new Pager(terminal, tones, () -> session.messages().get("repl.more"));
    screen = new TerminalScreen(terminal, tones, pager, this::hear);
  }

  /** Begins to open the terminal of this process, which takes as long as booting a lab. */
  public static Future<Terminal> openTerminal() {
    FutureTask<Terminal> opening = new FutureTask<>(Console::systemTerminal);
    Thread thread = new Thread(opening, "terminal");
    thread.setDaemon(true);
    thread.start();
    return opening;
  }

  private static Terminal systemTerminal() throws IOException {
    // What JLine itself calls dumb has neither modes nor signals; a dumb terminal has both.
    InfoCmp.setDefaultInfoCmp(
        PLAIN, PLAIN + "|a terminal that only prints,\n\tam, bel=^G, cr=\\r, cud1=\\n, ind=\\n,\n");
    String type = System.getenv("TERM");
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .type(type == null || type.startsWith("dumb") ? PLAIN : type)
            .encoding(StandardCharsets.UTF_8)
            .provider("exec")
            .graphemeCluster(false)
            .dumb(true)
            .build();
    if (terminal.getSize().getColumns() == 0) {
      terminal.setSize(UNKNOWN_SIZE);
    }
    return terminal;
  }

  /**
   * A REPL on the terminal of this process.
   *
   * @param opening from {@link #openTerminal}
   * @param environment where it is said whether colours are wanted
   * @param history where typed lines are kept; empty for nowhere
   * @param speed seconds of the lab a real second; empty for no waiting
   */
  public static Console on(
      Future<Terminal> opening,
      Map<String, String> environment,
      Session session,
      Optional<Path> history,
      OptionalDouble speed)
      throws IOException {
    try {
      Terminal terminal = opening.get();
      return on(terminal, Tones.of(terminal, environment), session, history, speed);
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("cannot use the terminal: " + e.getMessage(), e);
    }
  }

  /**
   * Does what the first prompt will need, where nobody sees it: for an archive of classes that
   * start faster.
   */
  public static void warmUp(Session session) throws IOException {
    ByteArrayInputStream typed = new ByteArrayInputStream(new byte[] {'\r', 4});
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type("xterm-256color")
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false)
            .streams(typed, new ByteArrayOutputStream())
            .build();
    terminal.setSize(UNKNOWN_SIZE);
    Tones tones = Tones.of(terminal, Map.of());
    Console console = on(terminal, tones, session, Optional.empty(), OptionalDouble.empty());
    try {
      console.reader.readLine(console.prompt());
    } catch (EndOfFileException | UserInterruptException end) {
      // Nothing more is typed.
      terminal.flush();
    } finally {
      terminal.close();
    }
  }

  /** A REPL on a terminal that is there already. */
  static Console on(
      Terminal terminal,
      Tones tones,
      Session session,
      Optional<Path> history,
      OptionalDouble speed) {
    Reader asked = new Reader(session, tones);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("passerelle")
            .parser(asked)
            .completer(asked)
            .highlighter(asked)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
            .variable(LineReader.HISTORY_SIZE, 2000)
            .variable(LineReader.BELL_STYLE, "none")
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.HISTORY_TIMESTAMPED, false)
            .option(Option.INSERT_TAB, false)
            .option(Option.KITTY_KEYBOARD, false)
            .option(Option.BRACKETED_PASTE, !Tones.isDumb(terminal))
            .option(Option.ERASE_LINE_ON_FINISH, false);
    // In a home that cannot be written to, lines are remembered until the end of this run.
    history
        .filter(file -> new StateFile(file).isUsable())
        .ifPresent(f -> builder.variable(LineReader.HISTORY_FILE, f));
    return new Console(session, terminal, builder.build(), tones, speed);
  }

  /**
   * Reads and does lines until the person leaves.
   *
   * @param first done before the first prompt
   * @return the exit status of the last line
   */
  public int run(Optional<String> first) {
    terminal.handle(Terminal.Signal.INT, signal -> interrupt());
    terminal.handle(Terminal.Signal.WINCH, signal -> resize());
    session.lab().windows().ifPresent(windows -> windows.setHolder(Holder.LINES));
    String version = session.lab().engine().profile().versions().engine();
    String welcome = session.lab() instanceof RealLab ? "repl.welcome.real" : "repl.welcome";
    Session.print(session.messages().get(welcome, version), screen);
    first.ifPresent(this::run);
    boolean asked = false;
    while (!session.isLeft()) {
      finish();
      try {
        String line = reader.readLine(prompt());
        asked = false;
        run(line);
      } catch (UserInterruptException e) {
        // Ctrl-C at the prompt gives the line up, as in a shell.
        session.interruptLine();
      } catch (EndOfFileException e) {
        asked = endOfInput(asked);
      }
    }
    screen.finish(false);
    saveHistory();
    return session.status();
  }

  private void run(String line) {
    Hints hints = new Hints(session, line);
    printed.setLength(0);
    type(() -> session.lab().atPace(speed, () -> session.run(line, shown())));
    hints
        .after(session.status(), printed.toString())
        .ifPresent(hint -> Session.print(hint, screen));
    terminal.flush();
  }

  /** While something is done, keys are for it; those that it has not read begin the next line. */
  private void type(Runnable deed) {
    Typing typing = new Typing(terminal, session.lab());
    try {
      screen.setRaw(session.lab() instanceof RealLab);
      deed.run();
    } finally {
      typing.close();
      screen.setRaw(false);
    }
    ahead += session.lab().keyboard().unread() + typing.held();
  }

  /** Shows what is left to be shown; what was typed before the prompt begins the next line. */
  private void finish() {
    String typed = ahead + screen.finish(!ahead.isEmpty());
    ahead = "";
    if (!typed.isEmpty()) {
      reader.runMacro(typed.replaceAll("\r?\n", "\r"));
    }
  }

  private Sink shown() {
    return session.lab() instanceof RealLab ? new RealScreen(screen) : screen;
  }

  private void interrupt() {
    session.lab().interrupt();
  }

  private void resize() {
    session.lab().keyboard().resize(terminal.getSize().getColumns(), terminal.getSize().getRows());
  }

  /**
   * Ctrl-D at a prompt leaves one level; the lab goes with the last, so that it is asked for twice
   * there.
   *
   * @param again whether it was pressed just before, too
   * @return whether it has to be pressed again
   */
  private boolean endOfInput(boolean again) {
    if (!again && session.isOutermost() && !session.lab().history().isEmpty()) {
      Session.print(session.messages().get("repl.leave"), screen);
      return true;
    }
    boolean told = session.window().isPresent() && !session.isOutermost();
    if (!told) {
      Session.print(session.prompt().startsWith("lab>") ? "" : "exit", screen);
    }
    type(() -> session.endOfInput(shown()));
    return false;
  }

  private void hear(String text) {
    printed.append(text);
    printed.delete(0, Math.max(0, printed.length() - MOST_HEARD));
  }

  private String prompt() {
    AttributedStyle style =
        session.here() instanceof Here.Machine
            ? AttributedStyle.BOLD.foreground(AttributedStyle.GREEN)
            : session.here() instanceof Here.Inside
                ? AttributedStyle.BOLD.foreground(AttributedStyle.CYAN)
                : AttributedStyle.BOLD.foreground(AttributedStyle.MAGENTA);
    String prompt = session.prompt();
    return tones.ansi(
        new AttributedStringBuilder()
            .styled(tones.of(style), prompt.stripTrailing())
            .append(" ")
            .toAttributedString());
  }

  private void saveHistory() {
    try {
      reader.getHistory().save();
    } catch (IOException e) {
      // The lines of this run are lost for the next one; nothing else is.
      terminal.flush();
    }
  }
}

package passerelle.real.space;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.kernel.KernelException;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Libc;

/**
 * A shell that lives as long as a person sits at a machine: directory, variables, functions, jobs
 * and {@code $?} last from one command line to the next. It has a terminal and shows no prompt. In
 * a machine of the lab and in a container of Debian's tools it is bash, otherwise BusyBox ash.
 */
public final class MachineShell implements AutoCloseable {
  private static final long FOREVER = Long.MAX_VALUE / 4;

  /** Nanoseconds until it is looked whether something reads. */
  private static final long MOMENT = 50_000_000L;

  private static final byte END_OF_FILE = 4;

  /** No echo has this character in it. */
  private static final char EDGE = 0x1e;

  private final RealClock clock;
  private final Settings settings;
  private final ShellWords words;
  private final Pty terminal;
  private final byte[] modes;
  private final ProcessInput keyboard;
  private final RealProcess process;
  private final MarkedOutput marked = new MarkedOutput();
  private Consumer<byte[]> screen = nothing -> {};
  private String mark = "";
  private int lines;
  private int status;

  /** What it has told of its jobs and nobody has seen. */
  private byte[] owed = new byte[0];

  private volatile boolean exits;

  /** Whoever waited for the line that runs does not any more. */
  private boolean left;

  private final EarlyKeys early;

  /** How often somebody has waited. */
  private int waits;

  private final ShellsWithin within = new ShellsWithin();

  /**
   * How a shell is used. The screen gets plain lines but where a person sees them at a terminal
   * that is not dumb: iproute2 colours what it prints on any.
   *
   * @param columns of its terminal
   * @param quietJobs lines that end with {@code &} print nothing, and neither do their jobs
   * @param start how it begins
   */
  public record Settings(int columns, Typist typist, boolean quietJobs, ShellStart start) {
    private boolean interactive() {
      return typist != Typist.NOBODY;
    }

    private Consumer<byte[]> screen(Consumer<byte[]> output) {
      boolean dumb = "dumb".equals(start.environment().get("TERM"));
      return typist == Typist.PERSON && !dumb ? output : new PlainBytes(output);
    }
  }

  /** A shell in a space; ENOENT when the space has none. */
  public static MachineShell open(RealSpaces spaces, String space, Settings settings)
      throws KernelException {
    return new MachineShell(spaces, spaces.space(space), settings);
  }

  private MachineShell(RealSpaces spaces, RealSpace space, Settings settings)
      throws KernelException {
    clock = spaces.clock();
    this.settings = settings;
    ShellStart start = settings.start();
    words = start.words(space.space(), settings.typist());
    String name = start.program(space.space());
    RootFiles files = space.files();
    String program = ProgramSearch.find(files, words.file(name), start.environment());
    space.write(
        Layers.DIRECTORY + "/place", start.place() + "\n" + space.netns().identity() + "\n", false);
    terminal = Pty.open(files, settings.columns());
    modes = terminal.modes();
    keyboard = new ProcessInput(spaces.reactor(), terminal.master(), true);
    early = new EarlyKeys(keyboard);
    Descriptors.PipeEnds commands = Descriptors.pipe();
    Descriptors.nonBlocking(commands.writing());
    process =
        space.start(
            program,
            List.of(words.arguments(name)),
            start.variables(settings.typist()),
            new Channel(
                terminal.master(),
                OptionalInt.empty(),
                commands.writing(),
                descriptors(commands),
                List.of(commands.reading())),
            this::print,
            errors -> {},
            space.space().capabilities());
    process.input(words.begin(start));
  }

  /** Its own output goes nowhere: what a line prints is led to the terminal, for the line alone. */
  private List<Stdio> descriptors(Descriptors.PipeEnds commands) {
    Stdio lines = new Stdio.Inherited(commands.reading());
    Stdio slave = new Stdio.Opened(terminal.slave(), Libc.O_RDWR);
    return List.of(
        settings.interactive() ? lines : Stdio.nothing(),
        Stdio.nothing(),
        Stdio.nothing(),
        lines,
        slave,
        settings.interactive() ? slave : Stdio.nothing());
  }

  private void print(byte[] bytes) {
    marked.accept(bytes, rest -> within.accept(rest, screen));
    if (!isReading()) {
      early.release();
    }
  }

  /** Whether the shell still reads the line that it is to run: Ctrl-C would have it read on. */
  private boolean isReading() {
    return isBusy() && words.marksBeginnings() && !marked.hasBegun();
  }

  /**
   * Runs a command line, or several, and waits for its end. What background jobs print later goes
   * to the same screen until the next line.
   *
   * @param line what a person typed
   * @param output called holding the lab's clock; with no bytes at the end
   * @return the exit status; once {@link #isEnded}, that of the shell
   */
  public int run(String line, Consumer<byte[]> output) {
    String end = line.stripTrailing();
    exits = end.matches("\\s*(exit|logout)(\\s+\\d+)?");
    boolean job = end.endsWith("&") && !end.endsWith("&&");
    status = run(line, !(job && settings.quietJobs()), output);
    return status;
  }

  /**
   * Runs a command of the lab's own, which changes nothing, between the lines of a person.
   *
   * @param command prints {@link #EDGE} before its answer and behind it; before the first the
   *     terminal may echo what is typed, and behind the last the shell tells of its jobs, which is
   *     shown with the next line
   * @return the answer, each octet a character; empty where there is none
   */
  public String ask(String command) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    status = run(command, true, all::writeBytes);
    String said = all.toString(StandardCharsets.ISO_8859_1);
    int from = said.indexOf(EDGE);
    int to = said.lastIndexOf(EDGE);
    if (to == from) {
      return "";
    }
    owed = said.substring(to + 1).getBytes(StandardCharsets.ISO_8859_1);
    return said.substring(from + 1, to);
  }

  private int run(String line, boolean shown, Consumer<byte[]> output) {
    Consumer<byte[]> shows = settings.screen(isAnswered() ? within.shownOn(output) : output);
    if (isAnswered() && isBusy()) {
      within.answer(line);
      byte[] typed = (line + "\n").getBytes(StandardCharsets.UTF_8);
      return end(await(shows, () -> keyboard.write(typed)), shows);
    }
    int checked = words.check(line, nextMark()).map(text -> exchange(text, shows)).orElse(0);
    int told = checked == 0 ? exchange(words.run(line, status, shown, nextMark()), shows) : checked;
    return end(told, shows);
  }

  private int end(int told, Consumer<byte[]> shows) {
    if (left || !isBusy()) {
      clock.run(
          () -> {
            if (owed.length > 0) {
              shows.accept(owed);
              owed = new byte[0];
            }
            shows.accept(new byte[0]);
          });
    }
    return told;
  }

  private boolean isAnswered() {
    return settings.typist() == Typist.LINES;
  }

  private String nextMark() {
    mark = "passerelle" + Long.toHexString(clock.now()) + "x" + ++lines;
    return mark;
  }

  /** Has the shell read something, and waits for the mark in its output. */
  private int exchange(String text, Consumer<byte[]> shows) {
    return await(
        shows,
        () -> {
          marked.expect(ShellWords.beforeStatus(mark));
          process.input(text);
        });
  }

  /** Begins a line and waits for its end, or for a shell that it leads to and that asks. */
  private int await(Consumer<byte[]> shows, Runnable beginning) {
    clock.run(
        () -> {
          screen = shows;
          left = false;
          waits++;
          within.begin();
          beginning.run();
          attend(waits);
        });
    clock.advanceUntil(() -> !isBusy() || left || within.isAsked(), FOREVER);
    return clock.get(
        () -> {
          if (isBusy()) {
            screen = nothing -> {};
            return within.status();
          }
          if (!isEnded()) {
            terminal.setModes(modes);
          }
          return marked.status().orElseGet(() -> process.exitStatus().orElse(0));
        });
  }

  /** Sees who waits for what nobody types. */
  private void attend(int wait) {
    if (isAnswered()) {
      clock.after(MOMENT, () -> look(wait));
    }
  }

  private void look(int wait) {
    if (wait != waits || !isBusy() || left) {
      return;
    }
    KeyReader reader = terminal.reader();
    within.look(reader);
    if (reader == KeyReader.PROGRAM) {
      keyboard.write(new byte[] {END_OF_FILE});
    }
    attend(wait);
  }

  /** The network namespace of a shell within that has the next line, as /proc names it. */
  public Optional<String> askedIn() {
    return clock.get(
        () -> {
          OptionalInt job = isBusy() ? terminal.foreground() : OptionalInt.empty();
          return job.isPresent() ? ProcFiles.netns(job.getAsInt()) : Optional.empty();
        });
  }

  /** Whether a line runs. */
  public boolean isBusy() {
    return lines > 0 && marked.status().isEmpty() && !isEnded();
  }

  /** Whoever waits for the line that runs does not any more, and does not see what it prints. */
  public void leave() {
    clock.run(() -> left = true);
  }

  /** Whether {@link #leave} has ended the last wait. */
  public boolean isLeft() {
    return clock.get(() -> left && isBusy());
  }

  /**
   * Shows what the line that runs prints from now on, and waits for its end.
   *
   * @param output as in {@link #run}
   * @return the exit status
   */
  public int resume(Consumer<byte[]> output) {
    Consumer<byte[]> shows = settings.screen(output);
    status = end(await(shows, () -> {}), shows);
    return status;
  }

  /** What {@code $?} is in the next line: that of what took the shell's place meanwhile. */
  public void setStatus(int told) {
    status = told;
  }

  /** What somebody has set as its prompt, as it is shown; empty where nobody has. */
  public Optional<String> prompt() {
    return Optional.of(clock.get(marked::prompt)).filter(text -> !text.isEmpty());
  }

  /** Whether {@code exit} or a signal has ended it. */
  public boolean isEnded() {
    return process.exitStatus().isPresent();
  }

  /**
   * Whether its last line was {@code exit} and no more: what a person has typed since then, nobody
   * has read, and its terminal is gone.
   */
  public boolean isExited() {
    return isEnded() && exits;
  }

  /** Ends a background job as Ctrl-C does, and waits for its end; whether there was such a job. */
  public boolean endJob(int number) {
    return run(ShellWords.endJob(number), false, nothing -> {}) == 0;
  }

  /** Ctrl-C: SIGINT for the job in the foreground. */
  public void interrupt() {
    whileItLives(
        () -> {
          if (isReading()) {
            early.interrupt();
          } else {
            terminal.signal(Signals.INT);
          }
        });
  }

  /**
   * Nobody reads what the job in the foreground prints: SIGPIPE, as of a write to a closed pipe.
   */
  public void breakPipe() {
    whileItLives(() -> terminal.foreground().ifPresent(g -> Signals.send(-g, Signals.PIPE)));
  }

  /** What a person types while a command runs. */
  public void type(byte[] keys) {
    whileItLives(
        () -> {
          if (isReading()) {
            early.keep(keys);
          } else {
            keyboard.write(keys);
          }
        });
  }

  /** The terminal's window has another size. */
  public void resize(int columns, int rows) {
    whileItLives(() -> terminal.resize(columns, rows));
  }

  /** The terminal's descriptor is closed, holding the clock, when the shell has ended. */
  private void whileItLives(Runnable task) {
    clock.run(
        () -> {
          if (!isEnded()) {
            task.run();
          }
        });
  }

  /** Whether a process is of the session that the shell leads. */
  public boolean isHomeOf(int pid) {
    return session().contains(pid);
  }

  /** The terminal is no more. */
  public void hangUp() {
    whileItLives(() -> session().hangUp(clock));
  }

  /** Ends the shell and its jobs. */
  @Override
  public void close() {
    whileItLives(() -> session().kill());
  }

  private TerminalSession session() {
    return new TerminalSession(process.pid());
  }
}

package passerelle.cli.terminal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Seat;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Answer;
import passerelle.sim.tty.Prompt;
import passerelle.sim.tty.Tty;

/**
 * One person's terminal on a simulated lab, with the program that was begun there. It asks, when a
 * shell waits for a line, or something runs.
 *
 * <p>What a person does may come from any thread; it is done between two steps of the lab. All else
 * is for the thread that moves the lab on.
 */
public final class Window {
  /** So often a program is asked to end. */
  private static final int PATIENT = 3;

  private static final byte[] CTRL_C = {3};
  private static final byte[] CTRL_BACKSLASH = {28};

  private final int number;
  private final String place;
  private final long opened;
  private final Windows windows;
  private final Desk desk;
  private final Tty tty;

  /** What was done here that the lab has not heard yet. */
  private final AtomicInteger pending = new AtomicInteger();

  private Consumer<byte[]> screen = bytes -> {};
  private Optional<Process> process = Optional.empty();

  Window(int number, String place, Windows windows, Desk desk, int columns, int rows) {
    this.number = number;
    this.place = place;
    opened = windows.scheduler().loop().now();
    this.windows = windows;
    this.desk = desk;
    tty = new Tty(columns, rows, bytes -> screen.accept(bytes));
    tty.setHolder(desk.holder());
  }

  /** Which of the lab's windows it is, from 0. */
  public int number() {
    return number;
  }

  /** Whose it is. */
  public Person person() {
    return desk.person();
  }

  /** Where it was opened: a machine or a container. */
  public String place() {
    return place;
  }

  /** When it was opened, in nanoseconds since boot. */
  public long opened() {
    return opened;
  }

  Tty tty() {
    return tty;
  }

  void begin(Process outermost) {
    process = Optional.of(outermost);
    outermost.start();
  }

  /** Shows from now on there what is printed. */
  public void show(Consumer<byte[]> newScreen) {
    screen = newScreen;
  }

  /** The same while somebody reads it; who writes when nobody does is told so (EPIPE). */
  public void showWhileRead(Predicate<byte[]> newScreen) {
    show(
        bytes -> {
          if (!newScreen.test(bytes)) {
            tty.setUnread();
          }
        });
  }

  /** Keys are typed. */
  public void type(byte[] keys) {
    post(new Input.Keys(keys));
  }

  /** The same. */
  public void type(Keystroke keys) {
    type(keys.text().getBytes(StandardCharsets.UTF_8));
  }

  /** A line was typed into a line editor, which has shown it. */
  public void line(String text) {
    post(new Input.Reply(new Answer.Line(text)));
  }

  /** Ctrl-D was typed into an empty line editor. */
  public void endOfInput() {
    post(new Input.Reply(new Answer.EndOfInput()));
  }

  /** Ctrl-C was typed into a line editor. */
  public void interruptLine() {
    post(new Input.Reply(new Answer.Interrupt()));
  }

  /** The window has another size. */
  public void resize(int columns, int rows) {
    post(new Input.Size(columns, rows));
  }

  /** The window is closed. */
  public void hangUp() {
    post(new Input.HangUp());
  }

  private void post(Input input) {
    pending.incrementAndGet();
    scheduler()
        .post(
            () -> {
              pending.decrementAndGet();
              windows.give(this, input);
            });
  }

  private Scheduler scheduler() {
    return windows.scheduler();
  }

  /** What the shell asks that a line would reach; empty while something else runs. */
  public Optional<Prompt> prompt() {
    return tty.focus().editing();
  }

  /** The program that was begun here has ended. */
  public boolean isEnded() {
    return process.filter(Process::isRunning).isEmpty();
  }

  /** The keys that leave a container's terminal for this one, which shows it; empty elsewhere. */
  public Optional<String> detachKeys() {
    return tty.detachKeys();
  }

  /** Nothing runs here that somebody would wait for, nor is about to. */
  public boolean isAtRest() {
    return isEnded() || prompt().isPresent() && pending.get() == 0;
  }

  /** The exit status of the last command of the shell that asks, or of all that was begun here. */
  public int status() {
    return prompt().map(Prompt::status).orElseGet(() -> process.map(Process::status).orElse(0));
  }

  /** Whether the shell that asks is the one that was begun here. */
  public boolean isOutermost() {
    return prompt().map(Prompt::shell).equals(process);
  }

  /** Keys that were typed and no program has read: a line editor's next line begins so. */
  public byte[] takeTypeAhead() {
    byte[] ahead = tty.focus().takeTypeAhead();
    windows.forget(this, ahead);
    return ahead;
  }

  /** Moves the lab on until nothing runs here any more, or nobody sits here. */
  public void await() {
    desk.attend(this, true);
    try {
      await(this::isAtRest);
    } finally {
      desk.attend(this, false);
    }
  }

  /** Moves the lab on while somebody waits here, in turns with others who wait. */
  void await(BooleanSupplier wanted) {
    BooleanSupplier done = () -> wanted.getAsBoolean() || windows.isClosed() || desk.isLeft();
    if (process.isPresent()) {
      scheduler()
          .waitAt(new Waiting(process.get()), () -> windows.turns().await(done, this::moveOn));
    }
  }

  /** What was done here is heard before others have the turn: it comes first. */
  private boolean moveOn(BooleanSupplier until) {
    return scheduler().runUntil(() -> pending.get() == 0 && until.getAsBoolean());
  }

  /** Whoever waits for what runs in this window. */
  private final class Waiting implements Seat {
    private final Process outermost;

    private Waiting(Process outermost) {
      this.outermost = outermost;
    }

    @Override
    public Process process() {
      return outermost;
    }

    /** Who presses it in vain is told what else there is. */
    @Override
    public void interrupt(int count) {
      windows.give(Window.this, new Input.Keys(CTRL_C));
      if (count > PATIENT && !isAtRest()) {
        scheduler().notices().tell(outermost, "deaf");
      }
    }

    /** Where Ctrl-C does nothing, Ctrl-\ may; what is deaf to both is killed in the end. */
    @Override
    public void giveUp(int attempt) {
      if (attempt <= PATIENT) {
        windows.give(Window.this, new Input.Keys(CTRL_C));
      } else if (attempt == PATIENT + 1) {
        windows.give(Window.this, new Input.Keys(CTRL_BACKSLASH));
      } else {
        kill(tty.focus());
        kill(tty);
      }
    }

    private void kill(Tty terminal) {
      terminal
          .foreground()
          .filter(group -> group != outermost.group())
          .ifPresent(group -> group.signal(Signal.KILL));
    }

    @Override
    public List<ProcessGroup> groups() {
      return Stream.of(tty, tty.focus()).flatMap(each -> each.foreground().stream()).toList();
    }
  }
}

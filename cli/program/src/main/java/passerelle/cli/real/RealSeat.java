package passerelle.cli.real;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Keyboard;
import passerelle.cli.terminal.Person;
import passerelle.engine.cli.DetachKeys;
import passerelle.engine.cli.Detachment;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.real.clock.RealClock;
import passerelle.real.space.MachineShell;
import passerelle.sim.process.Sink;

/** What one person has of a lab on the real kernel: shells of that person's own, and a keyboard. */
final class RealSeat implements Keyboard {
  static final byte CTRL_C = 3;

  /** 128 and the number of SIGINT. */
  static final int BY_SIGINT = 130;

  /** 128 and the number of SIGPIPE. */
  private static final int BY_SIGPIPE = 141;

  private final Person person;
  private final RealClock clock;
  private final RealShells shells;
  private volatile Optional<ScreenIo> foreground = Optional.empty();
  private volatile Optional<Leaving> leaving = Optional.empty();

  /** What is typed may leave what runs. */
  private record Leaving(DetachKeys keys, Runnable deed) {}

  RealSeat(Person person, RealClock clock, RealShells shells) {
    this.person = person;
    this.clock = clock;
    this.shells = shells;
  }

  Person person() {
    return person;
  }

  RealShells shells() {
    return shells;
  }

  /** Runs a docker command line without a shell. */
  int docker(Engine engine, List<String> argv, Sink screen) {
    ScreenIo io = new ScreenIo(screen);
    foreground = Optional.of(io);
    try {
      int status = clock.get(() -> new DockerCommand(engine).run(argv, io));
      return io.isBroken() ? BY_SIGPIPE : status;
    } finally {
      foreground = Optional.empty();
    }
  }

  /** Nobody reads what is printed any more. */
  void breakPipe() {
    clock.run(() -> foreground.ifPresent(ScreenIo::breakPipe));
    shells.current().ifPresent(MachineShell::breakPipe);
  }

  /** The person's terminal is no more. */
  void leave() {
    interruptDocker();
    shells.hangUp();
  }

  /** Keys that are typed from now on may mean that somebody leaves. */
  void listenFor(Detachment detachment, Runnable deed) {
    leaving = Optional.of(new Leaving(detachment.listener(), deed));
  }

  /** They are for what runs, whatever they are. */
  void listenForNothing() {
    leaving = Optional.empty();
  }

  private void interruptDocker() {
    clock.run(() -> foreground.ifPresent(ScreenIo::interrupt));
  }

  @Override
  public void interrupt() {
    interruptDocker();
    shells.current().ifPresent(shell -> shell.interrupt());
  }

  /** Ctrl-C interrupts a docker command, too, that no shell runs. */
  @Override
  public void type(byte[] keys) {
    if (new String(keys, StandardCharsets.ISO_8859_1).indexOf(CTRL_C) >= 0) {
      interruptDocker();
    }
    Optional<Leaving> listening = leaving;
    if (listening.isEmpty()) {
      shells.type(keys);
      return;
    }
    DetachKeys wanted = listening.get().keys();
    String passed = wanted.pass(new String(keys, StandardCharsets.ISO_8859_1));
    if (!passed.isEmpty()) {
      shells.type(passed.getBytes(StandardCharsets.ISO_8859_1));
    }
    if (wanted.isComplete()) {
      listenForNothing();
      listening.get().deed().run();
    }
  }

  @Override
  public void giveUpLine() {
    shells.current().ifPresent(shell -> shell.setStatus(BY_SIGINT));
  }

  /** Until the first shell is there, nobody could hear. */
  @Override
  public boolean isListening() {
    return shells.current().isPresent();
  }

  @Override
  public String unread() {
    return shells.unread();
  }

  @Override
  public void resize(int columns, int rows) {
    shells.resize(columns, rows);
  }
}

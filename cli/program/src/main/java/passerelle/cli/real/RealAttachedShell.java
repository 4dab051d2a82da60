package passerelle.cli.real;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.terminal.Person;
import passerelle.engine.Container;
import passerelle.engine.cli.Detachment;
import passerelle.kernel.KernelProcess;
import passerelle.real.space.KeyReader;
import passerelle.real.space.MachineShell;
import passerelle.sim.process.Sink;

/** An attached shell of a real container. */
final class RealAttachedShell implements AttachedShell {
  private final Container container;
  private final KernelProcess process;
  private final RealSeat seat;
  private final Detachment detachment;
  private final MachineShell shell;

  /** Where docker was typed. */
  private final Optional<MachineShell> opener;

  private volatile boolean left;

  /**
   * The same shell again where the person has left that process before, else another one.
   *
   * @param before those that the person has had
   */
  RealAttachedShell(
      Container container,
      KernelProcess process,
      RealSeat seat,
      Detachment detachment,
      List<RealAttachedShell> before) {
    this.container = container;
    this.process = process;
    this.seat = seat;
    this.detachment = detachment;
    opener = seat.shells().current();
    shell =
        before.stream()
            .filter(s -> s.process.pid() == process.pid() && s.seat == seat && !s.isEnded())
            .map(s -> s.shell)
            .findFirst()
            .orElseGet(() -> seat.shells().another(container, process));
  }

  @Override
  public Person person() {
    return seat.person();
  }

  /** Whether a process is a shell that reads what is typed. */
  static boolean isShell(KernelProcess process) {
    return KeyReader.isShell(ProcessGlance.commandLine(process));
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public Detachment detachment() {
    return detachment;
  }

  @Override
  public int leave(Sink screen) {
    left = true;
    opener.ifPresent(from -> from.setStatus(detachment.status()));
    screen.write(detachment.message().getBytes(StandardCharsets.UTF_8));
    return detachment.status();
  }

  @Override
  public boolean isLeft() {
    return left;
  }

  @Override
  public void enter() {
    left = false;
  }

  @Override
  public boolean isBusy() {
    return shell.isBusy();
  }

  @Override
  public boolean isEnded() {
    return shell.isEnded() || process.exitStatus().isPresent();
  }

  @Override
  public Optional<String> prompt() {
    return shell.prompt();
  }

  @Override
  public int run(String line, Sink screen) {
    return attend(screen, () -> shell.run(line, RealScreen.of(screen)));
  }

  @Override
  public int watch(Sink screen) {
    return attend(screen, () -> shell.resume(RealScreen.of(screen)));
  }

  private int listening(IntSupplier wait) {
    seat.listenFor(detachment, shell::leave);
    try {
      return wait.getAsInt();
    } finally {
      seat.listenForNothing();
    }
  }

  private int attend(Sink screen, IntSupplier wait) {
    seat.shells().goTo(shell);
    int status = listening(wait);
    if (shell.isLeft()) {
      return leave(screen);
    }
    if (shell.isEnded()) {
      opener.ifPresent(from -> from.setStatus(status));
      process.input("exit " + status + "\n");
      process.endInput();
    }
    return status;
  }
}

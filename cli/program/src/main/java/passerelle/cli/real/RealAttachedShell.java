package passerelle.cli.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.terminal.Person;
import passerelle.engine.Container;
import passerelle.kernel.KernelProcess;
import passerelle.real.space.MachineShell;
import passerelle.sim.process.Sink;

/** An attached shell of a real container. */
final class RealAttachedShell implements AttachedShell {
  /**
   * How often, a millisecond apart, a process that a loaded machine keeps from its execve(2) is
   * looked at.
   */
  private static final int PATIENCE = 5000;

  private final Container container;
  private final KernelProcess process;
  private final RealSeat seat;
  private final String detachKeys;
  private final MachineShell shell;

  RealAttachedShell(Container container, KernelProcess process, RealSeat seat, String detachKeys) {
    this.container = container;
    this.process = process;
    this.seat = seat;
    this.detachKeys = detachKeys;
    shell = seat.shells().another(container);
  }

  @Override
  public Person person() {
    return seat.person();
  }

  /** Whether a process is a shell that reads what is typed. */
  static boolean isShell(KernelProcess process) {
    try {
      String[] argv = commandLine(process).split("\0");
      boolean plain = argv.length == 1 || argv.length == 2 && argv[1].matches("-[il]+|--login");
      return plain && argv[0].matches("-?(.*/)?(sh|ash|bash|dash)");
    } catch (IOException ended) {
      return false;
    }
  }

  /**
   * Until it has become its program, a process shows the command line of its parent, and none for a
   * moment within execve(2), between the new address space and its arguments (fs/binfmt_elf.c).
   */
  private static String commandLine(KernelProcess process) throws IOException {
    String own = Files.readString(Path.of("/proc/self/cmdline"));
    Path file = Path.of("/proc/" + process.pid() + "/cmdline");
    String line = Files.readString(file);
    for (int looked = 0; isEarly(line, own, process) && looked < PATIENCE; looked++) {
      LockSupport.parkNanos(1_000_000);
      line = Files.readString(file);
    }
    return line;
  }

  private static boolean isEarly(String line, String own, KernelProcess process) {
    return line.equals(own) || line.isEmpty() && process.exitStatus().isEmpty();
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public String detachKeys() {
    return detachKeys;
  }

  @Override
  public boolean isEnded() {
    return shell.isEnded() || process.exitStatus().isPresent();
  }

  @Override
  public int run(String line, Sink screen) {
    seat.shells().goTo(shell);
    int status = shell.run(line, RealScreen.of(screen));
    if (shell.isEnded()) {
      process.input("exit " + status + "\n");
      process.endInput();
    }
    return status;
  }
}

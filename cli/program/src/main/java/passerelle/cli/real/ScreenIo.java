package passerelle.cli.real;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import passerelle.engine.cli.DockerIo;
import passerelle.sim.process.Sink;

/** A docker command that is run without a shell, and prints to a screen that is no terminal. */
final class ScreenIo implements DockerIo {
  private final Sink screen;
  private int interrupts;
  private int taken;
  private boolean broken;

  ScreenIo(Sink screen) {
    this.screen = screen;
  }

  /** Ctrl-C, holding the lab's clock. */
  void interrupt() {
    interrupts++;
  }

  /** Nobody reads what it prints, holding the lab's clock. */
  void breakPipe() {
    broken = true;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public void out(String text) {
    screen.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void err(String text) {
    out(text);
  }

  @Override
  public int columns() {
    return 0;
  }

  @Override
  public boolean hasSignal() {
    return taken < interrupts;
  }

  @Override
  public Optional<String> nextSignal() {
    if (!hasSignal()) {
      return Optional.empty();
    }
    taken++;
    return Optional.of("INT");
  }

  @Override
  public boolean interrupted() {
    return interrupts > 0;
  }
}

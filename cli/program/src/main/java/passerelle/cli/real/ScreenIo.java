package passerelle.cli.real;

import java.nio.charset.StandardCharsets;
import passerelle.engine.cli.DockerIo;
import passerelle.sim.process.Sink;

/** A docker command that is run without a shell, and prints to a screen that is no terminal. */
final class ScreenIo implements DockerIo {
  private final Sink screen;
  private volatile boolean interrupted;

  ScreenIo(Sink screen) {
    this.screen = screen;
  }

  void interrupt() {
    interrupted = true;
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
  public boolean interrupted() {
    return interrupted;
  }
}

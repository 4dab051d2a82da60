package passerelle.sim;

import java.time.Instant;
import passerelle.lab.LabDate;
import passerelle.sim.process.Process;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.app.Host;

/** A process as the host of a service. */
final class ServiceHost implements Host {
  private static final int FIRST_FREE_DESCRIPTOR = 3;
  private final Process process;

  ServiceHost(Process process) {
    this.process = process;
  }

  @Override
  public Owner owner() {
    return new Owner(process.name(), process.hostPid(), FIRST_FREE_DESCRIPTOR);
  }

  @Override
  public Runnable guard(Runnable action) {
    return process.guard(action);
  }

  @Override
  public void closeAtExit(Runnable closer) {
    process.closeAtExit(closer);
  }

  @Override
  public void print(String text) {
    process.stderr().print(text);
  }

  @Override
  public void exit(int status) {
    process.exit(status);
  }

  @Override
  public Instant date() {
    return LabDate.at(process.now());
  }
}

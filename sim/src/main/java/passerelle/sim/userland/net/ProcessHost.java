package passerelle.sim.userland.net;

import java.time.Instant;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.kernel.ServiceSpec;
import passerelle.lab.LabDate;
import passerelle.sim.process.Process;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.app.EmbeddedDns;
import passerelle.sim.socket.app.Host;
import passerelle.sim.socket.app.Services;

/** Lets the applications of {@code sim.socket.app} run in a process. */
public final class ProcessHost implements Host {
  private final Process process;
  private final String name;

  /**
   * For a process.
   *
   * @param name what {@code ss -p} calls it
   */
  public ProcessHost(Process process, String name) {
    this.process = process;
    this.name = name;
  }

  /**
   * Starts a service in a process's namespace.
   *
   * @throws KernelException as {@link Services#start}
   */
  public static void start(Process process, ServiceSpec spec) throws KernelException {
    Services.start(process.netns().sockets(), spec, new ProcessHost(process, spec.process()));
  }

  /**
   * Starts the embedded DNS server in a process's namespace.
   *
   * @param hostSockets the sockets of the host's namespace
   * @throws KernelException EADDRINUSE
   */
  public static void startNames(
      Process process, SocketTable hostSockets, int port, NameService names)
      throws KernelException {
    EmbeddedDns.start(
        process.netns().sockets(),
        hostSockets,
        port,
        names,
        new ProcessHost(process, process.name()));
  }

  @Override
  public Owner owner() {
    return new Owner(name, process.hostPid(), 3);
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

package passerelle.sim.userland.net;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServiceSpec;
import passerelle.lab.LabDate;
import passerelle.service.EmbeddedDns;
import passerelle.service.OnceOpen;
import passerelle.service.Services;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.server.SimServiceProcess;

/** Lets the applications of {@link passerelle.service} run in a process. */
public final class ProcessHost extends SimServiceProcess {
  private final Process process;
  private final String name;

  private ProcessHost(Process process, String name, SocketTable hostSockets) {
    super(process.place().sockets(), hostSockets);
    this.process = process;
    this.name = name;
    closeAtExit(this::closeConnected);
  }

  /**
   * For services that ask nobody from the host's namespace.
   *
   * @param name what {@code ss -p} calls it
   */
  public ProcessHost(Process process, String name) {
    this(process, name, process.place().sockets());
  }

  /**
   * Starts services in a process's namespace, one after the other, until one ends the process.
   *
   * @param open is run once all are open
   * @throws KernelException as {@link Services#start}
   */
  public static void start(Process process, List<ServiceSpec> services, OnceOpen open)
      throws KernelException {
    if (services.isEmpty()) {
      open.opened();
      return;
    }
    ServiceSpec first = services.get(0);
    Services.start(
        new ProcessHost(process, first.process()),
        first,
        () -> start(process, services.subList(1, services.size()), open));
  }

  /**
   * Starts the embedded DNS server in a process's namespace.
   *
   * @param hostSockets the sockets of the host's namespace
   * @throws KernelException EADDRINUSE
   */
  public static void startNames(
      Process process, SocketTable hostSockets, ResolverPorts ports, NameService names)
      throws KernelException {
    EmbeddedDns.start(new ProcessHost(process, process.name(), hostSockets), ports, names);
  }

  @Override
  protected Owner owner() {
    return new Owner(name, process.hostPid(), 3, process.has(Capability.NET_BIND_SERVICE));
  }

  @Override
  protected Runnable guard(Runnable action) {
    return process.guard(action);
  }

  @Override
  protected void closeAtExit(Runnable closer) {
    process.closeAtExit(closer);
  }

  @Override
  public Optional<String> file(String path) {
    return process.files().text(path);
  }

  @Override
  public Optional<String> local(String socket, String request) {
    return process.place().localServer(socket).flatMap(server -> server.answer(request));
  }

  @Override
  public void prepare(long nanos, Runnable action) {
    process.scheduler().prepares(process.now() + nanos);
    after(nanos, action);
  }

  @Override
  public Optional<List<String>> names(String directory) {
    try {
      return process.files().isDirectory(directory)
          ? Optional.of(process.files().list(directory).stream().sorted().toList())
          : Optional.empty();
    } catch (FileError unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public int uid() {
    return process.user().uid();
  }

  @Override
  public Optional<Errno> makeDirectory(String path) {
    return refusal(
        () -> {
          if (!process.files().isDirectory(path)) {
            process.files().makeDirectory(path);
          }
        });
  }

  @Override
  public Optional<Errno> give(String path, int uid) {
    return refusal(
        () -> {
          if (process.files().owner(path) != uid) {
            if (!process.has(Capability.CHOWN)) {
              throw new FileError(Errno.EPERM);
            }
            process.files().chown(path, uid);
          }
        });
  }

  @Override
  public Optional<Errno> write(String path, String text) {
    return refusal(() -> process.files().writeText(path, text));
  }

  private interface Change {
    void run() throws FileError;
  }

  private static Optional<Errno> refusal(Change change) {
    try {
      change.run();
      return Optional.empty();
    } catch (FileError refused) {
      return Optional.of(refused.errno());
    }
  }

  @Override
  public String strerror(Errno errno) {
    return process.place().libc().strerror(errno);
  }

  @Override
  public void print(String text) {
    process.stderr().print(text);
  }

  @Override
  public void log(String text) {
    process.stdout().print(text);
  }

  @Override
  public String hostname() {
    return process.hostname();
  }

  @Override
  public List<String> addresses() {
    Rtnetlink kernel = new Rtnetlink(process.netns());
    List<String> all = new ArrayList<>();
    for (LinkInfo link : kernel.links()) {
      kernel.addresses(link).forEach(a -> all.add(a.local().toString()));
      kernel.addresses6(link).forEach(a -> all.add(a.local().toString()));
    }
    return all;
  }

  @Override
  public void onReload(Runnable action) {
    process.onSignal(Signal.HUP, guard(action));
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

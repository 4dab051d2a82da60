package passerelle.real.net;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServiceSpec;
import passerelle.real.clock.RealClock;
import passerelle.real.space.ServiceHost;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;
import passerelle.service.EmbeddedDns;
import passerelle.service.OnceOpen;
import passerelle.service.Services;

/**
 * All services of a lab, with two threads for however many there are: one answers on their sockets,
 * the other one asks the engine for names and files, and may have to wait until it has time. Safe
 * for use by several threads.
 */
public final class RealServices implements ServiceHost, AutoCloseable {
  private final Namespaces namespaces;
  private final RealClock clock;
  private final Poller poller;
  private final Set<ServingProcess> running = new LinkedHashSet<>();
  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(Daemon.factory("lab questions"));

  /** What serves them, by the last service that was started there. */
  private final Map<Port, String> names = new ConcurrentHashMap<>();

  /** A port of a namespace that Linux knows by {@code identity}. */
  private record Port(String identity, String protocol, int port) {}

  /**
   * Starts its threads.
   *
   * @param namespaces of the lab: the host's is the one that some name servers are asked from
   * @throws KernelException when this JVM may have no more descriptors
   */
  public RealServices(Namespaces namespaces, RealClock clock) throws KernelException {
    this.namespaces = namespaces;
    this.clock = clock;
    poller = new Poller(clock);
    poller.start();
    asking.execute(() -> Rehearsal.run(this));
  }

  /** {@inheritDoc} The namespace has to stay until what is started here is closed. */
  @Override
  public ServingProcess startServices(
      Netns netns, List<ServiceSpec> services, ServiceHost.Home home, OnceOpen open)
      throws KernelException {
    return start(netns, home, process -> open(process, netns, services, open));
  }

  private void open(ServingProcess process, Netns netns, List<ServiceSpec> services, OnceOpen open)
      throws KernelException {
    if (services.isEmpty()) {
      open.opened();
      return;
    }
    ServiceSpec first = services.get(0);
    names.put(new Port(netns.identity(), first.protocol(), first.port()), first.process());
    List<ServiceSpec> others = services.subList(1, services.size());
    Services.start(process, first, () -> open(process, netns, others, open));
  }

  @Override
  public ServingProcess startNames(Netns netns, ResolverPorts ports, NameService names)
      throws KernelException {
    this.names.put(new Port(netns.identity(), "tcp", ports.tcp()), "dockerd");
    this.names.put(new Port(netns.identity(), "udp", ports.udp()), "dockerd");
    return start(
        netns, ServiceHost.Home.NOBODYS, process -> EmbeddedDns.start(process, ports, names));
  }

  /** What the process that a service's socket stands for is called. */
  public Optional<String> process(Netns netns, String protocol, int port) {
    return Optional.ofNullable(names.get(new Port(netns.identity(), protocol, port)));
  }

  /** What a process opens when it starts. */
  private interface Opening {
    void open(ServingProcess process) throws KernelException;
  }

  private ServingProcess start(Netns netns, ServiceHost.Home home, Opening opening)
      throws KernelException {
    ServingProcess process = new ServingProcess(this, netns, home);
    synchronized (running) {
      running.add(process);
    }
    try {
      opening.open(process);
      return process;
    } catch (KernelException e) {
      process.close();
      throw e;
    }
  }

  void forget(ServingProcess process) {
    synchronized (running) {
      running.remove(process);
    }
  }

  Poller poller() {
    return poller;
  }

  RealClock clock() {
    return clock;
  }

  Namespaces namespaces() {
    return namespaces;
  }

  /** Asks on the other thread: the engine's lock must never be waited for with the sockets held. */
  <T> void ask(ServingProcess process, Supplier<T> question, Consumer<T> then) {
    try {
      asking.execute(
          () -> {
            T answer = clock.get(question);
            process.guarded(() -> then.accept(answer));
          });
    } catch (RejectedExecutionException closing) {
      // The lab ends: nobody waits for this answer any more.
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
    List<ServingProcess> all;
    synchronized (running) {
      all = List.copyOf(running);
    }
    all.forEach(ServingProcess::close);
    poller.close();
  }
}

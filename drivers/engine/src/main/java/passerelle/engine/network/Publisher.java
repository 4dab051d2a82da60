package passerelle.engine.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.driver.NetworkDriver;
import passerelle.driver.Publication;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.Wording26;
import passerelle.engine.state.Host;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.PortAllocator;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;

/**
 * Publishes ports: takes a host port, starts the userland proxy on it, writes the rules
 * (libnetwork/drivers/bridge/port_mapping_linux.go).
 */
public final class Publisher {
  /** How often another port is tried when the chosen one turns out to be bound. */
  private static final int ATTEMPTS = 10;

  private final Host host;
  private final EngineSettings settings;
  private final PortAllocator allocator;
  private final Map<Endpoint, List<KernelProcess>> proxies = new HashMap<>();

  /** The ports of containers for which there are rules already. */
  private final Map<Endpoint, Set<String>> opened = new HashMap<>();

  public Publisher(Host host, EngineSettings settings, PortAllocator allocator) {
    this.host = host;
    this.settings = settings;
    this.allocator = allocator;
  }

  /** Knows an endpoint as published already, by processes that a rehearsal may end. */
  public void adopt(Endpoint endpoint, KernelProcess standIn) {
    proxies.put(endpoint, new ArrayList<>(List.of(standIn)));
  }

  /** Takes over from a publisher that is no more: proxies start again on the same ports. */
  void restore(Endpoint endpoint, NetworkDriver driver) throws EngineException {
    List<KernelProcess> started = new ArrayList<>();
    for (PortMapping mapping : endpoint.published()) {
      if (mapping.isTranslated()) {
        allocator.adopt(mapping.hostAddress(), mapping.protocol(), mapping.hostPort());
        started.add(proxy(mapping));
      }
      host.applyMissing(driver.publish(endpoint, mapping));
    }
    proxies.put(endpoint, started);
  }

  /** The daemon ends, and its proxies with it; what is published stays in mind. */
  public void end() {
    proxies.values().forEach(held -> held.forEach(p -> p.signal("KILL")));
    proxies.clear();
  }

  /** Publishes all ports of a container through one endpoint, or none, if its driver does. */
  void publish(Container container, Endpoint endpoint, NetworkDriver driver)
      throws EngineException {
    Optional<Publication> publication = driver.publication(endpoint.network());
    if (publication.isEmpty()) {
      return;
    }
    proxies.put(endpoint, new ArrayList<>());
    try {
      Set<PortBinding> fixed = new HashSet<>();
      for (PortBinding binding : bindings(container)) {
        boolean twice = binding.firstHostPort() > 0 && !fixed.add(binding);
        Optional<String> refused = settings.profile().wording().publishedTwice(binding);
        if (twice && refused.isPresent()) {
          throw EngineException.system(refused.get());
        }
        publish(binding, publication.get(), endpoint, driver);
      }
      host.apply(driver.forget(endpoint));
    } catch (EngineException e) {
      withdraw(endpoint, driver);
      throw EngineException.system(
          "driver failed programming external connectivity on endpoint "
              + (container.name() + " (" + endpoint.id() + "): ")
              + settings.profile().wording().portUnprogrammed(e.getMessage()));
    }
  }

  /** What is to be published, in the order in which the engine version does it. */
  private List<PortBinding> bindings(Container container) {
    List<PortBinding> all = new ArrayList<>(container.spec().ports().bindings());
    if (container.spec().ports().publishAll()) {
      for (String exposed : ContainerPorts.exposed(container)) {
        if (all.stream().noneMatch(b -> b.containerPortText().equals(exposed))) {
          String[] parts = exposed.split("/");
          all.add(new PortBinding(Integer.parseInt(parts[0]), parts[1], "", ""));
        }
      }
    }
    if (!settings.profile().has(Trait.PUBLISHES_ASCENDING)) {
      return inOrderOf26(all);
    }
    Comparator<PortBinding> exactFirst =
        Comparator.comparing(b -> b.firstHostPort() == 0 || b.firstHostPort() != b.lastHostPort());
    all.sort(
        exactFirst
            .thenComparing(PortBinding::containerPort)
            .thenComparing(PortBinding::protocol)
            .thenComparing(PortBinding::firstHostPort));
    return all;
  }

  /**
   * The highest port of the host first, then that of the container; of one port of TCP what was
   * said last, because it is "less" than its like in either direction (go-connections/nat/sort.go,
   * an insertion sort as sort.Sort makes it of so few).
   */
  private static List<PortBinding> inOrderOf26(List<PortBinding> said) {
    List<PortBinding> sorted = new ArrayList<>();
    for (PortBinding binding : said) {
      int at = sorted.size();
      while (at > 0 && isBefore(binding, sorted.get(at - 1))) {
        at--;
      }
      sorted.add(at, binding);
    }
    Map<String, List<PortBinding>> byPort = new LinkedHashMap<>();
    sorted.forEach(
        b -> byPort.computeIfAbsent(b.containerPortText(), port -> new ArrayList<>()).add(b));
    return byPort.values().stream().flatMap(List::stream).toList();
  }

  private static boolean isBefore(PortBinding binding, PortBinding other) {
    boolean same = binding.containerPort() == other.containerPort();
    return binding.firstHostPort() > other.firstHostPort()
        || binding.containerPort() > other.containerPort()
        || same && binding.protocol().equals("tcp");
  }

  private void publish(
      PortBinding binding, Publication publication, Endpoint endpoint, NetworkDriver driver)
      throws EngineException {
    List<IpAddress> addresses = hostAddresses(binding, publication);
    if (!publication.translates()) {
      if (addresses.stream().anyMatch(a -> a.width() == 32)) {
        openRouted(binding, endpoint, driver);
      }
      addresses = addresses.stream().filter(a -> a.width() == 128).toList();
    }
    if (settings.profile().has(Trait.TAKES_PORTS_TOGETHER) && !addresses.isEmpty()) {
      translate(binding, addresses, endpoint, driver);
      return;
    }
    for (IpAddress address : addresses) {
      translate(binding, List.of(address), endpoint, driver);
    }
  }

  /** Without translation there is no port of the host: the container's own is opened. */
  private void openRouted(PortBinding binding, Endpoint endpoint, NetworkDriver driver)
      throws EngineException {
    IpAddress target = endpoint.address().orElseThrow();
    PortMapping mapping =
        new PortMapping(binding.protocol(), target, binding.containerPort(), Family.IPV4.any(), 0);
    host.apply(driver.publish(endpoint, mapping));
    endpoint.published().add(mapping);
  }

  private void translate(
      PortBinding binding, List<IpAddress> addresses, Endpoint endpoint, NetworkDriver driver)
      throws EngineException {
    boolean range = binding.firstHostPort() != binding.lastHostPort();
    boolean again =
        binding.firstHostPort() == 0 || range && settings.profile().has(Trait.RETRIES_RANGES);
    for (int attempt = 1; ; attempt++) {
      PortAllocator.Answer answer =
          allocator.take(
              addresses, binding.protocol(), binding.firstHostPort(), binding.lastHostPort());
      if (answer.conflict().isPresent()) {
        boolean several = binding.firstHostPort() == 0 || range;
        PortAllocator.Conflict conflict = answer.conflict().get();
        throw EngineException.system(
            several
                ? "all ports are allocated"
                : "Bind for %s:%s failed: port is already allocated"
                    .formatted(conflict.address(), conflict.port()));
      }
      try {
        open(binding, addresses, answer.port(), endpoint, driver);
        return;
      } catch (EngineException e) {
        addresses.forEach(a -> allocator.release(a, binding.protocol(), answer.port()));
        if (!again || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<IpAddress> hostAddresses(PortBinding binding, Publication publication) {
    Optional<IpAddress> wanted = IpAddress.parse(binding.hostAddress());
    IpAddress address = wanted.or(publication::binding).orElse(Family.IPV4.any());
    boolean all = wanted.isEmpty() && address.isUnspecified() && settings.driver().userlandProxy();
    return all ? List.of(address, Ipv6Address.ANY) : List.of(address);
  }

  private void open(
      PortBinding binding,
      List<IpAddress> addresses,
      int port,
      Endpoint endpoint,
      NetworkDriver driver)
      throws EngineException {
    IpAddress target = endpoint.address().orElseThrow();
    List<KernelProcess> started = new ArrayList<>();
    List<PortMapping> mappings = new ArrayList<>();
    try {
      for (IpAddress address : addresses) {
        PortMapping mapping =
            new PortMapping(binding.protocol(), target, binding.containerPort(), address, port);
        started.add(proxy(mapping));
        mappings.add(mapping);
      }
      for (PortMapping mapping : mappings) {
        write(driver.publish(endpoint, mapping), endpoint, mapping);
      }
    } catch (EngineException e) {
      started.forEach(p -> p.signal("KILL"));
      throw e;
    }
    proxies.get(endpoint).addAll(started);
    endpoint.published().addAll(mappings);
  }

  /** A rule that two ports of the host need for the same port of the container is there once. */
  private void write(Plan rules, Endpoint endpoint, PortMapping mapping) throws EngineException {
    String target = mapping.containerPort() + "/" + mapping.protocol();
    if (opened.computeIfAbsent(endpoint, e -> new HashSet<>()).add(target)) {
      host.apply(rules);
    } else {
      host.applyMissing(rules);
    }
  }

  /**
   * The process that holds the host's port. With the userland proxy it relays what reaches it past
   * the rules (from the host itself, from the container's own network); without, it only keeps the
   * port from others.
   */
  private KernelProcess proxy(PortMapping mapping) throws EngineException {
    boolean relay = settings.driver().userlandProxy();
    Map<String, String> options = new TreeMap<>();
    if (relay) {
      options.put("target", mapping.containerAddress() + ":" + mapping.containerPort());
    }
    if (mapping.hostAddress().width() == 128) {
      options.put("v6only", "true");
    }
    ServiceSpec service =
        new ServiceSpec(
            mapping.protocol(),
            mapping.hostAddress().toString(),
            mapping.hostPort(),
            4096,
            relay ? "proxy" : "sink",
            options,
            relay ? settings.profile().proxyCommand(mapping) : List.of("dockerd"));
    try {
      return host.kernel()
          .spaces()
          .startServices(settings.host(), List.of(service), ProcessOutput.none());
    } catch (KernelException e) {
      throw EngineException.system(
          e.errno() == Errno.EAGAIN
              ? "fork/exec /usr/bin/docker-proxy: " + Wording26.lower(e.errno())
              : settings
                  .profile()
                  .says(
                      Phrase.BIND_FAILED,
                      mapping.hostText(),
                      mapping,
                      mapping.protocol(),
                      Wording26.lower(e.errno()),
                      mapping.hostAddress().width() == 32 ? "4" : "6"));
    }
  }

  /** Takes back what was published through an endpoint, the last port first. */
  void withdraw(Endpoint endpoint, NetworkDriver driver) {
    List<PortMapping> mappings = endpoint.published();
    for (int i = mappings.size() - 1; i >= 0; i--) {
      PortMapping mapping = mappings.get(i);
      host.tearDown(driver.publish(endpoint, mapping).inverse());
      if (mapping.isTranslated()) {
        allocator.release(mapping.hostAddress(), mapping.protocol(), mapping.hostPort());
      }
    }
    mappings.clear();
    opened.remove(endpoint);
    List<KernelProcess> held = proxies.remove(endpoint);
    if (held != null) {
      held.forEach(p -> p.signal("KILL"));
      host.tearDown(driver.forget(endpoint));
    }
  }
}

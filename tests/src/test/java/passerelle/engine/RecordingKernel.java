package passerelle.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.LinkView;
import passerelle.kernel.NameService;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.RulesView;
import passerelle.kernel.ServerSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;
import passerelle.kernel.Spaces;
import passerelle.kernel.Traffic;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.SimFiles;
import passerelle.sim.process.FileSystem;

/**
 * A kernel that writes down what it is asked to do and keeps just enough state to answer the
 * engine: chains with their rules, devices by name, bound ports, processes that end when they are
 * killed.
 */
final class RecordingKernel implements Kernel, Kernel.Control, Kernel.View, Kernel.Clock, Spaces {
  final List<KernelOp> operations = new ArrayList<>();
  final Map<String, Map<String, List<String>>> chains = new HashMap<>();
  final Map<String, String> files = new TreeMap<>();
  final Map<String, FileSystem> trees = new TreeMap<>();
  final Map<String, NameService> names = new HashMap<>();
  final List<RecordedProcess> processes = new ArrayList<>();
  final List<String> commands = new ArrayList<>();
  private final Set<String> namespaces = new LinkedHashSet<>(List.of("host"));
  private final Map<String, Space> spaces = new LinkedHashMap<>();
  private final Set<String> devices = new LinkedHashSet<>();
  private final Map<String, String> sysctls = new TreeMap<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
  private long now;
  boolean registry;

  private record Timer(long at, Runnable task) {}

  RecordingKernel() {
    files.put("host:/etc/hosts", "127.0.0.1\tlocalhost\n192.0.2.10\thost\n");
    files.put("host:/etc/resolv.conf", "nameserver 198.51.100.53\n");
    devices.addAll(List.of("lo", "eth0"));
  }

  /** What {@code iptables -t TABLE -S CHAIN} would list behind the first line. */
  List<String> rules(String netns, String table, String chain) {
    return chains.getOrDefault(netns, Map.of()).getOrDefault(table + " " + chain, List.of());
  }

  @Override
  public Control control() {
    return this;
  }

  @Override
  public View view() {
    return this;
  }

  @Override
  public Spaces spaces() {
    return this;
  }

  @Override
  public Captures captures() {
    throw new UnsupportedOperationException("nobody listens here");
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public void close() {
    operations.clear();
  }

  @Override
  public void apply(Plan plan) throws PlanException {
    for (PlanStep step : plan.steps()) {
      apply(step.op());
      operations.add(step.op());
    }
  }

  private void apply(KernelOp op) throws PlanException {
    if (op instanceof KernelOp.AddNetns n && !namespaces.add(n.netns())) {
      throw new PlanException(op, new KernelException(Errno.EEXIST));
    } else if (op instanceof KernelOp.DeleteNetns n && !namespaces.remove(n.netns())) {
      throw new PlanException(op, new KernelException(Errno.ENOENT));
    } else if (op instanceof KernelOp.AddLink add) {
      devices.add(add.link().name());
    } else if (op instanceof KernelOp.DeleteLink d) {
      devices.remove(d.name());
    } else if (op instanceof KernelOp.SetSysctl s) {
      sysctls.put(s.key(), s.value());
    } else if (op instanceof ChainOp.AppendRule r) {
      List<String> chain = chain(r.netns(), r.family() + r.table().label(), r.chain());
      chain.add(r.rule().text());
    } else if (op instanceof ChainOp.InsertRule r) {
      List<String> chain = chain(r.netns(), r.family() + r.table().label(), r.chain());
      chain.add(r.position() - 1, r.rule().text());
    } else if (op instanceof ChainOp.DeleteRule r) {
      List<String> chain = chain(r.netns(), r.family() + r.table().label(), r.chain());
      if (!chain.remove(r.rule().text())) {
        throw new PlanException(op, new KernelException(Errno.ENOENT));
      }
    }
  }

  private List<String> chain(String netns, String table, String chain) {
    String key = table.replace("IPV4", "") + " " + chain;
    return chains
        .computeIfAbsent(netns, k -> new HashMap<>())
        .computeIfAbsent(key, k -> new ArrayList<>());
  }

  @Override
  public NetnsSnapshot snapshot(String netns) {
    List<LinkView> links = new ArrayList<>();
    for (String device : devices) {
      links.add(
          new LinkView(
              links.size() + 1,
              device,
              "bridge",
              MacAddress.ZERO,
              1500,
              true,
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of()));
    }
    return new NetnsSnapshot(
        netns,
        links,
        List.of(),
        List.of(),
        List.of(),
        rules(netns, Family.IPV4),
        RulesView.NONE,
        List.of(),
        List.of(),
        sysctls);
  }

  /** Those of FORWARD, which is all that engines look at. */
  @Override
  public RulesView rules(String netns, Family family) {
    ChainReference forward = ChainReference.of(family, Table.FILTER, "FORWARD");
    List<RulesView.Counted> counted = new ArrayList<>();
    if (family == Family.IPV4) {
      for (String rule : rules(netns, "filter", "FORWARD")) {
        counted.add(new RulesView.Counted(forward.rule(counted.size() + 1, rule), 0, 0));
      }
    }
    RulesView.Counted policy = new RulesView.Counted(forward.policy(Policy.ACCEPT), 0, 0);
    return new RulesView(List.of(new RulesView.Chain(policy, counted)));
  }

  @Override
  public long generation(String netns) {
    return rules(netns, Family.IPV4).hashCode();
  }

  @Override
  public Optional<Traffic> traffic(String netns) {
    return Optional.of(new Traffic(0, 0));
  }

  @Override
  public boolean exists(String netns) {
    return namespaces.contains(netns);
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void advance(long nanos) {
    long end = now + nanos;
    while (!timers.isEmpty() && timers.peek().at <= end) {
      Timer timer = timers.poll();
      now = timer.at;
      timer.task.run();
    }
    now = Math.max(now, end);
  }

  @Override
  public void after(long nanos, Runnable task) {
    timers.add(new Timer(now + nanos, task));
  }

  @Override
  public void create(Space space) {
    spaces.put(space.name(), space);
  }

  @Override
  public void remove(String space) {
    stop(space);
    spaces.remove(space);
    trees.remove(space);
    files.keySet().removeIf(path -> path.startsWith(space + ":"));
  }

  @Override
  public void stop(String space) {
    processes.stream().filter(p -> p.space().equals(space)).forEach(p -> p.signal("KILL"));
  }

  @Override
  public void restart(Space space) {
    create(space);
  }

  @Override
  public void writeFile(String space, String path, String text) {
    files.put(space + ":" + path, text);
  }

  @Override
  public Optional<FileTree> files(String space) {
    return Optional.of(new SimFiles(trees.computeIfAbsent(space, s -> new FileSystem())));
  }

  @Override
  public boolean dial(String space, String name, int port, Consumer<Optional<String>> outcome) {
    String why = "dial tcp: lookup " + name + " on 198.51.100.53:53: no such host";
    outcome.accept(Optional.of(why).filter(unknown -> !registry));
    return true;
  }

  @Override
  public Optional<String> readFile(String space, String path) {
    return Optional.ofNullable(files.get(space + ":" + path));
  }

  /** {@code sleep}, {@code sh} and {@code httpd} go on; {@code nosuch} is not there. */
  @Override
  public KernelProcess start(ProcessSpec spec, ProcessOutput output) throws KernelException {
    RecordedProcess process = new RecordedProcess(spec.space(), List.of());
    switch (spec.argv().get(0)) {
      case "nosuch" -> throw new KernelException(Errno.ENOENT);
      case "echo" -> {
        output.out(String.join(" ", spec.argv().subList(1, spec.argv().size())) + "\n");
        process.end(0);
      }
      case "cat" -> {
        output.out(readFile(spec.space(), spec.argv().get(1)).orElse(""));
        process.end(0);
      }
      case "false" -> process.end(1);
      case "sleep", "sh", "httpd" -> processes.add(process);
      default -> process.end(0);
    }
    return process;
  }

  @Override
  public KernelProcess startServer(ServerSpec server, ProcessOutput output) throws KernelException {
    server.conduct().begin(new OnlyProcess(output));
    return startServices(server.space(), server.services(), output);
  }

  @Override
  public KernelProcess startServices(String space, List<ServiceSpec> services, ProcessOutput output)
      throws KernelException {
    for (ServiceSpec service : services) {
      Optional<Errno> refusal = refusal(space, service);
      if (refusal.isPresent() && service.settings().containsKey("inUse")) {
        output.out(service.settings().get("inUse"));
        return new RecordedProcess(space, List.of()).end(1);
      } else if (refusal.isPresent()) {
        throw new KernelException(refusal.get());
      }
    }
    services.forEach(service -> commands.add(String.join(" ", service.argv())));
    RecordedProcess process = new RecordedProcess(space, services);
    processes.add(process);
    return process;
  }

  private Optional<Errno> refusal(String space, ServiceSpec wanted) {
    Optional<IpAddress> address = Family.IPV4.parse(wanted.address());
    boolean ours =
        address.isEmpty()
            || address.get().isUnspecified()
            || address.get().isLoopback()
            || wanted.address().equals("192.0.2.10");
    if (!ours) {
      return Optional.of(Errno.EADDRNOTAVAIL);
    }
    for (RecordedProcess process : processes) {
      for (ServiceSpec bound : process.services()) {
        if (process.isRunning()
            && clash(bound, wanted)
            && netns(process.space()).equals(netns(space))) {
          return Optional.of(Errno.EADDRINUSE);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean clash(ServiceSpec a, ServiceSpec b) {
    return a.port() == b.port()
        && a.protocol().equals(b.protocol())
        && a.address().contains(":") == b.address().contains(":")
        && (a.address().equals(b.address()) || isWild(a) || isWild(b));
  }

  private static boolean isWild(ServiceSpec service) {
    return service.address().equals("0.0.0.0") || service.address().equals("::");
  }

  private String netns(String space) {
    return space.equals("host") ? "host" : spaces.get(space).netns();
  }

  @Override
  public KernelProcess startNames(String space, ResolverPorts ports, NameService service) {
    names.put(space, service);
    RecordedProcess process = new RecordedProcess(space, List.of());
    processes.add(process);
    return process;
  }
}

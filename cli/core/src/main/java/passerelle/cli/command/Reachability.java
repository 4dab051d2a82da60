package passerelle.cli.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.engine.network.ContainerPorts;
import passerelle.kernel.Errno;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/** Who reaches whom in a lab, found out by sending probes, which leave their traces in it. */
final class Reachability {

  /** What became of a probe. */
  enum Answer {
    YES,
    REFUSED,
    NO
  }

  /**
   * One way that was tried.
   *
   * @param from a machine or container
   * @param to what was aimed at, in words that do not depend on addresses
   */
  record Way(String from, String to) {}

  /** Of more ports than this at one address only the first and the last are tried, half each. */
  static final int PORTS = 16;

  private final Lab lab;
  private final Sites sites;
  private final Map<Way, Answer> answers = new LinkedHashMap<>();

  private Reachability(Lab lab) {
    this.lab = lab;
    this.sites = new Sites(lab);
  }

  /**
   * Tries all ways: from each machine and container to each exposed port of each address of a
   * container, by ping too, and to each published port. Of ranges of ports the ends stand for the
   * rest, so that 65,535 published ports are no hours of probing.
   */
  static Map<Way, Answer> of(Lab lab) {
    Reachability reach = new Reachability(lab);
    for (Container container : lab.engines().containers()) {
      if (container.isRunning() && ownsNamespace(container)) {
        container.sandbox().ifPresent(sandbox -> reach.container(container, sandbox));
      }
    }
    return reach.answers;
  }

  private static boolean ownsNamespace(Container container) {
    String mode = container.spec().networkMode();
    return !mode.equals("host") && !mode.startsWith("container:");
  }

  private void container(Container container, Sandbox sandbox) {
    for (Endpoint endpoint : sandbox.endpoints()) {
      if (endpoint.address().isPresent()) {
        direct(container, endpoint, endpoint.address().get());
      }
    }
    for (Endpoint endpoint : sandbox.endpoints()) {
      ends(endpoint.published()).forEach(mapping -> published(container, mapping));
    }
  }

  private void direct(Container container, Endpoint endpoint, IpAddress address) {
    String name = container.name() + " (" + endpoint.network().name() + ") ";
    List<String> others = new ArrayList<>(sources());
    others.remove(container.name());
    tryAll(others, name + "ping", new ProbeTarget(address, 0, Protocol.ICMP));
    for (String exposed : ends(ContainerPorts.exposed(container))) {
      String[] port = exposed.split("/");
      protocol(port[1])
          .ifPresent(
              protocol ->
                  tryAll(
                      others,
                      name + exposed,
                      new ProbeTarget(address, Integer.parseInt(port[0]), protocol)));
    }
  }

  private void published(Container container, PortMapping mapping) {
    Optional<IpAddress> asked =
        Family.IPV4.parse(mapping.hostAddress().toString()).filter(a -> mapping.hostPort() > 0);
    if (asked.isEmpty()) {
      return;
    }
    boolean everywhere = mapping.hostAddress().isUnspecified();
    IpAddress address =
        everywhere ? sites.address(LabTopology.HOST).orElse(asked.get()) : asked.get();
    List<String> from = mapping.hostAddress().isLoopback() ? List.of(LabTopology.HOST) : sources();
    String to = address + ":" + mapping.hostPort() + "/" + mapping.protocol();
    protocol(mapping.protocol())
        .ifPresent(
            protocol ->
                tryAll(
                    from,
                    to + " (" + container.name() + ")",
                    new ProbeTarget(address, mapping.hostPort(), protocol)));
  }

  private static <T> List<T> ends(Collection<T> ports) {
    List<T> all = List.copyOf(ports);
    if (all.size() <= PORTS) {
      return all;
    }
    List<T> ends = new ArrayList<>(all.subList(0, PORTS / 2));
    ends.addAll(all.subList(all.size() - PORTS / 2, all.size()));
    return ends;
  }

  private static Optional<Protocol> protocol(String name) {
    return switch (name) {
      case "tcp" -> Optional.of(Protocol.TCP);
      case "udp" -> Optional.of(Protocol.UDP);
      default -> Optional.empty();
    };
  }

  /** The machines, and the containers that have a namespace of their own. */
  private List<String> sources() {
    List<String> names = new ArrayList<>(lab.machines());
    lab.engines().containers().stream()
        .filter(c -> c.isRunning() && ownsNamespace(c))
        .map(Container::name)
        .forEach(names::add);
    return names;
  }

  private void tryAll(List<String> sources, String to, ProbeTarget target) {
    for (String from : sources) {
      sites
          .find(from)
          .ifPresent(
              site -> {
                ProbeOutcome outcome = lab.probe(site, target, () -> {});
                answers.put(new Way(from, to), answer(outcome));
              });
    }
  }

  private static Answer answer(ProbeOutcome outcome) {
    if (outcome.answered()) {
      return Answer.YES;
    }
    return outcome.error().equals(Optional.of(Errno.ECONNREFUSED)) ? Answer.REFUSED : Answer.NO;
  }
}

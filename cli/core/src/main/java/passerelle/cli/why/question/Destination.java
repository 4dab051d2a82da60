package passerelle.cli.why.question;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/**
 * To whom a question leads, by the state of the lab: what its packets find there is another matter.
 *
 * @param lab the copy that was looked at
 * @param container whose address or published port it is
 * @param mapping by which published port
 * @param netns the network namespace that it should come to; empty for one outside the lab
 * @param address the address there
 * @param port the port there
 * @param transport {@code tcp}, {@code udp} or {@code icmp}
 * @param sockets that wait in its namespace, but for the embedded DNS server's
 */
public record Destination(
    Lab lab,
    Optional<Container> container,
    Optional<PortMapping> mapping,
    Optional<String> netns,
    IpAddress address,
    int port,
    String transport,
    List<NetnsSnapshot.Socket> sockets) {

  /** Of a name that was not found. */
  public static Destination nowhere(Lab lab, Question question) {
    return new Destination(
        lab,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Family.IPV4.any(),
        question.port(),
        question.transport(),
        List.of());
  }

  /** Of an address, asked for in a place. */
  public static Destination of(Lab lab, Question question, Sites.Site from, IpAddress address) {
    Optional<String> netns =
        address.isLoopback() || address.isUnspecified()
            ? Optional.of(from.netns())
            : Engines.holder(lab, address);
    Optional<PortMapping> mapping =
        netns
            .filter(n -> n.equals(LabTopology.HOST))
            .flatMap(n -> Engines.mapping(lab, question, address));
    if (mapping.isPresent()) {
      Container published = Engines.publisher(lab, mapping.get()).orElseThrow();
      Optional<String> inside = published.sandbox().map(Sandbox::netns);
      return new Destination(
          lab,
          Optional.of(published),
          mapping,
          inside,
          mapping.get().containerAddress(),
          mapping.get().containerPort(),
          question.transport(),
          sockets(lab, inside));
    }
    return new Destination(
        lab,
        netns.flatMap(n -> Engines.inNamespace(lab, n)),
        Optional.empty(),
        netns,
        address,
        question.port(),
        question.transport(),
        sockets(lab, netns));
  }

  private static List<NetnsSnapshot.Socket> sockets(Lab lab, Optional<String> netns) {
    return netns.map(n -> Engines.sockets(lab, n)).orElse(List.of());
  }

  /** It leads to the host itself, not to a published port. */
  public boolean isHostItself() {
    return netns.filter(n -> n.equals(LabTopology.HOST)).isPresent() && mapping.isEmpty();
  }

  /** The sockets of its port and protocol, whatever address they are bound to. */
  public List<NetnsSnapshot.Socket> onPort() {
    return sockets().stream()
        .filter(s -> s.port() == port && s.protocol().equals(transport))
        .toList();
  }

  /** Whether a socket there takes what comes to its address and port. */
  public boolean isServed() {
    return onPort().stream().anyMatch(socket -> socket.takes(address));
  }

  /** The endpoint of the container that the address belongs to. */
  public Optional<Endpoint> endpoint() {
    return container
        .flatMap(Container::sandbox)
        .flatMap(
            sandbox ->
                sandbox.endpoints().stream()
                    .filter(e -> e.address().filter(address::equals).isPresent())
                    .findFirst());
  }

  /** How people call it: the container, the machine, or the address. */
  public String name() {
    return container.map(Container::name).or(() -> netns).orElse(address.toString());
  }
}

package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Lookup;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.kernel.Errno;

/**
 * From where to where something is tried.
 *
 * @param from a machine, a container, or a namespace that was made by hand
 * @param host an address, a name that is looked up there, or {@code @NAME} for the address of a
 *     machine or container
 * @param port empty for an echo request
 */
record Aim(String from, String host, Optional<Port> port) {
  /** How a try ends. */
  enum End {
    ANSWERED,
    REFUSED,
    SILENT,
    /** An error at once: no route, an unknown name. */
    UNREACHABLE
  }

  static Aim read(WordReader words) throws ExpectException {
    String from = words.next("FROM");
    String target = words.next("TARGET[:PORT[/udp]]");
    int colon = target.indexOf(':');
    return colon < 0
        ? new Aim(from, target, Optional.empty())
        : new Aim(
            from,
            target.substring(0, colon),
            Optional.of(Port.of(target.substring(colon + 1), words)));
  }

  /** What is aimed at, as people write it. */
  String target() {
    return target(host.replaceFirst("^@", ""));
  }

  /** The same of another host. */
  String target(String other) {
    return other + port.map(p -> ":" + p).orElse("");
  }

  /** The address, found as a program of the place finds it. */
  Optional<IpAddress> address(Scene scene) {
    Optional<IpAddress> literal = Family.IPV4.parse(host);
    if (literal.isPresent()) {
      return literal;
    }
    if (host.startsWith("@")) {
      return scene.address(host.substring(1), from);
    }
    Lab lab = scene.trial();
    return new Sites(lab)
        .find(from)
        .map(site -> lab.lookup(site, host))
        .map(Lookup::addresses)
        .map(List::stream)
        .flatMap(all -> all.findFirst())
        .or(() -> lab.machines().contains(host) ? scene.address(host, from) : Optional.empty());
  }

  /**
   * Tries it.
   *
   * @param answered called at the answer, before the connection is closed again
   */
  End tried(Scene scene, Runnable answered) {
    Lab lab = scene.trial();
    Optional<IpAddress> address = address(scene);
    if (address.isEmpty()) {
      return End.UNREACHABLE;
    }
    Optional<Sites.Site> site = new Sites(lab).find(from);
    if (site.isEmpty()) {
      return End.UNREACHABLE;
    }
    ProbeOutcome outcome = lab.probe(site.get(), target(address.get()), answered);
    if (outcome.answered()) {
      return End.ANSWERED;
    }
    return outcome
        .error()
        .map(e -> e == Errno.ECONNREFUSED ? End.REFUSED : End.UNREACHABLE)
        .orElse(End.SILENT);
  }

  private ProbeTarget target(IpAddress address) {
    return new ProbeTarget(
        address,
        port.map(Port::number).orElse(0),
        port.map(p -> p.protocol().equals("udp") ? Protocol.UDP : Protocol.TCP)
            .orElse(Protocol.ICMP));
  }
}

package passerelle.cli.command;

import java.util.List;
import java.util.Locale;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.ProbeTarget;

/** Reads what a probe is aimed at. */
final class Targets {
  private Targets() {}

  /**
   * Reads {@code HOST:PORT/tcp}, {@code HOST:PORT/udp}, {@code HOST icmp} or {@code HOST}; a host
   * is an address, a machine or a container.
   */
  static ProbeTarget of(List<String> words, Workbench bench) throws CommandException {
    String text = String.join("/", words);
    String[] parts = text.split("/", -1);
    int colon = parts[0].lastIndexOf(':');
    String host = colon < 0 ? parts[0] : parts[0].substring(0, colon);
    String port = colon < 0 ? "" : parts[0].substring(colon + 1);
    String protocol = parts.length > 1 ? parts[1].toLowerCase(Locale.ROOT) : "";
    boolean icmp = protocol.equals("icmp") || protocol.isEmpty() && port.isEmpty();
    boolean known = icmp || protocol.isEmpty() || protocol.matches("tcp|udp");
    if (parts.length > 2 || !known || icmp != port.isEmpty()) {
      throw bench.error("trace.target", String.join(" ", words));
    }
    if (!icmp && (!port.matches("[0-9]{1,5}") || number(port) < 1 || number(port) > 65535)) {
      throw bench.error("trace.port", port);
    }
    IpAddress address =
        Family.IPV4
            .parse(host)
            .or(() -> bench.sites().address(host))
            .orElseThrow(() -> bench.error("trace.host", host, GraphCommand.places(bench)));
    if (icmp) {
      return new ProbeTarget(address, 0, ProbeTarget.Protocol.ICMP);
    }
    return new ProbeTarget(
        address,
        number(port),
        protocol.equals("udp") ? ProbeTarget.Protocol.UDP : ProbeTarget.Protocol.TCP);
  }

  private static int number(String port) {
    return Integer.parseInt(port);
  }
}

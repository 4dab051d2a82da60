package passerelle.cli.command;

import java.util.List;
import java.util.Locale;
import passerelle.addr.Ipv4Address;

/**
 * What a probe is aimed at.
 *
 * @param address where
 * @param port 1..65535; 0 for ICMP
 * @param protocol by what
 */
record Target(Ipv4Address address, int port, Protocol protocol) {
  /** What a probe is made of: a connection's first segment, a datagram, an echo request. */
  enum Protocol {
    TCP,
    UDP,
    ICMP
  }

  /**
   * Reads {@code HOST:PORT/tcp}, {@code HOST:PORT/udp}, {@code HOST icmp} or {@code HOST}; a host
   * is an address, a machine or a container.
   */
  static Target of(List<String> words, Workbench bench) throws CommandException {
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
    Ipv4Address address =
        Ipv4Address.parse(host)
            .or(() -> bench.sites().address(host))
            .orElseThrow(() -> bench.error("trace.host", host, GraphCommand.places(bench)));
    if (icmp) {
      return new Target(address, 0, Protocol.ICMP);
    }
    return new Target(address, number(port), protocol.equals("udp") ? Protocol.UDP : Protocol.TCP);
  }

  private static int number(String port) {
    return Integer.parseInt(port);
  }
}

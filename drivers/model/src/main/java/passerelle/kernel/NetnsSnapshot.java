package passerelle.kernel;

import java.util.List;
import java.util.Map;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.RouteSpec;

/**
 * The state of one network namespace as values. What a kernel keeps in no order that means anything
 * is sorted, so that snapshots of the same state are equal.
 *
 * @param netns its name
 * @param links devices by index
 * @param routes routes by table number, within a table in the kernel's order
 * @param neighbours the ARP table, by device and address
 * @param fdb forwarding entries of all bridges' ports, by bridge and address
 * @param rules the rules of IPv4, without counters
 * @param rules6 the rules of IPv6, without counters
 * @param conntrack the connections, sorted by their lines
 * @param sockets listening sockets by protocol, port and address
 * @param sysctls the settings by key
 */
public record NetnsSnapshot(
    String netns,
    List<LinkView> links,
    List<RouteSpec> routes,
    List<Neighbour> neighbours,
    List<FdbEntry> fdb,
    RulesView rules,
    RulesView rules6,
    List<ConnectionView> conntrack,
    List<Socket> sockets,
    Map<String, String> sysctls) {

  /** A namespace with nothing in it, as one is that is not there. */
  public static NetnsSnapshot nothing(String netns) {
    return new NetnsSnapshot(
        netns,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        RulesView.NONE,
        RulesView.NONE,
        List.of(),
        List.of(),
        Map.of());
  }

  /** An entry of the ARP table; the zero MAC address where none is known. */
  public record Neighbour(IpAddress address, String device, MacAddress mac, String state) {}

  /** A forwarding entry of a bridge: behind which port an address is. */
  public record FdbEntry(String bridge, MacAddress mac, String port, boolean permanent) {}

  /**
   * A socket that waits for connections or datagrams.
   *
   * @param v6only takes nothing that comes by IPv4, though it is bound to any address (RFC 3493,
   *     section 5.3)
   */
  public record Socket(String protocol, String address, boolean v6only, int port, String process) {
    /** Whether what is sent to an address and its port comes to it, if nobody is bound closer. */
    public boolean takes(IpAddress to) {
      boolean four = to.family() == Family.IPV4;
      return address.equals(to.toString()) || isAny() && (isIpv4() ? four : !v6only || !four);
    }

    /** Whether it is bound to no address of its own. */
    public boolean isAny() {
      return address.equals("0.0.0.0") || address.equals("::");
    }

    /** Whether it is a socket of IPv4, which takes nothing that comes by IPv6. */
    public boolean isIpv4() {
      return address.indexOf(':') < 0;
    }
  }
}

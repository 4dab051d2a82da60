package passerelle.sim.userland.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.netfilter.Protocols;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetType;
import passerelle.sim.userland.net.ServiceNames;

/** Members as they are typed and printed: {@code 10.0.0.0/24,udp:53} (lib/parse.c, print.c). */
record MemberWords(SetType type, ServiceNames services) {
  private static final int HOST = 32;
  private static final int MOST_PORT = 65_535;

  /** More than a set holds by itself: what is beyond it need not be looked at. */
  private static final long MOST_MEMBERS = 1L << 20;

  private static final Map<Integer, String> ICMP =
      Map.of(
          0x0000, "echo-reply",
          0x0300, "network-unreachable",
          0x0301, "host-unreachable",
          0x0302, "protocol-unreachable",
          0x0303, "port-unreachable",
          0x0304, "fragmentation-needed",
          0x0800, "echo-request",
          0x0b00, "ttl-zero-during-transit",
          0x0d00, "timestamp-request",
          0x0e00, "timestamp-reply");

  /** The members that a word names: one, or those of a range. */
  List<SetMember> parse(String word) throws IpsetFailure {
    if (!type.hasAddresses()) {
      return ports(SetMember.host(0), word);
    }
    int comma = word.indexOf(',');
    if (type.hasPorts() && comma < 0) {
      throw IpsetFailure.syntax("Second element is missing from " + word + ".");
    }
    if (!type.hasPorts() && comma >= 0) {
      throw IpsetFailure.syntax(
          "Elem separator in " + word + ", but settype " + type.label() + " supports none.");
    }
    List<SetMember> hosts = addresses(comma < 0 ? word : word.substring(0, comma));
    if (!type.hasPorts()) {
      return hosts;
    }
    List<SetMember> out = new ArrayList<>();
    for (SetMember host : hosts) {
      out.addAll(ports(host, word.substring(comma + 1)));
    }
    return out;
  }

  private List<SetMember> addresses(String word) throws IpsetFailure {
    int dash = word.indexOf('-');
    if (dash > 0) {
      return between(address(word.substring(0, dash)), address(word.substring(dash + 1)));
    }
    int slash = word.indexOf('/');
    IpAddress address = address(slash < 0 ? word : word.substring(0, slash));
    int length = slash < 0 ? HOST : (int) IpsetWords.upTo(HOST, word.substring(slash + 1));
    if (type.hasNetworks() || length == HOST) {
      return List.of(SetMember.network(address.lastWord(), length));
    }
    IpPrefix network = new IpPrefix(address, length);
    return between(network.network(), network.last());
  }

  static IpAddress address(String word) throws IpsetFailure {
    Optional<IpAddress> address = Family.IPV4.parse(word);
    if (address.isEmpty()) {
      throw IpsetFailure.syntax("cannot parse " + word + ": resolving to IPv4 address failed");
    }
    return address.get();
  }

  /** The hosts of a range, or the networks that it is made of ({@code ip_set_range_to_cidr}). */
  private List<SetMember> between(IpAddress one, IpAddress other) {
    boolean inOrder = one.compareTo(other) <= 0;
    long next = Integer.toUnsignedLong((inOrder ? one : other).lastWord());
    long last = Integer.toUnsignedLong((inOrder ? other : one).lastWord());
    List<SetMember> out = new ArrayList<>();
    while (next <= last && out.size() < MOST_MEMBERS) {
      int bits = 0;
      while (type.hasNetworks()
          && bits < HOST - 1
          && (next & (2L << bits) - 1) == 0
          && next + (2L << bits) - 1 <= last) {
        bits++;
      }
      out.add(SetMember.network((int) next, HOST - bits));
      next += 1L << bits;
    }
    return out;
  }

  private List<SetMember> ports(SetMember host, String word) throws IpsetFailure {
    int colon = word.indexOf(':');
    int protocol = IpProtocol.TCP;
    if (colon >= 0) {
      String name = word.substring(0, colon);
      OptionalInt known = Protocols.parse(name);
      if (known.isEmpty()) {
        throw IpsetFailure.syntax("cannot parse '" + name + "' as a protocol");
      }
      protocol = known.getAsInt();
    }
    String rest = word.substring(colon + 1);
    if (protocol == IpProtocol.ICMP) {
      return List.of(host.with(protocol, icmp(rest)));
    }
    int dash = rest.indexOf('-');
    int first = port(dash < 0 ? rest : rest.substring(0, dash), protocol);
    int last = dash < 0 ? first : port(rest.substring(dash + 1), protocol);
    List<SetMember> out = new ArrayList<>();
    for (int port = Math.min(first, last); port <= Math.max(first, last); port++) {
      out.add(host.with(type.hasAddresses() ? protocol : 0, port));
    }
    return out;
  }

  private static int icmp(String word) throws IpsetFailure {
    for (Map.Entry<Integer, String> known : ICMP.entrySet()) {
      if (known.getValue().equals(word)) {
        return known.getKey();
      }
    }
    if (word.equals("ping") || word.equals("pong")) {
      return word.equals("ping") ? 0x0800 : 0;
    }
    if (!word.matches("[0-9]{1,3}/[0-9]{1,3}")) {
      throw IpsetFailure.refused("Cannot parse " + word + " as an ICMP type/code.");
    }
    String[] parts = word.split("/");
    return (int) (IpsetWords.upTo(255, parts[0]) << 8 | IpsetWords.upTo(255, parts[1]));
  }

  private int port(String word, int protocol) throws IpsetFailure {
    String name = Protocols.name(protocol);
    OptionalInt service = services.port(word, name);
    if (service.isPresent()) {
      return service.getAsInt();
    }
    boolean number = word.matches("[0-9]{1,9}");
    if (number && Integer.parseInt(word) <= MOST_PORT) {
      return Integer.parseInt(word);
    }
    String why = number ? "is out of range 0-" + MOST_PORT : "is invalid as number";
    throw IpsetFailure.syntax(
        "'%s' %s\nSyntax error: '%s' is invalid as number\ncannot parse '%s' as a %s port"
            .formatted(word, why, name, word, name));
  }

  /** As it is listed. */
  static String text(SetType type, SetMember member) {
    String host =
        type.hasAddresses()
            ? member.network() + (member.isHost() ? "" : "/" + member.length())
            : "";
    if (!type.hasPorts()) {
      return host;
    }
    if (!type.hasAddresses()) {
      return "" + member.port();
    }
    boolean icmp = member.protocol() == IpProtocol.ICMP;
    String other = icmp ? (member.port() >> 8) + "/" + (member.port() & 0xff) : "" + member.port();
    String port = icmp ? ICMP.getOrDefault(member.port(), other) : other;
    return host + "," + Protocols.name(member.protocol()) + ":" + port;
  }
}

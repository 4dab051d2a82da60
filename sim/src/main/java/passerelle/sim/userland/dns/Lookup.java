package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Ipv4Address;
import passerelle.sim.socket.dns.DnsType;

/** What is to be asked and how (dighost.h: {@code struct dig_lookup}). */
final class Lookup {
  static final int UDP_TIMEOUT = 5;
  static final int TCP_TIMEOUT = 10;
  static final int EDNS_SIZE = 1232;

  /**
   * A name server.
   *
   * @param shown what the user called it
   */
  record Server(Ipv4Address address, String shown) {
    static Server of(Ipv4Address address) {
      return new Server(address, address.toString());
    }
  }

  /** As the user wrote it; a final dot forbids to search. */
  String name = "";

  int type = DnsType.A;
  List<Server> servers = List.of();
  int port = 53;
  boolean tcp;

  /** Takes a truncated answer for good. */
  boolean ignoreTruncation;

  /** How often servers are asked over UDP, at least 1. */
  int tries = 3;

  /** Seconds; empty for the transport's own. */
  OptionalInt timeout = OptionalInt.empty();

  boolean recurse = true;
  boolean authoritativeFlag;
  boolean authenticFlag;
  boolean checkingDisabled;

  /** The UDP payload size of EDNS; empty for no EDNS. */
  Optional<Integer> edns = Optional.empty();

  /** The client's cookie in hexadecimal digits; empty for none. */
  String cookie = "";

  /** The identifier to use; empty for a random one. */
  OptionalInt id = OptionalInt.empty();

  /** The domains to complete a short name with. */
  List<String> search = List.of();

  /** A name with so many dots is complete. */
  int ndots = 1;

  /** Goes to the next server after SERVFAIL. */
  boolean failOver;

  /** Goes to the next server when one does not offer the recursion that was asked for. */
  boolean needsRecursion;

  Lookup copy() {
    Lookup copy = new Lookup();
    copy.name = name;
    copy.type = type;
    copy.servers = servers;
    copy.port = port;
    copy.tcp = tcp;
    copy.ignoreTruncation = ignoreTruncation;
    copy.tries = tries;
    copy.timeout = timeout;
    copy.recurse = recurse;
    copy.authoritativeFlag = authoritativeFlag;
    copy.authenticFlag = authenticFlag;
    copy.checkingDisabled = checkingDisabled;
    copy.edns = edns;
    copy.cookie = cookie;
    copy.id = id;
    copy.search = search;
    copy.ndots = ndots;
    copy.failOver = failOver;
    copy.needsRecursion = needsRecursion;
    return copy;
  }

  /** The complete names to try, without final dots ({@code setup_lookup}, {@code next_origin}). */
  List<String> candidates() {
    if (name.endsWith(".")) {
      return List.of(name.substring(0, name.length() - 1));
    }
    List<String> all = new ArrayList<>();
    if (name.chars().filter(c -> c == '.').count() < ndots) {
      search.forEach(domain -> all.add(name + "." + domain));
    }
    all.add(name);
    return all;
  }

  /** Seconds to wait. */
  int patience() {
    return Math.max(1, timeout.orElse(tcp ? TCP_TIMEOUT : UDP_TIMEOUT));
  }
}

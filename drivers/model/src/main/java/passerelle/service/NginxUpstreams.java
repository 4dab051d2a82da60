package passerelle.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.nginx.Pass;
import passerelle.nginx.Upstream;

/**
 * Which server of an upstream is asked next: weighted, one after the other and smoothly ({@code
 * ngx_http_upstream_get_peer}), by the client's address with {@code ip_hash}. One that has failed
 * is left alone for ten seconds.
 */
final class NginxUpstreams {
  private static final long FAIL_TIMEOUT_SECONDS = 10;
  private final Map<String, Upstream> upstreams;
  private final Map<String, List<IpAddress>> addresses;
  private final Map<String, List<Peer>> peers = new LinkedHashMap<>();

  /** A server and how much it is owed. */
  static final class Peer {
    private final SocketAddress address;
    private final Upstream.Member member;
    private int owed;
    private int failures;
    private long lastFailure;

    Peer(SocketAddress address, Upstream.Member member) {
      this.address = address;
      this.member = member;
    }

    SocketAddress address() {
      return address;
    }

    /**
     * An attempt has failed, so many seconds since 1970.
     *
     * @return whether it is left alone from now on
     */
    boolean fail(long now) {
      failures++;
      lastFailure = now;
      return rests(now);
    }

    /** It has answered. */
    void succeed() {
      failures = 0;
    }

    private boolean rests(long now) {
      return member.failures() > 0
          && failures >= member.failures()
          && now - lastFailure <= FAIL_TIMEOUT_SECONDS;
    }
  }

  NginxUpstreams(Map<String, Upstream> upstreams, Map<String, List<IpAddress>> addresses) {
    this.upstreams = upstreams;
    this.addresses = new HashMap<>(addresses);
  }

  /** Remembers the addresses of a name that was looked up for a request. */
  void know(String host, List<IpAddress> found) {
    addresses.put(host, found);
    peers.keySet().removeIf(key -> key.replaceFirst(":[0-9]+$", "").equals(host));
  }

  /** Whether all is known that a request to there needs. */
  boolean knows(Pass pass) {
    return upstreams.containsKey(pass.host())
        || addresses.containsKey(pass.name())
        || Family.IPV4.parse(pass.name()).isPresent();
  }

  /** An attempt to hand over a request: peers are asked at most once each. */
  final class Attempt {
    private final List<Peer> all;
    private final String method;
    private final Set<Peer> tried = new HashSet<>();
    private final String client;

    Attempt(Pass pass, String client) {
      all = peers.computeIfAbsent(pass.host(), host -> peers(pass));
      method = Optional.ofNullable(upstreams.get(pass.host())).map(Upstream::method).orElse("");
      this.client = client;
    }

    /** The next one; empty when none is left. */
    Optional<Peer> next(long now) {
      Optional<Peer> found = choose(false, now).or(() -> choose(true, now));
      found.ifPresent(tried::add);
      return found;
    }

    /** Whether there is only one, which is asked again whatever has happened. */
    boolean isAlone() {
      return all.size() == 1;
    }

    private Optional<Peer> choose(boolean backup, long now) {
      List<Peer> able =
          all.stream()
              .filter(p -> p.member.backup() == backup && !p.member.down() && !tried.contains(p))
              .filter(p -> isAlone() || !p.rests(now))
              .toList();
      if (able.isEmpty()) {
        return Optional.empty();
      }
      if (method.equals("ip_hash")) {
        return Optional.of(able.get(hash(client) % able.size()));
      }
      int total = able.stream().mapToInt(p -> p.member.weight()).sum();
      Peer best = able.get(0);
      for (Peer each : able) {
        each.owed += each.member.weight();
        best = each.owed > best.owed ? each : best;
      }
      best.owed -= total;
      return Optional.of(best);
    }
  }

  /** {@code ngx_http_upstream_get_ip_hash_peer}: the first three octets of an IPv4 address. */
  private static int hash(String client) {
    int hash = 89;
    String[] octets = client.split("\\.");
    for (int i = 0; i < 3 && octets.length == 4; i++) {
      hash = (hash * 113 + Integer.parseInt(octets[i])) % 6271;
    }
    return hash;
  }

  private List<Peer> peers(Pass pass) {
    Upstream upstream = upstreams.get(pass.host());
    List<Upstream.Member> members =
        upstream == null
            ? List.of(new Upstream.Member(pass.name(), pass.port(), 1, 1, false, false))
            : upstream.members();
    List<Peer> all = new ArrayList<>();
    for (Upstream.Member member : members) {
      List<IpAddress> known =
          Family.IPV4
              .parse(member.host())
              .map(List::of)
              .orElseGet(() -> addresses.getOrDefault(member.host(), List.of()));
      for (IpAddress address : known) {
        all.add(new Peer(new SocketAddress(address, member.port()), member));
      }
    }
    return all;
  }
}

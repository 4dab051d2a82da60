package passerelle.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.SocketAddress;
import passerelle.haproxy.Member;
import passerelle.haproxy.Proxy;

/**
 * The servers of a backend of HAProxy: which of them are up, and who is next ({@code
 * src/backend.c}; the weighted turns of {@code src/lb_fwrr.c}).
 */
final class HaproxyBackend {
  private final Proxy proxy;
  private final List<Peer> peers = new ArrayList<>();

  /** Where in the cycle of turns it is. */
  private long position;

  /** A server and its state. */
  static final class Peer {
    private final Member member;
    private final Optional<SocketAddress> address;
    private boolean up;
    private int health;
    private int connections;
    private long total;
    private boolean started;
    private long next;
    private long rest;

    Peer(Member member, Optional<SocketAddress> address) {
      this.member = member;
      this.address = address;
      up = address.isPresent() && !member.disabled();
      health = member.rise();
    }

    Member member() {
      return member;
    }

    SocketAddress address() {
      return address.orElseThrow();
    }

    boolean isUp() {
      return up;
    }

    boolean hasAddress() {
      return address.isPresent();
    }

    /** How many connections it has had. */
    long total() {
      return total;
    }

    /** As the statistics have it. */
    String status() {
      return member.disabled() ? "MAINT" : !up ? "DOWN" : member.check() ? "UP" : "no check";
    }

    void begin() {
      connections++;
      total++;
    }

    void end() {
      connections--;
    }

    /** A check has passed; whether it has come up by that. */
    boolean passed() {
      boolean before = up;
      health = Math.min(health + 1, member.rise() + member.fall() - 1);
      if (health >= member.rise()) {
        health = member.rise() + member.fall() - 1;
        up = true;
      }
      return !before && up;
    }

    /** A check has failed; whether it has gone down by that. */
    boolean failed() {
      boolean before = up;
      health = health > member.rise() ? health - 1 : 0;
      up &= health > 0;
      return before && !up;
    }

    private boolean serves(boolean backup) {
      return up && member.weight() > 0 && member.backup() == backup;
    }
  }

  HaproxyBackend(Proxy proxy) {
    this.proxy = proxy;
  }

  Proxy proxy() {
    return proxy;
  }

  void add(Peer peer) {
    peers.add(peer);
  }

  List<Peer> peers() {
    return peers;
  }

  /** How many serve, of those that are no backups, or of those. */
  long active(boolean backup) {
    return peers.stream().filter(p -> p.isUp() && p.member().backup() == backup).count();
  }

  /**
   * Who serves a client next.
   *
   * @param client its address
   * @param uri what it asks for
   * @param cookie what its cookie says
   * @return empty when none is up
   */
  Optional<Peer> choose(String client, String uri, Optional<String> cookie) {
    Optional<Peer> bound =
        cookie.flatMap(
            value ->
                peers.stream()
                    .filter(p -> p.isUp() && p.member().cookie().equals(Optional.of(value)))
                    .findFirst());
    if (bound.isPresent()) {
      return bound;
    }
    List<Peer> able = able(p -> p.serves(false));
    if (able.isEmpty()) {
      return able(p -> p.serves(true)).stream().findFirst();
    }
    return switch (proxy.balance()) {
      case "source" -> Optional.of(hashed(able, client));
      case "uri" -> Optional.of(hashed(able, uri.replaceFirst("\\?.*", "")));
      case "first" -> Optional.of(able.get(0));
      case "leastconn" -> Optional.of(leastLoaded(able));
      default -> Optional.of(next(able));
    };
  }

  private List<Peer> able(Predicate<Peer> who) {
    return peers.stream().filter(who).toList();
  }

  /** By weight; which server a value leads to is not HAProxy's, that it leads to one is. */
  private static Peer hashed(List<Peer> able, String value) {
    int all = able.stream().mapToInt(p -> p.member().weight()).sum();
    int hash = 0;
    for (int i = 0; i < value.length(); i++) {
      hash = value.charAt(i) + (hash << 6) + (hash << 16) - hash;
    }
    int at = Math.floorMod(hash, all);
    for (Peer peer : able) {
      at -= peer.member().weight();
      if (at < 0) {
        return peer;
      }
    }
    return able.get(0);
  }

  private Peer leastLoaded(List<Peer> able) {
    int least =
        able.stream().mapToInt(p -> p.connections * 256 / p.member().weight()).min().orElse(0);
    return next(
        able.stream().filter(p -> p.connections * 256 / p.member().weight() == least).toList());
  }

  /** The one whose turn has come; those that had none yet begin with the heaviest. */
  private Peer next(List<Peer> able) {
    Optional<Peer> due =
        able.stream().filter(p -> p.started).min(Comparator.comparingLong(p -> p.next));
    Optional<Peer> fresh =
        able.stream()
            .filter(p -> !p.started)
            .min(Comparator.comparingInt(p -> -p.member().weight()));
    Peer chosen =
        due.filter(p -> p.next <= position || fresh.isEmpty()).or(() -> fresh).orElseThrow();
    int all = able.stream().mapToInt(p -> p.member().weight()).sum();
    int own = chosen.member().weight();
    if (!chosen.started) {
      chosen.started = true;
      chosen.next = position;
    }
    chosen.next = Math.max(chosen.next, position - all) + all / own;
    chosen.rest += all % own;
    if (chosen.rest >= own) {
      chosen.rest -= own;
      chosen.next++;
    }
    position++;
    return chosen;
  }
}

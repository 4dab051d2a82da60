package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.core.LongMap;
import passerelle.sim.link.Device;

/**
 * The forwarding information base: tables of routes, each asked for the longest prefix that holds
 * the destination (net/ipv4/fib_trie.c:fib_table_lookup). Which are asked, {@link FibRules} say; as
 * long as nobody has changed those, it is the tables {@code local} (255), {@code main} (254) and
 * {@code default} (253) in this order (net/ipv4/ip_fib.h:fib_lookup).
 */
public final class Fib {
  private static final int CACHE_SIZE = 256;

  /** Bits that all addresses of a network in table local have in common, by which it is noted. */
  private static final int COMMON = 6;

  /** Tables stand in a hash table of 256 chains ({@code FIB_TABLE_HASHSZ}). */
  private static final Comparator<Integer> BY_BUCKET =
      (one, other) -> Integer.compareUnsigned(inBucket(one), inBucket(other));

  private final FibTable local = new FibTable();
  private final FibTable main = new FibTable();
  private final FibTable last = new FibTable();
  private final FibRules rules = new FibRules(() -> customRules = true);
  private final TreeMap<Integer, FibTable> tables = new TreeMap<>(BY_BUCKET);

  /** Found lately, with the destinations; without places until something is. */
  private FibRoute[] cachedRoutes = {};

  private IpAddress[] cachedDestinations = {};
  private int generation;
  private Optional<List<FibRoute>> listed = Optional.empty();
  private boolean customLocalRoutes;
  private boolean customRules;
  private boolean localElsewhere;

  /** Bits for the single addresses and for the networks in table local. */
  private long localHosts;

  private long localNetworks;

  /** One table: the routes by their prefix, and which lengths of prefixes are in use. */
  private static final class FibTable {
    private final LongMap<List<FibRoute>> byPrefix = new LongMap<>();
    private int[] lengths = {};

    private FibRoute lookup(IpAddress destination, Predicate<FibRoute> usable) {
      for (int length : lengths) {
        List<FibRoute> routes = byPrefix.get(key(destination, length), List.of());
        for (int i = 0; i < routes.size(); i++) {
          FibRoute route = routes.get(i);
          Optional<FibRoute> way =
              route.spec().destination().contains(destination)
                  ? route.first(usable)
                  : Optional.empty();
          if (way.isPresent()) {
            return route.spec().type() == RouteSpec.Type.THROW ? null : way.get();
          }
        }
      }
      return null;
    }

    private List<FibRoute> at(IpPrefix prefix) {
      return all(prefix).stream().filter(r -> r.spec().destination().equals(prefix)).toList();
    }

    /** Those to a prefix, and to others that have the same key. */
    private List<FibRoute> all(IpPrefix prefix) {
      return byPrefix.get(key(prefix), List.of());
    }

    private static long key(IpPrefix prefix) {
      return key(prefix.network(), prefix.length());
    }

    /** Never the same of two lengths. */
    private static long key(IpAddress address, int length) {
      return address.key(length) << 8 | length;
    }

    private void add(FibRoute route, boolean first) {
      List<FibRoute> routes =
          byPrefix.getOrPut(key(route.spec().destination()), () -> new ArrayList<>(1));
      int at = 0;
      while (at < routes.size() && before(routes.get(at), route, first)) {
        at++;
      }
      routes.add(at, route);
      int length = route.spec().destination().length();
      if (IntStream.of(lengths).noneMatch(known -> known == length)) {
        noteLengths();
      }
    }

    private void remove(FibRoute route) {
      IpPrefix prefix = route.spec().destination();
      List<FibRoute> routes = all(prefix);
      if (routes.contains(route) && routes.remove(route) && routes.isEmpty()) {
        byPrefix.remove(key(prefix));
        noteLengths();
      }
    }

    private Stream<FibRoute> routes() {
      return byPrefix.values().stream().flatMap(List::stream);
    }

    /** The longest first. */
    private void noteLengths() {
      lengths =
          routes()
              .map(route -> route.spec().destination().length())
              .distinct()
              .sorted(Comparator.reverseOrder())
              .mapToInt(Integer::intValue)
              .toArray();
    }
  }

  /** Tables without routes. */
  public Fib() {
    tables.put(RouteSpec.MAIN, main);
    tables.put(RouteSpec.LOCAL, local);
  }

  /** Which tables are asked. */
  public FibRules rules() {
    return rules;
  }

  /** Somebody has changed the rules once ({@code fib4_has_custom_rules}). */
  public boolean hasCustomRules() {
    return customRules;
  }

  /** Somebody has put a route of his own into table local ({@code fib_has_custom_local_routes}). */
  public boolean hasCustomLocalRoutes() {
    return customLocalRoutes;
  }

  /** Notes that. */
  public void setCustomLocalRoutes() {
    customLocalRoutes = true;
  }

  /** The bits that name the chain come first. */
  private static int inBucket(int number) {
    return Integer.rotateRight(number, 8);
  }

  private FibTable table(int number) {
    return tables.computeIfAbsent(number, k -> k == RouteSpec.DEFAULT ? last : new FibTable());
  }

  /** Whether a route was ever put into a table ({@code fib_get_table}). */
  public boolean hasTable(int number) {
    return tables.containsKey(number);
  }

  /** The route for a packet, whatever the device; one that refuses is one, too. */
  public Optional<FibRoute> lookup(RouteKey key) {
    if (customRules) {
      return lookup(key, route -> true);
    }
    IpAddress destination = key.destination();
    int slot = destination.hashCode() >>> 24;
    FibRoute cached = cachedRoutes.length == 0 ? null : cachedRoutes[slot];
    if (cached != null && cachedDestinations[slot].equals(destination)) {
      return Optional.of(cached);
    }
    Optional<FibRoute> found = lookup(key, route -> true);
    if (found.isPresent() && found.get().whole() == found.get()) {
      if (cachedRoutes.length == 0) {
        cachedRoutes = new FibRoute[CACHE_SIZE];
        cachedDestinations = new IpAddress[CACHE_SIZE];
      }
      cachedRoutes[slot] = found.get();
      cachedDestinations[slot] = destination;
    }
    return found;
  }

  /** The route for a packet among those that {@code usable} admits. */
  public Optional<FibRoute> lookup(RouteKey key, Predicate<FibRoute> usable) {
    IpAddress destination = key.destination();
    if (customRules) {
      return rules
          .lookup(key, table -> lookupIn(table, destination, usable))
          .map(route -> shared(route, key));
    }
    FibRoute found = local.lookup(destination, usable);
    found = found != null ? found : main.lookup(destination, usable);
    found = found != null ? found : last.lookup(destination, usable);
    return found == null ? Optional.empty() : Optional.of(shared(found, key));
  }

  /** The leg of several for a packet whose device is open ({@code fib_select_path}). */
  private static FibRoute shared(FibRoute found, RouteKey key) {
    boolean open = key.out().isEmpty() && found.whole() != found;
    return open ? found.whole().select(key.hash()) : found;
  }

  /** The route in one table; empty when it has none or is not there. */
  public Optional<FibRoute> lookupIn(int table, IpAddress destination, Predicate<FibRoute> usable) {
    return Optional.ofNullable(tables.get(table)).map(t -> t.lookup(destination, usable));
  }

  /** The route of table local alone; empty when the address is none of ours nor a broadcast. */
  public Optional<FibRoute> lookupLocal(IpAddress destination, Predicate<FibRoute> usable) {
    return Optional.ofNullable(local.lookup(destination, usable));
  }

  /**
   * Whether packets to an address can be for this machine. For nearly all that are not it says so
   * at a glance: a bridge floods to hundreds what is for one of them.
   */
  public boolean mayBeLocal(IpAddress destination) {
    long host = bits(destination, destination.width());
    long network = bits(destination, COMMON);
    boolean glance = (localHosts & host) == host || (localNetworks & network) == network;
    return glance && local.lookup(destination, route -> true) != null
        || localElsewhere
        || customRules;
  }

  /** Three of 64 for the first bits of an address: who lacks one is another (a Bloom filter). */
  private static long bits(IpAddress address, int length) {
    long hash = address.key(length) * 0x9e37_79b9_7f4a_7c15L;
    return 1L << (hash >>> 58) | 1L << (hash >>> 52) | 1L << (hash >>> 46);
  }

  private void noteLocal() {
    localHosts = 0;
    localNetworks = 0;
    for (List<FibRoute> routes : local.byPrefix.values()) {
      IpPrefix to = routes.get(0).spec().destination();
      if (to.isHost()) {
        localHosts |= bits(to.network(), to.length());
      } else {
        localNetworks |= to.length() < COMMON ? -1 : bits(to.network(), COMMON);
      }
    }
  }

  /** Routes to the same prefix in the same table, the best metric first. */
  public List<FibRoute> routesTo(IpPrefix prefix, int tableNumber) {
    return hasTable(tableNumber) ? table(tableNumber).at(prefix) : List.of();
  }

  /**
   * Adds a route behind those of the same or a better metric; {@code first} puts it before those of
   * the same metric ({@code NLM_F_APPEND} is the opposite).
   */
  public void add(FibRoute route, boolean first) {
    table(route.spec().table()).add(route, first);
    localElsewhere |=
        route.spec().type() == RouteSpec.Type.LOCAL && route.spec().table() != RouteSpec.LOCAL;
    changed();
  }

  private static boolean before(FibRoute present, FibRoute added, boolean first) {
    int difference = Integer.compareUnsigned(present.spec().metric(), added.spec().metric());
    return difference < 0 || difference == 0 && !first;
  }

  public void remove(FibRoute route) {
    table(route.spec().table()).remove(route);
    changed();
  }

  /** Removes the routes that {@code gone} names; tells whether there were any. */
  public boolean removeIf(Predicate<FibRoute> gone) {
    List<FibRoute> victims = routes().stream().filter(gone).toList();
    victims.forEach(this::remove);
    return !victims.isEmpty();
  }

  /**
   * Removes the routes by a device that went down. Those to our own addresses stay, which have no
   * next hop ({@code fib_sync_down_dev}).
   */
  public void removeThrough(Device device) {
    removeIf(
        route ->
            route.uses(device)
                && route.spec().scope() != RouteSpec.Scope.HOST
                && route.legs().stream().allMatch(leg -> leg.uses(device) || !leg.isAlive()));
    changed();
  }

  /** The routes by a device show its new name. */
  public void renameDevice(Device device) {
    for (FibTable table : tables.values()) {
      table.byPrefix.values().forEach(routes -> routes.replaceAll(r -> renamed(r, device)));
    }
    changed();
  }

  private static FibRoute renamed(FibRoute route, Device device) {
    if (!route.uses(device)) {
      return route;
    }
    if (!route.legs().isEmpty()) {
      return FibRoute.of(
          route.spec(), route.legs().stream().map(leg -> renamed(leg, device)).toList());
    }
    RouteSpec spec = route.spec().withDevice(device.name());
    return new FibRoute(spec, route.device(), route.throughOurselves());
  }

  private void changed() {
    generation++;
    listed = Optional.empty();
    Arrays.fill(cachedRoutes, null);
    noteLocal();
  }

  /** All routes by table number, in the order in which the kernel lists a table. */
  public List<FibRoute> routes() {
    if (listed.isEmpty()) {
      List<FibRoute> all = new ArrayList<>();
      tables.values().forEach(table -> all.addAll(sorted(table)));
      listed = Optional.of(List.copyOf(all));
    }
    return listed.get();
  }

  /** By network; of one network the longer prefix first; then as they are tried. */
  private static List<FibRoute> sorted(FibTable table) {
    return table
        .routes()
        .sorted(
            Comparator.comparing((FibRoute r) -> r.spec().destination().network())
                .thenComparing(r -> -r.spec().destination().length()))
        .toList();
  }
}

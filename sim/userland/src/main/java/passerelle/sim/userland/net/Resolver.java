package passerelle.sim.userland.net;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.CLibrary;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.netlink.RouteNetlink;
import passerelle.sim.process.Process;

/**
 * Names and addresses as glibc finds them ({@code getaddrinfo(3)}, {@code resolv.conf(5)}): first
 * /etc/hosts, then the name servers, which are asked for A and AAAA at the same time.
 */
public final class Resolver {
  private final Process self;
  private final ResolverFiles files;
  private final NameServers servers;
  private final List<Integer> families;

  /** How a look-up ended ({@code EAI_*}), in glibc's words. */
  public enum Outcome {
    FOUND(0, "", ""),
    ADDRESS_FAMILY(-9, "Address family for hostname not supported", "Unknown host"),
    NO_NAME(-2, "Name or service not known", "Unknown host"),
    NO_DATA(-5, "No address associated with hostname", "No address associated with name"),
    TRY_AGAIN(-3, "Temporary failure in name resolution", "Host name lookup failure");

    private final int number;
    private final String text;
    private final String hostText;

    Outcome(int number, String text, String hostText) {
      this.number = number;
      this.text = text;
      this.hostText = hostText;
    }

    /** What {@code gai_strerror(3)} says in a program. */
    public String text(Process self) {
      return self.place().libc().says(text);
    }

    /** What an exception of Python says: the number of {@code EAI_*} (netdb.h), and the text. */
    public String inPython(Process self) {
      return "[Errno " + number + "] " + text(self);
    }

    /** What {@code hstrerror(3)} says in a program. */
    public String hostText(Process self) {
      return self.place().libc().says(hostText);
    }
  }

  /**
   * What was found.
   *
   * @param addresses IPv4 addresses; none unless FOUND
   * @param canonical the name that the addresses belong to
   */
  public record Result(Outcome outcome, List<IpAddress> addresses, String canonical) {
    static Result failed(Outcome outcome) {
      return new Result(outcome, List.of(), "");
    }

    public boolean isFound() {
      return outcome == Outcome.FOUND;
    }

    /** The first address, of a result that is found. */
    public IpAddress first() {
      return addresses.get(0);
    }
  }

  /**
   * What was found for a program that takes either family.
   *
   * @param addresses in the order in which they are to be tried; none unless FOUND
   */
  public record Destinations(Outcome outcome, List<IpAddress> addresses) {}

  /** For a program that takes either family. */
  public Resolver(Process self, Net net) {
    this(self, net, List.of(DnsType.A, DnsType.AAAA));
  }

  private Resolver(Process self, Net net, List<Integer> families) {
    this.self = self;
    this.families = families;
    files = new ResolverFiles(self.files());
    servers = new NameServers(self, net, files);
  }

  /** For a program that wants IPv4 addresses, and asks for no others (AF_INET). */
  public static Resolver ofIpv4(Process self, Net net) {
    return new Resolver(self, net, List.of(DnsType.A));
  }

  /**
   * The program gives up at a time: it stops listening for answers, and finds nothing.
   *
   * @param time nanoseconds of virtual time
   */
  public Resolver until(long time) {
    servers.until(time);
    return this;
  }

  /** The addresses of a name, or of a text that is an address ({@code getaddrinfo}). */
  public Result lookup(String name) {
    Optional<IpAddress> literal = AddressText.parse(name);
    if (literal.isPresent()) {
      return new Result(Outcome.FOUND, List.of(literal.get()), name);
    }
    if (families.equals(List.of(DnsType.A)) && Ipv6Address.parse(name).isPresent()) {
      return Result.failed(Outcome.ADDRESS_FAMILY);
    }
    if (name.isEmpty() || name.length() > 253 || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
      return Result.failed(Outcome.NO_NAME);
    }
    return lookup(name, files.addresses(name));
  }

  /**
   * The addresses of a name for a program of before IPv6 ({@code gethostbyname(3)}): of the lines
   * of /etc/hosts the first one only, unless {@code host.conf(5)} has {@code multi on}; musl knows
   * no such file and takes them all (musl: name_from_hosts in src/network/lookup_name.c).
   */
  public Result hostByName(String name) {
    List<IpAddress> known = files.addresses(name);
    boolean all = known.isEmpty() || files.multi() || self.place().libc() == CLibrary.MUSL;
    return lookup(name, all ? known : known.subList(0, 1));
  }

  private Result lookup(String name, List<IpAddress> known) {
    if (!known.isEmpty()) {
      return new Result(Outcome.FOUND, known, files.canonical(name));
    }
    return search(name);
  }

  /**
   * The addresses of a name in both families ({@code getaddrinfo} with AF_UNSPEC), those that can
   * be reached first, IPv6 before IPv4 (RFC 6724 section 6). Only /etc/hosts knows IPv6 addresses.
   */
  public Destinations destinations(String name) {
    List<IpAddress> six =
        new ArrayList<>(
            Ipv6Address.parse(name).map(List::of).orElseGet(() -> files.addresses6(name)));
    if (six.isEmpty()) {
      Result four = lookup(name);
      return new Destinations(four.outcome(), List.copyOf(four.addresses()));
    }
    List<IpAddress> sorted = new ArrayList<>(six);
    RouteNetlink routes = new RouteNetlink(self.netns());
    sorted.removeIf(address -> !routes.reaches((Ipv6Address) address));
    sorted.addAll(files.addresses(name));
    six.removeAll(sorted);
    sorted.addAll(six);
    return new Destinations(Outcome.FOUND, sorted);
  }

  /** The name of an address ({@code getnameinfo} with NI_NAMEREQD). */
  public Optional<String> reverse(IpAddress address) {
    Optional<String> known = files.name(address);
    if (known.isPresent() || address.family() != Family.IPV4) {
      return known;
    }
    NameServers.Reply reply = servers.ask(reverseName(address), List.of(DnsType.PTR));
    return name(reply);
  }

  /**
   * The name of an address, or the address where it has none; empty where nobody answers ({@code
   * getnameinfo} without NI_NAMEREQD: EAI_AGAIN).
   */
  public Optional<String> nameInfo(IpAddress address) {
    Optional<String> known = files.name(address);
    if (known.isPresent() || address.family() != Family.IPV4) {
      return known.or(() -> Optional.of(address.toString()));
    }
    NameServers.Reply reply = servers.ask(reverseName(address), List.of(DnsType.PTR));
    if (reply.outcome() == Outcome.TRY_AGAIN) {
      return Optional.empty();
    }
    return name(reply).or(() -> Optional.of(address.toString()));
  }

  private static Optional<String> name(NameServers.Reply reply) {
    return reply.records().stream()
        .filter(r -> r.type() == DnsType.PTR)
        .map(r -> withoutDot(r.data()))
        .findFirst();
  }

  /** The name under in-addr.arpa of an address. */
  public static String reverseName(IpAddress address) {
    StringBuilder name = new StringBuilder("in-addr.arpa");
    for (byte octet : address.toBytes()) {
      name.insert(0, Byte.toUnsignedInt(octet) + ".");
    }
    return name.toString();
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Tries the name as it is and with the search domains ({@code __res_context_search}). */
  private Result search(String name) {
    Outcome worst = Outcome.NO_NAME;
    for (String candidate : candidates(name)) {
      NameServers.Reply reply = servers.ask(candidate, families);
      if (reply.outcome() == Outcome.FOUND) {
        return result(reply.records(), candidate);
      }
      if (reply.outcome() == Outcome.TRY_AGAIN) {
        return Result.failed(Outcome.TRY_AGAIN);
      }
      worst = reply.outcome() == Outcome.NO_DATA ? Outcome.NO_DATA : worst;
    }
    return Result.failed(worst);
  }

  private static Result result(List<DnsRecord> records, String name) {
    String canonical = name;
    Set<IpAddress> addresses = new LinkedHashSet<>();
    for (DnsRecord record : records) {
      if (record.type() == DnsType.A) {
        Family.IPV4.parse(record.data()).ifPresent(addresses::add);
      } else if (record.type() == DnsType.CNAME) {
        canonical = withoutDot(record.data());
      }
    }
    return addresses.isEmpty()
        ? Result.failed(Outcome.NO_DATA)
        : new Result(Outcome.FOUND, List.copyOf(addresses), canonical);
  }

  private List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return List.of(withoutDot(name));
    }
    List<String> all = new ArrayList<>();
    long dots = name.chars().filter(c -> c == '.').count();
    boolean asItIsFirst = dots >= files.ndots();
    if (asItIsFirst) {
      all.add(name);
    }
    files.search().forEach(domain -> all.add(name + "." + domain));
    if (!asItIsFirst) {
      all.add(name);
    }
    return all;
  }
}

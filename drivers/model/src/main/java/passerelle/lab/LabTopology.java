package passerelle.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;
import passerelle.text.Resources;
import passerelle.text.WordList;

/**
 * The lab's machines and cables. A LAN with the Docker host and a laptop, a router, and a server on
 * the other side that stands for the Internet. All addresses are for documentation (RFC 5737), so
 * that nothing can leak into a real network.
 */
public final class LabTopology {
  public static final String HOST = "host";
  public static final String LAPTOP = "laptop";
  public static final String ROUTER = "router";
  public static final String INTERNET = "internet";

  /** The Docker host's card, whatever somebody calls it. */
  public static final MacAddress HOST_CARD = MacAddress.of("02:00:00:00:02:10");

  /** The address of the DNS server, for every resolv.conf. */
  public static final IpAddress DNS_SERVER = IpAddress.of("198.51.100.53");

  /** What the web server, which is the image registry, too, shows over TLS. */
  private static final Map<String, String> CERTIFICATE =
      Map.of(
          "tls",
          "*.example.com,example.com,docker.io,*.docker.io,quay.io,ghcr.io,gcr.io,mcr.microsoft.com",
          "tls:issuer",
          "C=US; O=DigiCert Inc; CN=DigiCert Global G3 TLS ECC SHA384 2020 CA1");

  /** Where distributions have their packages. */
  private static final String MIRRORS =
      "debian.org ubuntu.com alpinelinux.org rockylinux.org almalinux.org oracle.com"
          + " amazonlinux.com fedoraproject.org centos.org";

  /** The rules that nftables.service loads, as Debian's package nftables has them. */
  private static final String RULES = Resources.text(LabTopology.class, "nftables.conf");

  /** Where names are looked up, as Debian has it (nsswitch.conf(5)). */
  private static final String SWITCH = Resources.text(LabTopology.class, "nsswitch.conf");

  /** The router's address on the LAN, the gateway of host and laptop. */
  public static final IpAddress ROUTER_LAN = IpAddress.of("192.0.2.1");

  /** The host's address there. */
  public static final String HOST_LAN = "192.0.2.10";

  private static final IpAddress ROUTER_WAN = IpAddress.of("198.51.100.1");
  private static final IpAddress INTERNET_WAN = IpAddress.of("198.51.100.80");

  /** What no router of the Internet has a route to (RFC 6890). */
  private static final List<String> UNROUTED =
      WordList.of(
          """
          10.0.0.0/8 100.64.0.0/10 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 198.18.0.0/15
          203.0.113.0/24 240.0.0.0/4
          """);

  private static final Map<LabWorld, Topology> WORLDS = new EnumMap<>(LabWorld.class);

  /** The machines in the order in which they are built, whatever the world. */
  public static final List<String> MACHINES = of(LabWorld.RECORDED).names();

  /** Those of them with an engine. */
  public static final List<String> HOSTS = of(LabWorld.RECORDED).hosts();

  private LabTopology() {}

  /** 1 where br_netfilter is loaded, which a fresh machine has no reason to do. */
  private static final String BRIDGE_FILTER = "net.bridge.bridge-nf-call-iptables";

  /** Namespaces, cables, addresses and routes. */
  public static Plan plan(LabWorld world) {
    Topology topology = of(world);
    Plan.Builder plan = new Plan.Builder().addAll(topology.plan(ROUTER));
    plan.add(new KernelOp.SetSysctl(ROUTER, "net.ipv4.ip_forward", "1"), "lab.forward");
    if (world == LabWorld.COURSE) {
      for (String host : topology.hosts()) {
        plan.add(new KernelOp.SetSysctl(host, BRIDGE_FILTER, "0"), "lab.unfiltered");
      }
      widen(plan);
    }
    return plan.build();
  }

  /**
   * The router sends all but private and reserved addresses to the Internet, whose machine has
   * those that people know. It forwards nothing: what is sent to other addresses is lost there.
   */
  private static void widen(Plan.Builder plan) {
    for (IpAddress address : WideInternet.known().addresses()) {
      String own = address + "/32";
      plan.add(
          new KernelOp.AddAddress(INTERNET, "lo", IpInterfaceAddress.of(own), Optional.empty()),
          "lab.address",
          "lo",
          own);
    }
    for (String prefix : UNROUTED) {
      RouteSpec nowhere = RouteSpec.refusing(IpPrefix.of(prefix), RouteSpec.Type.THROW);
      route(plan, nowhere.withTable(RouteSpec.DEFAULT), "lab.unrouted", prefix);
    }
    RouteSpec out = RouteSpec.via(IpPrefix.all(INTERNET_WAN.family()), INTERNET_WAN, "wan0");
    route(plan, out.withTable(RouteSpec.DEFAULT), "lab.route", "0.0.0.0/0", INTERNET_WAN);
  }

  private static void route(Plan.Builder plan, RouteSpec route, String why, Object... arguments) {
    plan.add(new KernelOp.AddRoute(ROUTER, route), why, arguments);
  }

  /** The lab of a world: whoever wants another machine or another engine adds it here. */
  public static synchronized Topology of(LabWorld world) {
    return WORLDS.computeIfAbsent(world, LabTopology::drawn);
  }

  private static Topology drawn(LabWorld world) {
    Map<IpPrefix, IpAddress> byRouter = Map.of(IpPrefix.all(ROUTER_LAN.family()), ROUTER_LAN);
    return new Topology(
        List.of(
            machine(HOST, true, byRouter, List.of(), HOST_LAN + "/24"),
            machine(LAPTOP, false, byRouter, List.of(), "192.0.2.20/24"),
            router(),
            machine(
                INTERNET,
                false,
                Map.of(IpPrefix.of("192.0.2.0/24"), ROUTER_WAN),
                internetServices(world),
                "198.51.100.80/24",
                "198.51.100.53/24")),
        List.of(
            new Topology.Cable("lan1", HOST, HOST_CARD, true),
            new Topology.Cable("lan2", LAPTOP, MacAddress.of("02:00:00:00:02:20"), true),
            new Topology.Cable("wan0", INTERNET, MacAddress.of("02:00:00:00:64:50"), false)));
  }

  private static LabMachine router() {
    return new LabMachine(
        ROUTER,
        false,
        List.of(
            LabMachine.Address.of("lan", "192.0.2.1/24"),
            LabMachine.Address.of("wan0", "198.51.100.1/24")),
        Map.of(),
        files(ROUTER, ""),
        List.of());
  }

  /** A machine at the end of a cable; one with an engine knows its own name. */
  private static LabMachine machine(
      String name,
      boolean runsEngine,
      Map<IpPrefix, IpAddress> routes,
      List<ServiceSpec> services,
      String... addresses) {
    String own = addresses[0].replaceFirst("/.*", "") + "\t" + name + "\n";
    return new LabMachine(
        name,
        runsEngine,
        Stream.of(addresses).map(a -> LabMachine.Address.of("eth0", a)).toList(),
        routes,
        files(name, runsEngine ? own : ""),
        services);
  }

  private static Map<String, String> files(String name, String moreHosts) {
    Map<String, String> files = new TreeMap<>();
    files.put("/etc/hostname", name + "\n");
    files.put("/etc/resolv.conf", "nameserver " + DNS_SERVER + "\n");
    files.put("/etc/hosts", "127.0.0.1\tlocalhost\n" + moreHosts);
    files.put("/etc/nsswitch.conf", SWITCH);
    files.put("/etc/nftables.conf", RULES);
    return files;
  }

  /**
   * A web server and a name server that knows example.com; in the world of the course an image
   * registry, and whatever else people know of the Internet.
   */
  private static List<ServiceSpec> internetServices(LabWorld world) {
    boolean recorded = world == LabWorld.RECORDED;
    String zone = recorded ? "example.com" : "example.com docker.io " + MIRRORS;
    Map<String, String> zones = new TreeMap<>();
    zones.putAll(Map.of("zone", zone, "address", "198.51.100.80", "ttl", "0"));
    zones.put("noData", recorded ? "NXDOMAIN" : "NOERROR");
    List<ServiceSpec> services = new ArrayList<>();
    services.add(web(80, Map.of()));
    if (recorded) {
      services.add(new ServiceSpec("udp", DNS_SERVER.toString(), 53, 0, "dns", zones, "named"));
      return List.copyOf(services);
    }
    WideInternet wide = WideInternet.known();
    services.addAll(wide.nameServer(DNS_SERVER.toString(), zones));
    services.add(web(443, CERTIFICATE));
    services.addAll(wide.services(zones));
    return List.copyOf(services);
  }

  /** The names of the Internet that people may ask for, and that its name server knows. */
  public static Set<String> publicNames() {
    Set<String> names = WideInternet.known().names();
    names.add("example.com");
    return names;
  }

  private static ServiceSpec web(int port, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.putAll(Map.of("server", "python", "body:/", "Hello from the Internet\n"));
    String address = INTERNET_WAN.toString();
    return new ServiceSpec("tcp", address, port, 5, "http", settings, "python3");
  }
}

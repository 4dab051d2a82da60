package passerelle.cli.daemon;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.engine.EngineVersion;

/**
 * What a daemon finds wrong with well-formed settings once it starts (daemon/daemon_unix.go:
 * verifyDaemonSettings, initNetworkController; registry/config.go). {@code dockerd --validate} does
 * not look at it.
 */
record DaemonStart(EngineVersion version, Map<String, List<String>> options) {
  private static final String CONTROLLER = "Error initializing network controller: ";
  private static final Pattern POOL = Pattern.compile("base=(.*),size=(-?[0-9]+)");

  private static final Pattern HOST =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9-]+)*(:[0-9]+)?");

  /**
   * Checks all, in the daemon's order.
   *
   * @throws DaemonRefusal as dockerd words it
   */
  void check() throws DaemonRefusal {
    refuse(
        options.containsKey("bridge") && options.containsKey("bip"),
        "You specified -b & --bip, mutually exclusive options. Please specify only one");
    for (String mirror : all("registry-mirror")) {
      Matcher scheme = Pattern.compile("(\\w+)://.*").matcher(mirror);
      String name = scheme.matches() ? scheme.group(1) : "";
      refuse(
          !name.matches("https?"),
          "invalid mirror: unsupported scheme \"" + name + "\" in \"" + mirror + "\"");
    }
    for (String registry : all("insecure-registry")) {
      insecure(registry);
    }
    for (String pool : all("default-address-pool")) {
      pool(pool);
    }
    for (String name : List.of("bip", "fixed-cidr")) {
      for (String text : all(name)) {
        boolean direct = version == EngineVersion.V26_1;
        String where = direct ? "" : "error creating default \"bridge\" network: ";
        refuse(!isCidr(text), CONTROLLER + where + "invalid CIDR address: " + text);
      }
    }
  }

  private static void insecure(String registry) throws DaemonRefusal {
    String host = registry.replaceFirst(":[^:]*$", "");
    boolean known = HOST.matcher(registry).matches() || isCidr(registry);
    refuse(
        !known && Family.IPV4.parse(host).isEmpty() && Family.IPV6.parse(host).isEmpty(),
        "insecure registry " + registry + " is not valid: invalid host \"" + host + "\"");
  }

  private static void pool(String text) throws DaemonRefusal {
    Matcher pool = POOL.matcher(text);
    if (!pool.matches()) {
      return;
    }
    String where = CONTROLLER + "error obtaining controller instance: ";
    String base = pool.group(1);
    refuse(
        !isCidr(base), where + "invalid base pool \"" + base + "\": invalid CIDR address: " + base);
    int length = Family.IPV4.parseInterfaceAddress(base).map(DaemonStart::length).orElse(0);
    String size = pool.group(2);
    refuse(
        size.length() > 3 || Integer.parseInt(size) <= 0 || Integer.parseInt(size) < length,
        where + "invalid pools size: " + size);
  }

  private static int length(IpInterfaceAddress address) {
    return address.prefix().length();
  }

  private static boolean isCidr(String text) {
    return text.contains("/")
        && (Family.IPV4.parseInterfaceAddress(text).isPresent()
            || Family.IPV6.parseInterfaceAddress(text).isPresent());
  }

  private List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  private static void refuse(boolean wrong, String why) throws DaemonRefusal {
    if (wrong) {
      throw new DaemonRefusal("failed to start daemon: " + why);
    }
  }
}

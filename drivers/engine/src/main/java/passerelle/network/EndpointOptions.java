package passerelle.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The driver options of an endpoint that every driver obeys (libnetwork/netlabel; Engine 27 and
 * later).
 *
 * @param device {@code ifname}: the name of its interface
 * @param sysctls {@code sysctls}: settings of the interface, {@code
 *     net.ipv4.conf.IFNAME.forwarding}
 */
public record EndpointOptions(Optional<String> device, List<Sysctl> sysctls) {
  public static final String DEVICE = "com.docker.network.endpoint.ifname";
  public static final String SYSCTLS = "com.docker.network.endpoint.sysctls";

  public static final EndpointOptions NONE = new EndpointOptions(Optional.empty(), List.of());

  /** What Engine 27 and 28 brought: earlier versions take them for any other word. */
  public static final Set<String> NEW_IN_28 = Set.of(DEVICE, SYSCTLS);

  /**
   * A setting of an interface.
   *
   * @param before the key up to the interface's name, {@code net.ipv4.conf.}
   * @param after what follows it, {@code .forwarding}
   */
  public record Sysctl(String before, String after, String value) {

    /** The whole key. */
    public String key(String device) {
      return before + device + after;
    }
  }

  /**
   * Reads the options of an endpoint.
   *
   * @param unknown options that this engine version does not know
   */
  public static EndpointOptions of(Map<String, String> options, Set<String> unknown)
      throws NetworkException {
    Optional<String> device =
        unknown.contains(DEVICE) ? Optional.empty() : Optional.ofNullable(options.get(DEVICE));
    List<Sysctl> sysctls = new ArrayList<>();
    if (options.containsKey(SYSCTLS) && !unknown.contains(SYSCTLS)) {
      for (String sysctl : options.get(SYSCTLS).split(",", -1)) {
        sysctls.add(sysctl(sysctl));
      }
    }
    return new EndpointOptions(device.filter(d -> !d.isEmpty()), List.copyOf(sysctls));
  }

  private static Sysctl sysctl(String text) throws NetworkException {
    String[] parts = text.split("\\.", 5);
    boolean known =
        parts.length == 5
            && parts[1].matches("ipv4|ipv6|mpls")
            && (parts[3].equals("IFNAME") || parts[3].equals("ifname"));
    if (!known) {
      throw NetworkException.invalid(
          "unrecognised network interface sysctl '"
              + (text + "'; represent 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be ")
              + "'ipv4', 'ipv6' or 'mpls'");
    }
    int equals = parts[4].indexOf('=');
    if (equals < 0) {
      throw NetworkException.invalid("expected sysctl '" + text + "' to have format name=value");
    }
    return new Sysctl(
        parts[0] + "." + parts[1] + "." + parts[2] + ".",
        "." + parts[4].substring(0, equals),
        parts[4].substring(equals + 1));
  }
}

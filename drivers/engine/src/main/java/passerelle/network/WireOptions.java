package passerelle.network;

import java.util.List;
import java.util.Optional;

/**
 * The options of a network whose containers are on the wire of one of the host's devices
 * (libnetwork/drivers/macvlan and ipvlan, parseNetworkOptions). Options that a driver does not know
 * mean nothing.
 *
 * @param dummy beginning of the name of the device that is made where none is named: {@code dm-} or
 *     {@code di-}
 * @param parent {@code parent}: the device whose wire it is; empty where none is named
 * @param mode {@code macvlan_mode} or {@code ipvlan_mode}
 * @param flag {@code ipvlan_flag}
 * @param manner in which engine versions differ
 */
public record WireOptions(
    String dummy, Optional<String> parent, String mode, String flag, Manner manner)
    implements DriverOptions {

  /**
   * In what engine versions differ.
   *
   * @param guessesGateway where no gateway is named the subnet's first address is one (until
   *     moby/moby pull request 50929)
   * @param closesOrphans a network without a parent has no way out
   * @param sharesParents several macvlan networks can have the same parent
   */
  public record Manner(boolean guessesGateway, boolean closesOrphans, boolean sharesParents) {}

  /** The modes of macvlan, the usual one first. */
  private static final List<String> MACVLAN = List.of("bridge", "private", "passthru", "vepa");

  private static final List<String> IPVLAN = List.of("l2", "l3", "l3s");
  private static final List<String> FLAGS = List.of("bridge", "private", "vepa");
  private static final int ID_DIGITS = 12;

  /** Reads the options of a macvlan network. */
  public static WireOptions macvlan(NetworkSpec spec, Manner manner) throws NetworkException {
    String mode = one(spec, "macvlan_mode", MACVLAN, "macvlan mode", "'bridge' mode", "macvlan");
    return new WireOptions("dm-", parent(spec, "macvlan"), mode, "", manner);
  }

  /** Reads the options of an ipvlan network. */
  public static WireOptions ipvlan(NetworkSpec spec, Manner manner) throws NetworkException {
    String mode = one(spec, "ipvlan_mode", IPVLAN, "ipvlan mode", "'l2' mode", "ipvlan");
    String flag = one(spec, "ipvlan_flag", FLAGS, "ipvlan flag", "'bridge'", "ipvlan");
    if (mode.equals("l3s")) {
      throw NetworkException.invalid("Passerelle does not model ipvlan mode l3s");
    }
    return new WireOptions("di-", parent(spec, "ipvlan"), mode, flag, manner);
  }

  private static String one(
      NetworkSpec spec, String name, List<String> known, String what, String usual, String driver)
      throws NetworkException {
    String value = spec.option(name).filter(v -> !v.isEmpty()).orElse(known.get(0));
    if (!known.contains(value)) {
      throw NetworkException.invalid(
          ("requested " + what + " '" + value + "' is not valid, ")
              + (usual + " is the " + driver + " driver default"));
    }
    return value;
  }

  private static Optional<String> parent(NetworkSpec spec, String driver) throws NetworkException {
    Optional<String> parent = spec.option("parent").filter(p -> !p.isEmpty());
    if (parent.filter("lo"::equals).isPresent()) {
      throw NetworkException.invalid(
          "loopback interface is not a valid " + driver + " parent link");
    }
    return parent;
  }

  /** The parent, or the device that is made for a network without one. */
  @Override
  public Optional<String> parent(String id) {
    return parent.or(() -> Optional.of(dummy(id)));
  }

  /** The device that stands for a network's parent where it has none. */
  public String dummy(String id) {
    return dummy + id.substring(0, ID_DIGITS);
  }

  /** Packets of an ipvlan network in mode l3 leave by the routes of the host. */
  public boolean isRouted() {
    return mode.equals("l3");
  }

  /** Whether containers have a way out of the network, where it is not internal. */
  public boolean leadsOut() {
    return parent.isPresent() || !manner.closesOrphans();
  }

  @Override
  public boolean withoutGateway() {
    return isRouted() || !leadsOut();
  }

  @Override
  public boolean publishes() {
    return false;
  }

  @Override
  public boolean sharesMac() {
    return dummy.equals("di-");
  }

  @Override
  public boolean skipsGateway(boolean internal) {
    boolean unused = internal || isRouted() || !leadsOut();
    return !manner.guessesGateway() || manner.closesOrphans() && unused;
  }
}

package passerelle.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.gotemplate.GoBool;

/**
 * The options of a bridge network, read and checked
 * (libnetwork/drivers/bridge/bridge_linux.go:networkConfiguration). An option that the engine
 * version does not know is kept by the network and means nothing.
 *
 * @param bridge {@code bridge.name}: the Linux bridge; the id names it where this is empty
 * @param mode {@code gateway_mode_ipv4}
 * @param icc {@code enable_icc}: containers of the network may talk to each other
 * @param masquerade {@code enable_ip_masquerade}
 * @param hostAddress {@code host_ipv4}: the address that packets leave with instead of masquerading
 * @param hostBinding {@code host_binding_ipv4}: where ports are published that name no address
 * @param inhibitAddress {@code inhibit_ipv4}: the bridge gets no address
 * @param trusted {@code trusted_host_interfaces}: who comes from there may reach containers
 *     directly
 * @param mtu {@code driver.mtu}, above 0 if present
 * @param prefix {@code container_iface_prefix}: interfaces are named {@code prefix0}, ...
 * @param gatewayAlways an address is kept for the gateway though the bridge gets none (until Engine
 *     27)
 * @param announcement {@code advertise_addr_nmsgs} and {@code advertise_addr_ms}
 */
public record BridgeOptions(
    Optional<String> bridge,
    GatewayMode mode,
    boolean icc,
    boolean masquerade,
    Optional<IpAddress> hostAddress,
    Optional<IpAddress> hostBinding,
    boolean inhibitAddress,
    List<String> trusted,
    OptionalInt mtu,
    String prefix,
    boolean gatewayAlways,
    Announcement announcement)
    implements DriverOptions {
  public static final String GATEWAY_MODE = "com.docker.network.bridge.gateway_mode_ipv4";
  public static final String GATEWAY_MODE_6 = "com.docker.network.bridge.gateway_mode_ipv6";
  public static final String INHIBIT = "com.docker.network.bridge.inhibit_ipv4";
  public static final String TRUSTED = "com.docker.network.bridge.trusted_host_interfaces";
  public static final String HOST_ADDRESS = "com.docker.network.host_ipv4";
  public static final String PREFIX = "com.docker.network.container_iface_prefix";
  public static final String ANNOUNCE_COUNT = "com.docker.network.advertise_addr_nmsgs";
  public static final String ANNOUNCE_INTERVAL = "com.docker.network.advertise_addr_ms";

  /** IFNAMSIZ without the final 0. */
  private static final int LONGEST_DEVICE_NAME = 15;

  /** What Engine 27 and 28 brought: earlier versions take them for any other word. */
  public static final Set<String> NEW_IN_28 =
      Set.of(GATEWAY_MODE, GATEWAY_MODE_6, TRUSTED, ANNOUNCE_COUNT, ANNOUNCE_INTERVAL);

  /**
   * Reads the options of a network.
   *
   * @param unknown options that this engine version does not know
   */
  public static BridgeOptions of(NetworkSpec spec, Set<String> unknown) throws NetworkException {
    Reader read = new Reader(new TreeMap<>(spec.options()), unknown);
    read.gatewayMode(GATEWAY_MODE_6);
    BridgeOptions options =
        new BridgeOptions(
            read.bridgeName(),
            read.gatewayMode(GATEWAY_MODE),
            read.flag(NetworkSpec.ICC, true),
            read.flag(NetworkSpec.MASQUERADE, true),
            read.address(HOST_ADDRESS).flatMap(a -> Family.IPV4.parse(a.toString())),
            read.address(NetworkSpec.HOST_BINDING),
            read.flag(INHIBIT, false),
            read.names(TRUSTED),
            read.mtu(),
            read.text(PREFIX).filter(p -> !p.isEmpty()).orElse("eth"),
            unknown.contains(GATEWAY_MODE),
            read.announcement());
    read.flag(NetworkSpec.DEFAULT_BRIDGE, false);
    if (options.mode() == GatewayMode.ISOLATED && !spec.internal()) {
      throw NetworkException.invalid(
          "gateway mode 'isolated' can only be used for an internal network");
    }
    return options;
  }

  @Override
  public Optional<String> device(String id) {
    return Optional.of(deviceName(id));
  }

  /** See bridge_linux.go:parseNetworkOptions. */
  public String deviceName(String id) {
    return bridge.orElse("br-" + id.substring(0, 12));
  }

  /** The bridge has an address of the network. */
  public boolean hasBridgeAddress() {
    return !inhibitAddress && mode != GatewayMode.ISOLATED;
  }

  /** See bridge_linux.go:GetSkipGwAlloc. */
  @Override
  public boolean skipsGateway(boolean internal) {
    return mode == GatewayMode.ISOLATED || inhibitAddress && internal && !gatewayAlways;
  }

  /** Reads one option after the other. */
  private record Reader(Map<String, String> options, Set<String> unknown) {

    Optional<String> text(String name) {
      return unknown.contains(name) ? Optional.empty() : Optional.ofNullable(options.get(name));
    }

    GatewayMode gatewayMode(String name) throws NetworkException {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        return GatewayMode.NAT;
      }
      Optional<GatewayMode> mode = GatewayMode.of(text.get());
      if (mode.isEmpty()) {
        throw unreadable(name, "unknown gateway mode " + text.get());
      }
      return mode.get();
    }

    boolean flag(String name, boolean otherwise) throws NetworkException {
      Optional<String> text = text(name);
      String problem = text.map(GoBool::problem).orElse("");
      if (!problem.isEmpty()) {
        throw unreadable(name, problem);
      }
      return text.map(GoBool::isTrue).orElse(otherwise);
    }

    Optional<IpAddress> address(String name) throws NetworkException {
      Optional<String> text = text(name);
      Optional<IpAddress> address = text.flatMap(IpAddress::parse);
      if (text.isPresent() && address.isEmpty()) {
        throw unreadable(name, "nil ip");
      }
      return address;
    }

    List<String> names(String name) {
      return text(name).map(t -> t.split(":")).map(List::of).orElse(List.of()).stream()
          .filter(n -> !n.isEmpty())
          .toList();
    }

    OptionalInt mtu() throws NetworkException {
      Optional<String> text = text(NetworkSpec.MTU);
      if (text.isEmpty()) {
        return OptionalInt.empty();
      }
      if (!text.get().matches("[+-]?[0-9]{1,9}")) {
        throw unreadable(
            NetworkSpec.MTU, "strconv.Atoi: parsing \"" + text.get() + "\": invalid syntax");
      }
      int mtu = Integer.parseInt(text.get());
      if (mtu < 0) {
        throw NetworkException.invalid("invalid MTU number: " + mtu);
      }
      return mtu == 0 ? OptionalInt.empty() : OptionalInt.of(mtu);
    }

    /** The kernel refuses such a device, and the daemon hands its error number on. */
    Optional<String> bridgeName() throws NetworkException {
      String name = text(NetworkSpec.BRIDGE_NAME).orElse("");
      if (name.length() > LONGEST_DEVICE_NAME) {
        throw NetworkException.invalid("numerical result out of range");
      }
      if (name.matches(".*[\\s/:].*|\\.\\.?")) {
        throw NetworkException.invalid("invalid argument");
      }
      return text(NetworkSpec.BRIDGE_NAME).filter(n -> !n.isEmpty());
    }

    Announcement announcement() throws NetworkException {
      return new Announcement(
          within(ANNOUNCE_COUNT, 0, 3, Announcement.USUAL.count(), "an integer"),
          within(
              ANNOUNCE_INTERVAL,
              100,
              2000,
              Announcement.USUAL.intervalMillis(),
              "integer milliseconds"));
    }

    private int within(String name, int low, int high, int otherwise, String kind)
        throws NetworkException {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        return otherwise;
      }
      if (!text.get().matches("[+-]?[0-9]{1,9}")) {
        throw NetworkException.invalid(
            "value for option " + name + " \"" + text.get() + "\" must be " + kind);
      }
      int value = Integer.parseInt(text.get());
      if (value < low || value > high) {
        throw NetworkException.invalid(name + " must be in the range " + low + " to " + high);
      }
      return value;
    }

    private NetworkException unreadable(String name, String why) {
      return NetworkException.invalid(
          "failed to parse " + name + " value: " + options.get(name) + " (" + why + ")");
    }
  }
}

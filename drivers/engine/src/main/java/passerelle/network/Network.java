package passerelle.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;

/** A network that exists, with its endpoints. */
public final class Network {
  private final String id;
  private final NetworkSpec spec;
  private final DriverOptions options;
  private final long created;
  private final Optional<AddressPool> pool;
  private final Optional<IpAddress> gateway;
  private final Optional<MacAddress> deviceAddress;
  private final List<Subnet> more;
  private boolean ownsDevice = true;
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

  /**
   * A network without endpoints.
   *
   * @param id 64 hexadecimal digits
   * @param options what the spec's options mean to the driver
   * @param created nanoseconds since the lab was booted
   * @param pool its addresses
   * @param gateway the address set aside for the way out; empty when none was
   * @param deviceAddress hardware address for the network's device, if it has one
   * @param more the subnets that it has behind the first
   */
  public Network(
      String id,
      NetworkSpec spec,
      DriverOptions options,
      long created,
      Optional<AddressPool> pool,
      Optional<IpAddress> gateway,
      Optional<MacAddress> deviceAddress,
      List<Subnet> more) {
    this.id = id;
    this.spec = spec;
    this.options = options;
    this.created = created;
    this.pool = pool;
    this.gateway = gateway;
    this.deviceAddress = deviceAddress;
    this.more = List.copyOf(more);
  }

  /** How far it reaches, as asked; {@code local} is this machine. */
  public String scope() {
    String asked = spec.extras().scope();
    return asked.isEmpty() ? "local" : asked;
  }

  /** One of {@code host} and {@code none}: without addresses and without a device. */
  public static Network plain(String id, NetworkSpec spec, long created) {
    return new Network(
        id,
        spec,
        DriverOptions.NONE,
        created,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same network with a pool of its own and without endpoints. */
  public Network copy() {
    Network copy =
        new Network(
            id,
            spec,
            options,
            created,
            pool.map(AddressPool::copy),
            gateway,
            deviceAddress,
            more.stream().map(Subnet::copy).toList());
    copy.ownsDevice = ownsDevice;
    return copy;
  }

  public String id() {
    return id;
  }

  public String name() {
    return spec.name();
  }

  public NetworkSpec spec() {
    return spec;
  }

  public DriverOptions options() {
    return options;
  }

  public long created() {
    return created;
  }

  public Optional<AddressPool> pool() {
    return pool;
  }

  /** All its subnets; none of {@code host}, {@code none} and configurations. */
  public List<Subnet> subnets() {
    return Stream.concat(
            pool.stream().map(p -> new Subnet(spec.subnet(), p, gateway)), more.stream())
        .toList();
  }

  /** The subnet that an address is of. */
  public Optional<Subnet> subnetOf(IpAddress address) {
    return subnets().stream().filter(s -> s.prefix().contains(address)).findFirst();
  }

  /** The first of its subnets. */
  public Optional<IpPrefix> subnet() {
    return pool.map(AddressPool::subnet);
  }

  public Optional<IpAddress> gateway() {
    return gateway;
  }

  /**
   * Where a container with that address sends what is for elsewhere: the gateway, or who was named
   * in its place.
   */
  public Optional<IpAddress> defaultGateway(Optional<IpAddress> address) {
    Optional<Subnet> other = address.flatMap(this::subnetOf).filter(more::contains);
    if (other.isPresent()) {
      return other.get().gateway();
    }
    return Optional.ofNullable(spec.subnet().auxiliary().get(SubnetSpec.DEFAULT_GATEWAY))
        .or(() -> gateway);
  }

  public Optional<MacAddress> deviceAddress() {
    return deviceAddress;
  }

  /** The network's device, or its parent, was made for it, and goes with it. */
  public boolean ownsDevice() {
    return ownsDevice;
  }

  /** The network uses a device that was there before, or stays. */
  public void usesForeignDevice() {
    ownsDevice = false;
  }

  /** The device of the host that the network is, as its driver has it. */
  public Optional<String> device() {
    return options.device(id);
  }

  /** The device of the host whose wire its containers are on. */
  public Optional<String> parent() {
    return options.parent(id);
  }

  /** One of bridge, host and none, which every engine has. */
  public boolean isPredefined() {
    return name().equals("bridge") || name().equals("host") || name().equals("none");
  }

  /** One that the user made: containers on it find each other by name. */
  public boolean isUserDefined() {
    return !isPredefined();
  }

  /** The endpoints by the id of their container, oldest first. */
  public Map<String, Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public String toString() {
    return name();
  }
}

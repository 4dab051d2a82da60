package passerelle.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;

/** A container's place on a network: an interface in its sandbox, an address, published ports. */
public final class Endpoint {
  private final String id;
  private final Network network;
  private final EndpointSpec spec;
  private final EndpointOptions options;
  private final Optional<IpAddress> address;
  private final Optional<MacAddress> mac;
  private final String hostDevice;
  private final List<PortMapping> published = new ArrayList<>();
  private final List<LinkedChild> linked = new ArrayList<>();
  private List<String> dnsNames = List.of();
  private String device = "";
  private String containerName = "";

  /**
   * An endpoint that is in no sandbox yet.
   *
   * @param id 64 hexadecimal digits
   * @param options what the spec's options mean
   * @param address its address; empty on {@code host} and {@code none}
   * @param mac the interface's hardware address
   * @param hostDevice name of the host's end of the veth pair
   */
  public Endpoint(
      String id,
      Network network,
      EndpointSpec spec,
      EndpointOptions options,
      Optional<IpAddress> address,
      Optional<MacAddress> mac,
      String hostDevice) {
    this.id = id;
    this.network = network;
    this.spec = spec;
    this.options = options;
    this.address = address;
    this.mac = mac;
    this.hostDevice = hostDevice;
  }

  /** The same endpoint on another copy of its network. */
  public Endpoint copy(Network other) {
    Endpoint copy = new Endpoint(id, other, spec, options, address, mac, hostDevice);
    copy.published.addAll(published);
    copy.linked.addAll(linked);
    copy.dnsNames = dnsNames;
    copy.device = device;
    copy.containerName = containerName;
    return copy;
  }

  public String id() {
    return id;
  }

  public Network network() {
    return network;
  }

  public EndpointSpec spec() {
    return spec;
  }

  public EndpointOptions options() {
    return options;
  }

  public Optional<IpAddress> address() {
    return address;
  }

  /** The address with the prefix length of its network. */
  public Optional<IpInterfaceAddress> interfaceAddress() {
    return address.map(
        a ->
            new IpInterfaceAddress(
                a, network.subnetOf(a).map(s -> s.prefix().length()).orElse(32)));
  }

  /** Name of the container, as it was when it was connected. */
  public String containerName() {
    return containerName;
  }

  public void containerName(String name) {
    containerName = name;
  }

  public Optional<MacAddress> mac() {
    return mac;
  }

  public String hostDevice() {
    return hostDevice;
  }

  /** Name of the interface in the sandbox, {@code eth0}; empty before it is there. */
  public String device() {
    return device;
  }

  public void device(String name) {
    device = name;
  }

  /** The names by which containers of the network find it. */
  public List<String> dnsNames() {
    return dnsNames;
  }

  public void dnsNames(List<String> names) {
    dnsNames = List.copyOf(names);
  }

  /** The address of the default route through it; none on an internal network. */
  public Optional<IpAddress> gateway() {
    boolean none = network.spec().internal() || network.options().withoutGateway();
    return none ? Optional.empty() : network.defaultGateway(address);
  }

  /** The ports published through this endpoint, in the order in which they were. */
  public List<PortMapping> published() {
    return published;
  }

  /** The containers that links let it talk to. */
  public List<LinkedChild> linked() {
    return linked;
  }
}

package passerelle.sim.uapi;

import java.util.Arrays;
import java.util.Optional;

/** What the members of a set are ({@code struct ip_set_type}). */
public enum SetType {
  HASH_IP("hash:ip", 6, 216, 4, false, true, false),
  HASH_NET("hash:net", 7, 456, 8, false, true, true),
  HASH_IP_PORT("hash:ip,port", 7, 216, 8, true, true, false),
  HASH_NET_PORT("hash:net,port", 8, 456, 8, true, true, true),
  BITMAP_IP("bitmap:ip", 3, 88, 0, false, true, false),
  BITMAP_PORT("bitmap:port", 3, 72, 0, true, false, false);

  private final String label;
  private final int revision;
  private final int base;
  private final int element;
  private final boolean ports;
  private final boolean addresses;
  private final boolean networks;

  SetType(
      String label,
      int revision,
      int base,
      int element,
      boolean ports,
      boolean addresses,
      boolean networks) {
    this.label = label;
    this.revision = revision;
    this.base = base;
    this.element = element;
    this.ports = ports;
    this.addresses = addresses;
    this.networks = networks;
  }

  /** The type of a name; empty when there is none, or none that is modelled. */
  public static Optional<SetType> of(String label) {
    return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst();
  }

  /** Its name, such as {@code hash:ip,port}. */
  public String label() {
    return label;
  }

  /** The newest revision that Linux 6.18 has. */
  public int revision() {
    return revision;
  }

  /** Octets of a set without members. */
  public int base() {
    return base;
  }

  /** Octets of a member without its extensions; of a bitmap it is a bit. */
  public int element() {
    return element;
  }

  public boolean isBitmap() {
    return element == 0;
  }

  public boolean hasPorts() {
    return ports;
  }

  public boolean hasAddresses() {
    return addresses;
  }

  /** Members may be networks. */
  public boolean hasNetworks() {
    return networks;
  }

  /** How many of {@code src} and {@code dst} a rule gives at least. */
  public int dimensions() {
    return ports && addresses ? 2 : 1;
  }
}

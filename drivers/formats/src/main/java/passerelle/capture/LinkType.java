package passerelle.capture;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the first bytes of a captured frame are (the LINKTYPE_ registry of www.tcpdump.org).
 *
 * <p>An Ethernet device gives {@link #ETHERNET}; capturing on {@code any} gives the "cooked" header
 * {@link #LINUX_SLL2}, which names the device and the direction in place of the destination
 * address.
 */
public enum LinkType {
  ETHERNET(1, "EN10MB", "Ethernet", 12, 14),
  LINUX_SLL2(276, "LINUX_SLL2", "Linux cooked v2", 0, 20);

  private final int code;
  private final String shortName;
  private final String description;
  private final int protocolOffset;
  private final int headerLength;

  LinkType(int code, String shortName, String description, int protocolOffset, int headerLength) {
    this.code = code;
    this.shortName = shortName;
    this.description = description;
    this.protocolOffset = protocolOffset;
    this.headerLength = headerLength;
  }

  /** The number in capture files. */
  public int code() {
    return code;
  }

  /** The name as pcap_datalink_val_to_name gives it. */
  public String shortName() {
    return shortName;
  }

  /** The description as pcap_datalink_val_to_description gives it. */
  public String description() {
    return description;
  }

  /** Where the two octets of the EtherType are. */
  public int protocolOffset() {
    return protocolOffset;
  }

  /** Octets before the network-layer header. */
  public int headerLength() {
    return headerLength;
  }

  /** The link type with this number in a file; empty when it is not modelled. */
  public static Optional<LinkType> ofCode(int code) {
    return Stream.of(values()).filter(type -> type.code == code).findFirst();
  }
}

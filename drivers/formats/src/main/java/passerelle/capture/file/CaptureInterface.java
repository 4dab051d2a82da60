package passerelle.capture.file;

import passerelle.capture.LinkType;

/**
 * A device that packets of a file were captured on.
 *
 * @param name such as {@code web/eth0}; empty when the file does not tell
 * @param linkType what its frames begin with
 * @param snapLength most octets kept of a packet
 */
public record CaptureInterface(String name, LinkType linkType, int snapLength) {
  /** tcpdump's default snapshot length (MAXIMUM_SNAPLEN). */
  public static final int DEFAULT_SNAP_LENGTH = 262_144;

  /** An Ethernet device whose packets are kept whole. */
  public static CaptureInterface ethernet(String name) {
    return new CaptureInterface(name, LinkType.ETHERNET, DEFAULT_SNAP_LENGTH);
  }
}

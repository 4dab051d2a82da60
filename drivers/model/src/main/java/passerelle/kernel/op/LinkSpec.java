package passerelle.kernel.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.MacAddress;

/**
 * What a device is to be, whatever its kind (the attributes of {@code RTM_NEWLINK}).
 *
 * @param name its name; a {@code %d} in it becomes the first number that is free ({@code
 *     dev_alloc_name})
 * @param mac its hardware address; a random one where none is given
 * @param mtu in octets; the kind's own where none is given
 * @param txQueueLength transmit queue in packets: 1000 by ip's default, 0 by Docker's
 */
public record LinkSpec(String name, Optional<MacAddress> mac, OptionalInt mtu, int txQueueLength) {
  /** {@code DEFAULT_TX_QUEUE_LEN}. */
  public static final int DEFAULT_QUEUE = 1000;

  private static final int DEFAULT_MTU = 1500;

  /** A device as ip makes it where nothing but its name is given. */
  public static LinkSpec of(String name) {
    return new LinkSpec(name, Optional.empty(), OptionalInt.empty(), DEFAULT_QUEUE);
  }

  /** The words that {@code ip link add} takes for it, the name first. */
  public List<String> words() {
    List<String> words = new ArrayList<>(List.of(name));
    mac.ifPresent(address -> words.addAll(List.of("address", address.toString())));
    mtu.stream()
        .filter(octets -> octets != DEFAULT_MTU)
        .forEach(octets -> words.addAll(List.of("mtu", "" + octets)));
    if (txQueueLength != DEFAULT_QUEUE) {
      words.addAll(List.of("txqueuelen", "" + txQueueLength));
    }
    return words;
  }
}

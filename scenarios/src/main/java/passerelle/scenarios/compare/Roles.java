package passerelle.scenarios.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;

/**
 * The parts that drawn names and addresses play in a lab, told by where they stand: a device with a
 * random name by its kind and interface index, a MAC address by the first device that had it, a
 * sandbox by what lives in it. So what means the same in two labs is called the same.
 */
public final class Roles {
  /** Names that Docker draws: a veth's, and those of bridges and parents by their network's id. */
  private static final Pattern RANDOM_NAME =
      Pattern.compile("\\b(?:(veth)[0-9a-f]{7}|(br|dm|di|vx)-[0-9a-f]{12})\\b");

  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<CapturedDevice, String> devices = new LinkedHashMap<>();
  private final Map<MacAddress, String> macs = new LinkedHashMap<>();
  private int placesGone;
  private int devicesGone;

  /**
   * Learns what lives in a namespace; the first name that is learnt stays.
   *
   * @return whether that is new
   */
  boolean learnPlace(String netns, String label) {
    return places.putIfAbsent(netns, label) == null;
  }

  /** Learns the devices of a namespace. */
  void learn(NetnsSnapshot snapshot) {
    for (LinkView link : snapshot.links()) {
      String role = role(link);
      devices.putIfAbsent(new CapturedDevice(snapshot.netns(), link.name()), role);
      String owner = place(snapshot.netns()) + "/" + role;
      macs.putIfAbsent(link.mac(), spellsAddress(link) ? link.mac().toString() : owner);
    }
  }

  /** As Engine 26 makes them: {@code 02:42} and the device's IPv4 address. */
  static boolean spellsAddress(LinkView link) {
    return link.addresses().stream()
        .map(a -> 0x0242L << 32 | Integer.toUnsignedLong(a.address().address().lastWord()))
        .anyMatch(bits -> bits == link.mac().bits());
  }

  private static String role(LinkView link) {
    return RANDOM_NAME.matcher(link.name()).replaceFirst(m -> kind(m) + "#" + link.index());
  }

  /** The name of a place; a place that nobody has looked at is called after its namespace. */
  String place(String netns) {
    return places.getOrDefault(netns, netns);
  }

  /** The name of a device; one that nobody has looked at keeps none but its kind. */
  String device(String netns, String name) {
    return Optional.ofNullable(devices.get(new CapturedDevice(netns, name)))
        .orElseGet(() -> RANDOM_NAME.matcher(name).replaceFirst(m -> kind(m) + "#gone"));
  }

  /**
   * {@code web/eth0}. A device or place that came and went within one command, so that nobody could
   * look at it, gets a name here by the order in which it is first asked for.
   */
  String where(CapturedDevice device) {
    if (!places.containsKey(device.netns())) {
      places.put(device.netns(), "gone#" + ++placesGone);
    }
    if (!devices.containsKey(device)) {
      String role =
          RANDOM_NAME.matcher(device.name()).replaceFirst(m -> kind(m) + "#gone" + ++devicesGone);
      devices.put(device, role);
    }
    return place(device.netns()) + "/" + devices.get(device);
  }

  /** A text of a namespace, with the parts of devices in the place of their random names. */
  String text(String netns, String text) {
    return RANDOM_NAME.matcher(text).replaceAll(m -> device(netns, m.group()));
  }

  private static String kind(MatchResult name) {
    return name.group(1) == null ? name.group(2) : name.group(1);
  }

  /**
   * A MAC address by its part; groups as they are, and also those that somebody chose: {@code
   * 02:00:00:...}, or that spell an IPv4 address. Empty when no device is known to have it.
   */
  Optional<String> mac(MacAddress mac) {
    boolean fixed = mac.isMulticast() || mac.equals(MacAddress.ZERO) || isLab(mac);
    return fixed ? Optional.of(mac.toString()) : Optional.ofNullable(macs.get(mac));
  }

  private static boolean isLab(MacAddress mac) {
    return mac.bits() >> 24 == 0x02_0000;
  }

  /** An IPv6 address; a link-local one that is made of a MAC address by that one's part. */
  String address6(Ipv6Address address) {
    boolean linkLocal = address.high() == 0xfe80L << 48;
    return macs.entrySet().stream()
        .filter(e -> linkLocal && e.getKey().linkLocal().equals(address))
        .map(e -> "the link-local address of " + e.getValue())
        .findFirst()
        .orElse(address.toString());
  }
}

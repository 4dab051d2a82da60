package passerelle.sim.userland.ethtool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.LinkInfo;
import passerelle.text.Resources;

/**
 * An offload that a device has or has not, or a group of them (include/linux/netdev_features.h).
 *
 * @param shown the name in {@code ethtool -k}
 * @param name the kernel's name; {@code -} of a group
 * @param bit in which order changes are told; 0 for last
 * @param brief the short name that {@code -K} takes; {@code -} for none
 * @param inGroup whether it is of the group above it
 * @param initial how it is at first by kind of device: veth, bridge, loopback
 */
record Feature(
    String shown, String name, int bit, String brief, boolean inGroup, List<String> initial) {
  private static final List<String> KINDS = List.of("veth", "bridge", "loopback");
  private static final List<Feature> ALL = read();
  private static final int FIRST_KIND = 4;

  private static List<Feature> read() {
    return Resources.rows(Feature.class, "features.txt").map(Feature::parse).toList();
  }

  private static Feature parse(String line) {
    List<String> words = Arrays.asList(line.strip().split(" "));
    return new Feature(
        words.get(0),
        words.get(1),
        Integer.parseInt(words.get(2)),
        words.get(3),
        line.startsWith(" "),
        words.subList(FIRST_KIND, words.size()).stream().map(w -> w.replace('_', ' ')).toList());
  }

  /** All of them in the order of {@code ethtool -k}. */
  static List<Feature> all() {
    return ALL;
  }

  /** Whether the features of a kind of device are known. */
  static boolean isKnown(LinkInfo device) {
    return KINDS.contains(device.kind());
  }

  boolean isGroup() {
    return name.equals("-");
  }

  /** The members of a group; the feature itself where it is none. */
  List<Feature> members() {
    if (!isGroup()) {
      return List.of(this);
    }
    List<Feature> members = new ArrayList<>();
    for (Feature next : ALL.subList(ALL.indexOf(this) + 1, ALL.size())) {
      if (!next.inGroup()) {
        break;
      }
      members.add(next);
    }
    return members;
  }

  /** The feature or group that a word of {@code -K} means. */
  static Optional<Feature> find(String word) {
    return ALL.stream()
        .filter(f -> f.shown.equals(word) || f.name.equals(word) || f.brief.equals(word))
        .findFirst();
  }

  private String initially(LinkInfo device) {
    return initial.get(KINDS.indexOf(device.kind()));
  }

  boolean isFixed(LinkInfo device) {
    return initially(device).endsWith("[fixed]");
  }

  /** Whether it is wanted at first, be it there or not. */
  boolean isWanted(LinkInfo device) {
    String state = initially(device);
    return state.startsWith("on") || state.endsWith("[requested on]");
  }

  /** Whether it is there at first. */
  boolean isOn(LinkInfo device) {
    return initially(device).startsWith("on");
  }
}

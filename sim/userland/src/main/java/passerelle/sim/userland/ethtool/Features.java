package passerelle.sim.userland.ethtool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.WordList;

/**
 * The offloads of a device: {@code ethtool -k} and {@code -K} (net/ethtool/features.c,
 * net/core/dev.c:netdev_fix_features). They are only shown: nothing is offloaded here.
 */
final class Features {
  private static final String NO_CHECKSUM = "tx-checksum-ip-generic";
  private static final String NO_FRAGMENTS = "tx-scatter-gather";

  /** What is not possible without checksums, and without fragments. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          NO_CHECKSUM,
          WordList.of(
              """
              tx-tcp-segmentation tx-tcp-ecn-segmentation tx-tcp-mangleid-segmentation
              tx-tcp6-segmentation tx-udp-segmentation
              """),
          NO_FRAGMENTS,
          WordList.of(
              """
              tx-tcp-segmentation tx-tcp-ecn-segmentation tx-tcp-mangleid-segmentation
              tx-tcp6-segmentation tx-generic-segmentation
              """));

  /** Those of netlink and of generic netlink. */
  private static final int MESSAGE_HEADERS = 20;

  private final LinkInfo device;

  /** What was asked for by hand. */
  private final Map<String, Boolean> wanted;

  Features(KernelView kernel, LinkInfo device) {
    this.device = device;
    wanted = new TreeMap<>(kernel.rtnl().features(device));
  }

  private boolean isWanted(Feature feature) {
    return wanted.getOrDefault(feature.name(), feature.isWanted(device));
  }

  private boolean isOn(Feature feature) {
    if (feature.isFixed(device)) {
      return feature.isOn(device);
    }
    boolean possible = feature.isOn(device) || !feature.isWanted(device);
    return possible && isWanted(feature) && isNotHindered(feature.name());
  }

  private boolean isNotHindered(String name) {
    return NEEDED.entrySet().stream()
        .filter(e -> e.getValue().contains(name))
        .allMatch(e -> isOn(Feature.find(e.getKey()).orElseThrow()));
  }

  /** {@code ethtool -k}. */
  String list() {
    StringBuilder out = new StringBuilder("Features for " + device.name() + ":\n");
    for (Feature feature : Feature.all()) {
      boolean on = feature.members().stream().anyMatch(this::isOn);
      out.append(feature.inGroup() ? "\t" : "").append(feature.shown()).append(": ");
      out.append(word(on));
      if (!feature.isGroup() && feature.isFixed(device)) {
        out.append(" [fixed]");
      } else if (!feature.isGroup() && isWanted(feature) != on) {
        out.append(" [requested ").append(word(!on)).append(']');
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  /**
   * {@code ethtool -K}: sets what is asked for, and tells what else has changed.
   *
   * @return the exit status
   */
  int set(KernelView kernel, List<String> words) throws ToolFailure {
    Map<Feature, Boolean> asked = asked(words);
    Map<Feature, Boolean> before = new LinkedHashMap<>();
    List<Feature> features =
        new ArrayList<>(Feature.all().stream().filter(f -> !f.isGroup()).toList());
    features.sort(Comparator.comparing(f -> f.bit() == 0 ? Integer.MAX_VALUE : f.bit()));
    features.forEach(f -> before.put(f, isOn(f)));
    asked.forEach(
        (feature, on) -> {
          if (!feature.isFixed(device)) {
            wanted.put(feature.name(), on);
          }
        });
    kernel.rtnl().setFeatures(device, wanted);
    StringBuilder changes = new StringBuilder();
    boolean any = false;
    boolean asAsked = true;
    for (Feature feature : features) {
      boolean on = isOn(feature);
      boolean changed = on != before.get(feature);
      boolean refused = asked.containsKey(feature) && asked.get(feature) != on;
      any |= changed;
      asAsked &= !refused && (!changed || asked.containsKey(feature));
      if (changed || refused) {
        changes.append(feature.name()).append(": ").append(word(on));
        changes.append(refused ? " [requested " + word(!on) + "]" : "");
        changes.append(asked.containsKey(feature) ? "" : " [not requested]").append('\n');
      }
    }
    boolean none = !any && !asAsked && asked.size() == 1 || asked.isEmpty();
    if (none) {
      kernel.err("Could not change any device features\n");
    }
    if (!asAsked) {
      kernel.out("Actual changes:\n" + changes);
    }
    return none ? 1 : 0;
  }

  /** Where the attribute of an unknown bit stands: behind a header with the device's name. */
  private int offsetOfBit() {
    int attribute = 4;
    int name = attribute + (device.name().length() + 1 + 3) / 4 * 4;
    return MESSAGE_HEADERS + attribute + name + 5 * attribute;
  }

  private Map<Feature, Boolean> asked(List<String> words) throws ToolFailure {
    Map<Feature, Boolean> asked = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String value = i + 1 < words.size() ? words.get(i + 1) : "(null)";
      if (!value.equals("on") && !value.equals("off")) {
        throw new ToolFailure(
            1,
            "ethtool (-K): flag '"
                + value
                + "' for parameter '(null)' is not followed by 'on' or 'off'\n");
      }
      Feature feature =
          Feature.find(words.get(i))
              .orElseThrow(
                  () ->
                      new ToolFailure(
                          92,
                          "netlink error: bit name not found (offset "
                              + offsetOfBit()
                              + ")\n"
                              + "netlink error: Operation not supported\n"));
      feature.members().forEach(member -> asked.put(member, value.equals("on")));
    }
    return asked;
  }
}

package passerelle.engine.compose;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The networks that a service is in. */
record ServiceNetworks(Section section) {

  /** Each with the further words of {@code --network} for it. */
  Map<String, String> of(String service) throws ComposeException {
    List<String> keys = section.names("networks");
    Map<String, String> networks = new LinkedHashMap<>();
    for (String network : byPriority(keys.isEmpty() ? List.of("default") : keys)) {
      Section wishes = wishes(network);
      StringBuilder words = new StringBuilder(",alias=" + service);
      wishes.texts("aliases").forEach(alias -> words.append(",alias=").append(alias));
      wishes.text("ipv4_address").ifPresent(ip -> words.append(",ip=").append(ip));
      wishes.text("mac_address").ifPresent(mac -> words.append(",mac-address=").append(mac));
      networks.put(network, words.toString());
    }
    return networks;
  }

  private Section wishes(String network) throws ComposeException {
    return section.values().get("networks") instanceof Map
        ? section.child("networks").child(network)
        : Section.of(section.file(), section.path(), "");
  }

  /** The first is the one that the container is made with (compose-go NetworksByPriority). */
  private List<String> byPriority(List<String> networks) throws ComposeException {
    Map<String, Integer> priorities = new TreeMap<>();
    for (String network : networks) {
      String priority = wishes(network).text("priority").orElse("");
      priorities.put(network, priority.matches("\\d{1,9}") ? Integer.parseInt(priority) : 0);
    }
    return priorities.keySet().stream()
        .sorted(Comparator.comparing((String n) -> -priorities.get(n)).thenComparing(n -> n))
        .toList();
  }
}

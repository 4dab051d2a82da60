package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.text.WordMap;

/** The networks that a service is in. */
record ServiceNetworks(Section section) {
  /** What {@code --network} calls the settings of an endpoint. */
  private static final Map<String, String> WISHES =
      WordMap.of(
          """
          ipv4_address=ip= ipv6_address=ip6= mac_address=mac-address= gw_priority=gw-priority=
          interface_name=driver-opt=com.docker.network.endpoint.ifname=
          """);

  /** Each with the further words of {@code --network} for it. */
  Map<String, String> of(String service) throws ComposeException {
    List<String> keys = section.names("networks");
    Map<String, String> networks = new LinkedHashMap<>();
    for (String network : byPriority(keys.isEmpty() ? List.of("default") : keys)) {
      Section wishes = wishes(network);
      List<String> words = new ArrayList<>(List.of("", "alias=" + service));
      wishes.texts("aliases").forEach(alias -> words.add("alias=" + alias));
      for (Map.Entry<String, String> wish : WISHES.entrySet()) {
        wishes.text(wish.getKey()).map(wish.getValue()::concat).ifPresent(words::add);
      }
      wishes.texts("link_local_ips").forEach(ip -> words.add("link-local-ip=" + ip));
      wishes.pairs("driver_opts", "=").forEach(option -> words.add("driver-opt=" + option));
      words.replaceAll(word -> word.contains(",") ? '"' + word + '"' : word);
      networks.put(network, String.join(",", words));
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

package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.graph.Cabling;
import passerelle.graph.DeviceNode;
import passerelle.graph.NetworkGraph;

/** The way that the cables of a lab leave between two places, in words; and rings in it. */
record Way(NetworkGraph graph, Workbench bench) {
  private static final String FORWARDING = "net.ipv4.ip_forward";

  private static final int NAMES = 20;

  /** Tells each place on the way with its devices, or why there is no way. */
  void tell(String from, String to, Printer out) {
    Cabling up = new Cabling(graph, device -> device.link().up());
    List<DeviceNode> way = up.way(from, to, this::forwards);
    if (!way.isEmpty() || from.equals(to)) {
      rows(way).forEach(out::line);
      return;
    }
    Optional<String> hindrance =
        new Cabling(graph, device -> true)
            .way(from, to, netns -> true).stream()
                .map(device -> hindrance(device, from, to))
                .flatMap(Optional::stream)
                .findFirst();
    out.line(
        bench.text(
            "graph.way." + (hindrance.isPresent() ? "shut" : "none"),
            name(from),
            name(to),
            hindrance.orElse("")));
  }

  private Optional<String> hindrance(DeviceNode device, String from, String to) {
    String place = name(device.netns());
    if (!device.link().up()) {
      return Optional.of(bench.text("graph.way.down", place + "/" + device.link().name()));
    }
    boolean end = device.netns().equals(from) || device.netns().equals(to);
    return end || forwards(device.netns())
        ? Optional.empty()
        : Optional.of(bench.text("graph.way.forward", place, FORWARDING));
  }

  private List<String> rows(List<DeviceNode> way) {
    Map<String, List<String>> devices = new LinkedHashMap<>();
    for (DeviceNode device : way) {
      devices.computeIfAbsent(device.netns(), netns -> new ArrayList<>()).add(device.link().name());
    }
    return devices.entrySet().stream()
        .map(
            place -> {
              String name = name(place.getKey());
              String blank = " ".repeat(Math.max(1, NAMES - name.length()));
              return name + blank + String.join(", ", place.getValue());
            })
        .toList();
  }

  /** Tells of each ring of bridges whose devices are all up. */
  void tellRings(Printer out) {
    for (List<DeviceNode> ring : new Cabling(graph, device -> device.link().up()).rings()) {
      String devices =
          ring.stream()
              .map(device -> name(device.netns()) + "/" + device.link().name())
              .collect(Collectors.joining(", "));
      out.line(bench.text("graph.ring", devices));
    }
  }

  private boolean forwards(String netns) {
    return bench.lab().kernel().view().sysctl(netns, FORWARDING).filter("1"::equals).isPresent();
  }

  private String name(String netns) {
    return bench.sites().label(netns);
  }
}

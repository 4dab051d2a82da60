package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The entries of a service's {@code ports}, as a document spells them out. */
final class PortEntries {
  private static final List<String> ORDER =
      List.of("name", "mode", "host_ip", "target", "published", "protocol", "app_protocol");

  private PortEntries() {}

  /** In the long form; a range of both sides is taken apart. */
  static Stream<Object> of(Object value) {
    if (!(value instanceof String text)) {
      Map<String, Object> port = new LinkedHashMap<>(DocumentText.map(value));
      port.putIfAbsent("mode", "ingress");
      port.putIfAbsent("protocol", "tcp");
      return Stream.of(ComposeDocument.sorted(port, ORDER));
    }
    String protocol = text.contains("/") ? text.substring(text.indexOf('/') + 1) : "tcp";
    String[] parts = text.replaceFirst("/.*", "").split(":");
    List<String> inside = range(parts[parts.length - 1]);
    String outside = parts.length > 1 ? parts[parts.length - 2] : "";
    List<String> outer = inside.size() == 1 ? List.of(outside) : range(outside);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < inside.size(); i++) {
      Map<String, Object> port = new LinkedHashMap<>();
      port.put("mode", "ingress");
      if (parts.length > 2) {
        String address = String.join(":", List.of(parts).subList(0, parts.length - 2));
        port.put("host_ip", address.replaceAll("^\\[|]$", ""));
      }
      port.put("target", inside.get(i));
      if (!outside.isEmpty()) {
        port.put("published", outer.get(Math.min(i, outer.size() - 1)));
      }
      port.put("protocol", protocol);
      all.add(port);
    }
    return all.stream();
  }

  private static List<String> range(String ports) {
    if (!ports.matches("\\d{1,5}-\\d{1,5}")) {
      return List.of(ports);
    }
    String[] ends = ports.split("-");
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
        .mapToObj(String::valueOf)
        .toList();
  }
}

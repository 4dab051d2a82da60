package passerelle.capture.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A packet's columns and its fields by their names in display filters. */
public final class Summary {
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private final List<String> layers = new ArrayList<>();
  private String source = "";
  private String destination = "";
  private String protocol = "";
  private String info = "";

  void layer(String name) {
    layers.add(name);
  }

  void put(String field, Object value) {
    fields.computeIfAbsent(field, name -> new ArrayList<>()).add(String.valueOf(value));
  }

  void columns(String newProtocol, String newInfo) {
    protocol = newProtocol;
    info = newInfo;
  }

  void between(String from, String to) {
    source = from;
    destination = to;
  }

  /** Whether a protocol or a field is there. */
  public boolean has(String name) {
    return name.equals("frame") || layers.contains(name) || fields.containsKey(name);
  }

  /** The values of a field, in the order in which they stand in the packet. */
  public List<String> values(String field) {
    return switch (field) {
      case "frame.protocols" -> List.of(String.join(":", layers));
      case "_ws.col.Info", "_ws.col.info" -> List.of(info);
      case "_ws.col.Protocol", "_ws.col.protocol" -> List.of(protocol);
      default -> fields.getOrDefault(field, List.of());
    };
  }

  public String source() {
    return source;
  }

  public String destination() {
    return destination;
  }

  public String protocol() {
    return protocol;
  }

  public String info() {
    return info;
  }
}

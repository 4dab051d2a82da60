package passerelle.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import passerelle.text.GoJsonReader;
import passerelle.text.GoJsonReader.Members;
import passerelle.text.GoJsonReader.Value;

/**
 * One router of Traefik and the container that it leads to.
 *
 * @param entries the entry points that it is for; empty for all
 * @param tls whether it takes HTTPS alone
 * @param written its rule as it was written
 * @param address of the container on the network by which it is asked
 */
record TraefikRoute(
    Set<String> entries, boolean tls, String written, TraefikRule rule, String address, int port) {
  private static final String ROUTERS = "traefik.http.routers.";
  private static final String SERVICES = "traefik.http.services.";
  private static final String PORT = ".loadbalancer.server.port";

  /**
   * A container as Docker's API lists it.
   *
   * @param networks its addresses by their names
   * @param ports the ports that it exposes
   */
  record Server(
      String name,
      Map<String, String> labels,
      Map<String, String> networks,
      TreeSet<Integer> ports) {

    /** The first of the networks that has an address for it, or the one that is asked for. */
    private Optional<String> address(String network) {
      return Optional.ofNullable(networks.get(network))
          .or(() -> networks.values().stream().filter(a -> !a.isEmpty()).findFirst());
    }
  }

  /** The containers of {@code /containers/json}. */
  static List<Server> servers(String json) {
    List<Server> all = new ArrayList<>();
    try {
      if (GoJsonReader.parse(json) instanceof GoJsonReader.Array list) {
        list.items().forEach(item -> all.add(server(item)));
      }
    } catch (GoJsonReader.SyntaxError wrong) {
      return List.of();
    }
    return all;
  }

  private static Server server(Value item) {
    String name = items(at(item, "Names")).stream().map(TraefikRoute::text).findFirst().orElse("");
    Map<String, String> labels = new TreeMap<>();
    members(at(item, "Labels"))
        .forEach((key, value) -> labels.put(key.toLowerCase(Locale.ROOT), text(value)));
    Map<String, String> networks = new TreeMap<>();
    members(at(at(item, "NetworkSettings"), "Networks"))
        .forEach((key, value) -> networks.put(key, text(at(value, "IPAddress"))));
    TreeSet<Integer> ports = new TreeSet<>();
    for (Value port : items(at(item, "Ports"))) {
      if (text(at(port, "Type")).equals("tcp")) {
        ports.add(Integer.parseInt(text(at(port, "PrivatePort"))));
      }
    }
    return new Server(name.substring(Math.min(1, name.length())), labels, networks, ports);
  }

  private static Map<String, Value> members(Value value) {
    return value instanceof Members object ? object.members() : Map.of();
  }

  private static List<Value> items(Value value) {
    return value instanceof GoJsonReader.Array array ? array.items() : List.of();
  }

  private static Value at(Value value, String key) {
    return members(value).getOrDefault(key, new GoJsonReader.Null());
  }

  private static String text(Value value) {
    return value instanceof GoJsonReader.Text text
        ? text.text()
        : value instanceof GoJsonReader.Number number ? number.text() : "";
  }

  /** The routers that the labels of a container ask for. */
  static List<TraefikRoute> of(Server server, TraefikSettings settings) {
    Map<String, String> labels = server.labels();
    boolean taken =
        Boolean.parseBoolean(labels.getOrDefault("traefik.enable", "" + settings.takesAll()));
    Optional<String> address =
        server.address(labels.getOrDefault("traefik.docker.network", settings.network()));
    if (!taken || address.isEmpty()) {
      return List.of();
    }
    List<TraefikRoute> routes = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> router : routers(server).entrySet()) {
      Map<String, String> told = router.getValue();
      String written = told.getOrDefault("rule", "Host(`" + usualName(server) + "`)");
      Optional<Integer> port = port(server, told.getOrDefault("service", ""));
      Set<String> entries =
          List.of(told.getOrDefault("entrypoints", "").split("[\\s,]+")).stream()
              .filter(name -> !name.isEmpty())
              .map(name -> name.toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
      boolean tls = told.keySet().stream().anyMatch(key -> key.matches("tls(\\..*)?"));
      TraefikRule.read(written)
          .filter(rule -> port.isPresent())
          .map(rule -> new TraefikRoute(entries, tls, written, rule, address.get(), port.get()))
          .ifPresent(routes::add);
    }
    return routes;
  }

  /** What is told of each router, by its name; without labels there is one of its own name. */
  private static Map<String, Map<String, String>> routers(Server server) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    server
        .labels()
        .forEach(
            (key, value) -> {
              String rest = key.startsWith(ROUTERS) ? key.substring(ROUTERS.length()) : "";
              int dot = rest.indexOf('.');
              if (dot > 0) {
                all.computeIfAbsent(rest.substring(0, dot), name -> new TreeMap<>())
                    .put(rest.substring(dot + 1), value);
              }
            });
    return all.isEmpty() ? Map.of(server.name(), Map.of()) : all;
  }

  /** {@code service-project} for a container of Compose, its name for others. */
  private static String usualName(Server server) {
    String service = server.labels().getOrDefault("com.docker.compose.service", "");
    String project = server.labels().getOrDefault("com.docker.compose.project", "");
    return service.isEmpty() ? server.name() : service + "-" + project;
  }

  /** As its labels say, else the lowest that it exposes; empty where there is none. */
  private static Optional<Integer> port(Server server, String service) {
    return server.labels().entrySet().stream()
        .filter(label -> label.getKey().startsWith(SERVICES) && label.getKey().endsWith(PORT))
        .filter(label -> service.isEmpty() || label.getKey().startsWith(SERVICES + service + "."))
        .map(Map.Entry::getValue)
        .filter(digits -> digits.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .findFirst()
        .or(() -> server.ports().stream().findFirst());
  }
}

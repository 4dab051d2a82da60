package passerelle.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.ServiceSpec;

/**
 * What people know of the Internet, on the lab's one machine that stands for it: {@code
 * internet.txt} says who has which address and name, and what is answered. Its addresses are those
 * of the real ones; they live in a namespace that has no way out.
 */
final class WideInternet {
  private static final String RESOURCE = "/passerelle/lab/internet.txt";

  /** Whose addresses the lab's own network has already. */
  private static final String NEAR = "198.51.100.";

  private final Map<String, List<String>> hosts = new LinkedHashMap<>();
  private final List<ServiceSpec> services = new ArrayList<>();
  private final StringBuilder records = new StringBuilder();
  private final List<String> nameServers = new ArrayList<>();

  /** Reads what there is. */
  WideInternet() {
    try (InputStream in = WideInternet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + RESOURCE, e);
    }
  }

  private void read(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "host" -> host(words[1].split(" "));
      case "dns" -> nameServers.add(words[1]);
      case "web" -> web(words[1].split(" ", 4));
      case "record" -> records.append(words[1]).append('\n');
      default -> throw new IllegalStateException(RESOURCE + ": " + line);
    }
  }

  private void host(String[] words) {
    hosts.computeIfAbsent(words[0], address -> new ArrayList<>());
    for (int i = 1; i < words.length; i++) {
      hosts.get(words[0]).add(words[i]);
      records.append(words[i]).append(" A ").append(words[0]).append('\n');
    }
  }

  private void web(String[] words) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server", "go");
    settings.put("status", words[2]);
    settings.put("header:Server", words[1]);
    settings.put("type", "text/html; charset=UTF-8");
    String text = words[3].replace("\\n", "\n");
    if (words[2].startsWith("3")) {
      settings.put("header:Location", text);
      settings.put("body:*", "");
    } else {
      settings.put("body:*", text);
    }
    services.add(new ServiceSpec("tcp", words[0], 80, 128, "http", settings, "httpd"));
    services.add(new ServiceSpec("tcp", words[0], 443, 128, "sink", Map.of(), "httpd"));
  }

  /** The addresses that the machine has besides those that it always has. */
  List<Ipv4Address> addresses() {
    return hosts.keySet().stream().filter(a -> !a.startsWith(NEAR)).map(Ipv4Address::of).toList();
  }

  /**
   * What is served at these addresses.
   *
   * @param zones what its name servers know besides: the settings of the lab's own
   */
  List<ServiceSpec> services(Map<String, String> zones) {
    List<ServiceSpec> all = new ArrayList<>(services);
    for (String address : nameServers) {
      all.addAll(nameServer(address, zones));
    }
    return all;
  }

  /** A name server, over UDP and TCP. */
  List<ServiceSpec> nameServer(String address, Map<String, String> zones) {
    Map<String, String> settings = new LinkedHashMap<>(zones);
    settings.put("records", records.toString());
    return List.of(
        new ServiceSpec("udp", address, 53, 0, "dns", settings, "named"),
        new ServiceSpec("tcp", address, 53, 10, "dns", settings, "named"));
  }
}

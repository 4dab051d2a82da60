package passerelle.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.addr.IpAddress;
import passerelle.kernel.ServiceSpec;
import passerelle.text.Resources;

/**
 * What people know of the Internet, on the lab's one machine that stands for it: {@code
 * internet.txt} says who has which address and name, and what is answered. Its addresses are those
 * of the real ones; they live in a namespace that has no way out.
 */
final class WideInternet {
  private static final String RESOURCE = "/passerelle/lab/internet.txt";

  /** Whose addresses the lab's own network has already. */
  private static final String NEAR = "198.51.100.";

  private static final WideInternet KNOWN = new WideInternet();

  private final Map<String, List<String>> hosts = new LinkedHashMap<>();
  private final List<ServiceSpec> services = new ArrayList<>();
  private final Map<String, String[]> certificates = new LinkedHashMap<>();
  private final StringBuilder records = new StringBuilder();
  private final List<String> nameServers = new ArrayList<>();

  private WideInternet() {
    Resources.rows(WideInternet.class, RESOURCE).forEach(this::read);
  }

  /** What there is, read once. */
  static WideInternet known() {
    return KNOWN;
  }

  private void read(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "host" -> host(words[1].split(" "));
      case "dns" -> nameServers.add(words[1]);
      case "web" -> web(words[1].split(" ", 4), 80);
      case "https" -> web(words[1].split(" ", 4), 443);
      case "tls" -> certificates.put(words[1].split(" ")[0], words[1].split(" ", 3));
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

  private void web(String[] words, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server", "go");
    settings.put("status", words[2]);
    settings.put("header:Server", words[1]);
    settings.put("type", "text/html; charset=UTF-8");
    String text = words[3].replace("\\n", "\n");
    if (words[2].startsWith("3")) {
      settings.put("header:Location", text);
      settings.put("body:*", moved(words[1], words[2], text));
    } else {
      settings.put("body:*", text);
    }
    if (port == 443) {
      String[] certificate = certificates.get(words[0]);
      settings.put("tls", certificate[1]);
      settings.put("tls:issuer", certificate[2]);
      settings.put("tls:protocols", "h2,http/1.1");
    }
    services.add(new ServiceSpec("tcp", words[0], port, 128, "http", settings, "httpd"));
  }

  /** The page that comes with a redirect, as each software words it. */
  private static String moved(String server, String status, String location) {
    String words = status.equals("301") ? "Moved Permanently" : "Found";
    return switch (server) {
      case "gws" ->
          "<HTML><HEAD><meta http-equiv=\"content-type\" content=\"text/html;charset=utf-8\">\n"
              + "<TITLE>301 Moved</TITLE></HEAD><BODY>\n<H1>301 Moved</H1>\n"
              + "The document has moved\n<A HREF=\""
              + location
              + "\">here</A>.\r\n</BODY></HTML>\r\n";
      case "nginx", "cloudflare" ->
          ("<html>\r\n<head><title>" + status + " " + words + "</title></head>\r\n<body>\r\n")
              + ("<center><h1>" + status + " " + words + "</h1></center>\r\n<hr><center>")
              + (server + "</center>\r\n</body>\r\n</html>\r\n");
      case "Apache" ->
          "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>"
              + (status + " " + words + "</title>\n</head><body>\n<h1>" + words + "</h1>\n")
              + ("<p>The document has moved <a href=\"" + location + "\">here</a>.</p>\n")
              + "</body></html>\n";
      default -> "";
    };
  }

  /** The addresses that the machine has besides those that it always has. */
  List<IpAddress> addresses() {
    return hosts.keySet().stream().filter(a -> !a.startsWith(NEAR)).map(IpAddress::of).toList();
  }

  /** The names of its machines. */
  Set<String> names() {
    return hosts.values().stream().flatMap(List::stream).collect(Collectors.toSet());
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

package passerelle.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.engine.Trait;
import passerelle.engine.Wording;

/**
 * A resolver configuration, and the /etc/resolv.conf that the engine makes of it
 * (internal/resolvconf/resolvconf.go).
 *
 * @param servers where to ask
 * @param search domains to try
 * @param options {@code ndots:2}...
 * @param other lines that the engine does not know, and copies
 * @param overrides which of the first three the container's settings replaced
 * @param remarks what the file says of itself in its last lines
 */
record ResolverFile(
    List<String> servers,
    List<String> search,
    List<String> options,
    List<String> other,
    List<String> overrides,
    List<String> remarks) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String INTERNAL = "127.0.0.11";
  private static final List<String> PUBLIC = List.of("8.8.8.8", "8.8.4.4");
  private static final String FILE = "Based on host file: '/etc/resolv.conf'";

  /** A server that the embedded DNS server asks. */
  record External(String address, boolean fromHost) {
    @Override
    public String toString() {
      return fromHost ? "host(" + address + ")" : address;
    }
  }

  /** Reads a host's file. */
  static ResolverFile parse(String text) {
    List<String> servers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    List<String> options = new ArrayList<>();
    List<String> other = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    for (String line : text.split("\n")) {
      List<String> words = List.of(BLANKS.split(line.trim()));
      List<String> rest = words.subList(1, words.size());
      if (line.isBlank() || "#;".indexOf(words.get(0).charAt(0)) >= 0) {
        continue;
      }
      switch (words.get(0)) {
        case "nameserver" ->
            rest.stream()
                .limit(1)
                .forEach(s -> (IpAddress.parse(s).isPresent() ? servers : invalid).add(s));
        case "domain", "search" -> {
          if (!rest.isEmpty()) {
            search.clear();
            search.addAll(rest);
          }
        }
        case "options" -> options.addAll(rest);
        default -> other.add(line);
      }
    }
    List<String> remarks =
        invalid.isEmpty() ? List.of() : List.of("Invalid nameservers: " + list(invalid));
    return new ResolverFile(servers, search, options, other, List.of(), remarks);
  }

  /** With what {@code --dns}, {@code --dns-search} and {@code --dns-option} replace. */
  ResolverFile overridden(List<String> dns, List<String> domains, List<String> settings) {
    List<String> replaced = new ArrayList<>();
    if (!dns.isEmpty()) {
      replaced.add("nameservers");
    }
    if (!domains.isEmpty()) {
      replaced.add("search");
    }
    if (!settings.isEmpty()) {
      replaced.add("options");
    }
    return new ResolverFile(
        dns.isEmpty() ? servers : dns,
        domains.isEmpty() ? search : domains.stream().filter(d -> !d.equals(".")).toList(),
        settings.isEmpty() ? options : settings,
        other,
        replaced,
        remarks);
  }

  /** For a container in the host's network: the host's file as it is. */
  ResolverFile forHostNetwork() {
    return remarked(servers, options, FILE, List.of());
  }

  /**
   * For a container on the default bridge. Servers on the host's loopback interface cannot be
   * reached from there; when none is left, public ones take their place.
   */
  ResolverFile forDefaultBridge() {
    List<String> reachable =
        overrides.contains("nameservers")
            ? servers
            : servers.stream().filter(s -> s.indexOf(':') < 0 && !isLoopback(s)).toList();
    String where = FILE + " (legacy)";
    return reachable.isEmpty()
        ? remarked(PUBLIC, options, where, List.of("Used default nameservers."))
        : remarked(reachable, options, where, List.of());
  }

  /** For a container that asks the embedded DNS server. */
  ResolverFile forEmbeddedServer(Wording wording) {
    List<External> external = external(wording);
    List<String> middle = new ArrayList<>();
    if (servers.isEmpty()) {
      middle.add(
          external.isEmpty() ? "NO EXTERNAL NAMESERVERS DEFINED" : "Used default nameservers.");
    }
    if (!external.isEmpty()) {
      middle.add("ExtServers: " + list(external));
    }
    List<String> shown = new ArrayList<>(options);
    shown.removeIf(o -> o.matches("ndots(:(?![0-9]+$).*)?"));
    boolean own = hasNdots(shown);
    if (!own) {
      shown.add("ndots:0");
    }
    ResolverFile file = remarked(List.of(INTERNAL), shown, FILE + " (internal resolver)", middle);
    if (!own) {
      file.remarks.remove("Option ndots from: host");
      file.remarks.remove("Option ndots from: override");
      file.remarks.add("Option ndots from: internal");
    }
    return file;
  }

  /** The servers that the embedded DNS server asks. */
  List<External> external(Wording wording) {
    boolean own = overrides.contains("nameservers");
    if (servers.isEmpty() && wording.has(Trait.FALLS_BACK_TO_PUBLIC_SERVERS)) {
      return PUBLIC.stream().map(s -> new External(s, false)).toList();
    }
    return servers.stream()
        .map(s -> new External(s, !own && (wording.has(Trait.FORWARDS_FROM_HOST) || isLoopback(s))))
        .toList();
  }

  /** Whether the number of dots is set by the host or the container, not by the engine. */
  boolean setsNdots() {
    return hasNdots(options);
  }

  private static boolean hasNdots(List<String> options) {
    return options.stream().anyMatch(o -> o.equals("ndots") || o.startsWith("ndots:"));
  }

  private static boolean isLoopback(String server) {
    return server.equals("::1") || server.startsWith("127.");
  }

  private ResolverFile remarked(
      List<String> asked, List<String> shown, String first, List<String> middle) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(middle);
    all.addAll(remarks);
    all.add("Overrides: " + list(overrides));
    if (setsNdots()) {
      all.add("Option ndots from: " + (overrides.contains("options") ? "override" : "host"));
    }
    return new ResolverFile(asked, search, shown, other, overrides, all);
  }

  private static String list(List<?> values) {
    return "[" + String.join(" ", values.stream().map(Object::toString).toList()) + "]";
  }

  /** The file. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append("# Generated by Docker Engine.\n");
    out.append("# This file can be edited; Docker Engine will not make further changes once it\n");
    out.append("# has been modified.\n\n");
    servers.forEach(s -> out.append("nameserver ").append(s).append('\n'));
    if (!search.isEmpty()) {
      out.append("search ").append(String.join(" ", search)).append('\n');
    }
    if (!options.isEmpty()) {
      out.append("options ").append(String.join(" ", options)).append('\n');
    }
    other.forEach(line -> out.append(line).append('\n'));
    out.append('\n');
    remarks.forEach(remark -> out.append("# ").append(remark).append('\n'));
    return out.toString();
  }
}

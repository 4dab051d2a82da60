package passerelle.sim.userland.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.sim.process.FileSystem;

/**
 * What /etc/hosts, /etc/resolv.conf and /etc/host.conf say ({@code hosts(5)}, {@code
 * resolv.conf(5)}).
 */
public final class ResolverFiles {
  private static final int MAX_SERVERS = 3;
  private final List<String[]> hosts = new ArrayList<>();
  private final List<IpAddress> servers = new ArrayList<>();
  private List<String> search = List.of();
  private int ndots = 1;
  private int timeout = 5;
  private int attempts = 2;
  private final boolean multi;

  /** Reads the files; one that is missing says nothing. */
  public ResolverFiles(FileSystem files) {
    for (String line : lines(files, "/etc/hosts")) {
      String[] words = line.replaceAll("#.*", "").trim().split("\\s+");
      if (words.length > 1) {
        hosts.add(words);
      }
    }
    for (String line : lines(files, "/etc/resolv.conf")) {
      String[] words = line.trim().split("\\s+");
      if (words.length > 1 && !words[0].startsWith("#") && !words[0].startsWith(";")) {
        setting(words);
      }
    }
    multi =
        lines(files, "/etc/host.conf").stream().anyMatch(line -> line.matches("multi\\s+on\\s*"));
    if (servers.isEmpty()) {
      servers.add(Family.IPV4.loopback());
    }
  }

  private static List<String> lines(FileSystem files, String path) {
    return files.text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  private void setting(String[] words) {
    switch (words[0]) {
      case "nameserver" -> {
        if (servers.size() < MAX_SERVERS) {
          Family.IPV4.parse(words[1]).ifPresent(servers::add);
        }
      }
      case "search", "domain" -> search = List.of(words).subList(1, words.length);
      case "options" -> List.of(words).forEach(this::option);
      default -> {}
    }
  }

  private void option(String word) {
    int colon = word.indexOf(':');
    if (colon < 0 || !word.substring(colon + 1).matches("[0-9]{1,3}")) {
      return;
    }
    int value = Integer.parseInt(word.substring(colon + 1));
    switch (word.substring(0, colon)) {
      case "ndots" -> ndots = Math.min(15, value);
      case "timeout" -> timeout = Math.max(1, Math.min(30, value));
      case "attempts" -> attempts = Math.max(1, Math.min(5, value));
      default -> {}
    }
  }

  /** Whether all lines of /etc/hosts count for who asks for one ({@code host.conf(5)}). */
  boolean multi() {
    return multi;
  }

  /** The IPv4 addresses of a name in /etc/hosts. */
  public List<IpAddress> addresses(String name) {
    List<IpAddress> found = new ArrayList<>();
    for (String[] line : hosts) {
      if (hasName(line, name)) {
        Family.IPV4.parse(line[0]).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The IPv6 addresses of a name in /etc/hosts. */
  List<Ipv6Address> addresses6(String name) {
    List<Ipv6Address> found = new ArrayList<>();
    for (String[] line : hosts) {
      if (hasName(line, name)) {
        Ipv6Address.parse(line[0]).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The first name on the line of a name in /etc/hosts. */
  String canonical(String name) {
    for (String[] line : hosts) {
      if (hasName(line, name) && Family.IPV4.parse(line[0]).isPresent()) {
        return line[1];
      }
    }
    return name;
  }

  private static boolean hasName(String[] line, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (int i = 1; i < line.length; i++) {
      if (line[i].toLowerCase(Locale.ROOT).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** The name of an address in /etc/hosts. */
  Optional<String> name(IpAddress address) {
    return hosts.stream()
        .filter(line -> line[0].equals(address.toString()))
        .map(line -> line[1])
        .findFirst();
  }

  /** Further names of an address in /etc/hosts. */
  public List<String> aliases(String name) {
    for (String[] line : hosts) {
      if (hasName(line, name)) {
        return List.of(line).subList(2, line.length);
      }
    }
    return List.of();
  }

  /** The name servers, at least one. */
  public List<IpAddress> servers() {
    return servers;
  }

  /** The search domains. */
  public List<String> search() {
    return search;
  }

  /** A name with so many dots is tried as it is first. */
  public int ndots() {
    return ndots;
  }

  /** Seconds to wait for a server. */
  public int timeout() {
    return timeout;
  }

  /** How often all servers are asked. */
  public int attempts() {
    return attempts;
  }
}

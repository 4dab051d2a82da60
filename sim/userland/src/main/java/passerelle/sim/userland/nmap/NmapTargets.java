package passerelle.sim.userland.nmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** Which hosts a command line means: names, addresses, networks, ranges of octets. */
final class NmapTargets {
  /** Networks with more addresses than this are not scanned. */
  private static final int LARGEST = 65_536;

  /** Of an octet. */
  private static final int HIGHEST = 255;

  private NmapTargets() {}

  /**
   * A host to be looked at.
   *
   * @param name as it was given; empty for an address
   */
  record Target(IpAddress address, String name) {}

  /** The hosts of a word; empty when it is the name of nobody. */
  static Optional<List<Target>> of(Process self, Net net, String word) {
    if (word.matches("[0-9.,/*-]+")) {
      return addresses(word);
    }
    String name = word.replaceAll("/.*", "");
    Resolver.Result found = new Resolver(self, net).lookup(name);
    if (!found.isFound()) {
      return Optional.empty();
    }
    return name.equals(word)
        ? Optional.of(List.of(new Target(found.first(), name)))
        : addresses(found.first() + word.substring(name.length()));
  }

  private static Optional<List<Target>> addresses(String word) {
    if (word.contains("/")) {
      return network(word);
    }
    String[] octets = word.split("[.]");
    if (octets.length != 4) {
      return Optional.empty();
    }
    List<String> all = List.of("");
    for (String octet : octets) {
      Optional<List<Integer>> values = octets(octet);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      List<String> longer = new ArrayList<>();
      for (String start : all) {
        values.get().forEach(v -> longer.add(start.isEmpty() ? "" + v : start + "." + v));
      }
      all = longer;
    }
    return all.size() > LARGEST
        ? Optional.empty()
        : Optional.of(all.stream().map(a -> new Target(IpAddress.of(a), "")).toList());
  }

  /** The values of {@code 1}, {@code 1-3,9}, {@code -2}, {@code 200-}, {@code *}. */
  private static Optional<List<Integer>> octets(String text) {
    TreeSet<Integer> values = new TreeSet<>();
    for (String range : text.replace("*", "-").split(",")) {
      if (!range.matches("[0-9]{1,3}|[0-9]{0,3}-[0-9]{0,3}")) {
        return Optional.empty();
      }
      int dash = range.indexOf('-');
      String first = dash < 0 ? range : range.substring(0, dash);
      String last = dash < 0 ? range : range.substring(dash + 1);
      int from = first.isEmpty() ? 0 : Integer.parseInt(first);
      int to = last.isEmpty() ? HIGHEST : Integer.parseInt(last);
      if (to > HIGHEST || from > to) {
        return Optional.empty();
      }
      for (int value = from; value <= to; value++) {
        values.add(value);
      }
    }
    return Optional.of(new ArrayList<>(values));
  }

  private static Optional<List<Target>> network(String word) {
    String[] parts = word.split("/");
    Optional<IpAddress> base = Family.IPV4.parse(parts[0]);
    if (parts.length != 2 || base.isEmpty() || !parts[1].matches("[0-9]{1,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(parts[1]);
    if (length > 32 || length < 16) {
      return Optional.empty();
    }
    IpPrefix network = new IpPrefix(base.get(), length);
    List<Target> all = new ArrayList<>();
    for (int i = 0; i < network.size(); i++) {
      all.add(new Target(network.network().plus(i), ""));
    }
    return Optional.of(all);
  }
}

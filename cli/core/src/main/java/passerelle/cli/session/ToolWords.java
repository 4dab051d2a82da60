package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import passerelle.text.WordList;

/** What may follow in the commands of iproute2 and iptables, by the words before. */
record ToolWords(Vocabulary vocabulary) {
  /** The objects of {@code ip} that a course begins with, in that order. */
  static final List<String> IP_OBJECTS = List.of("addr", "link", "route", "neigh", "rule", "netns");

  private static final String SHOW = "show";

  private static final Map<String, List<String>> IP =
      Map.of(
          "addr", List.of(SHOW, "add", "del", "flush", "change", "replace"),
          "link", List.of(SHOW, "set", "add", "del"),
          "route", List.of(SHOW, "get", "add", "del", "replace", "change", "flush"),
          "neigh", List.of(SHOW, "add", "del", "replace", "change", "flush", "get"),
          "rule", List.of(SHOW, "add", "del", "flush"),
          "netns", List.of("list", "add", "exec", "del", "identify", "pids"));

  private static final List<String> LINK_SETTINGS =
      List.of("up", "down", "master", "nomaster", "mtu", "address", "name", "netns", "promisc");

  private static final List<String> IPTABLES =
      WordList.of(
          """
          -t -L -S -A -I -D -R -N -F -X -P -Z -n -v -j -p -s -d -i -o -m -nvL --line-numbers
          --dport --sport --ctstate --to-destination --to-source
          """);

  private static final List<String> MATCHES =
      List.of("conntrack", "comment", "addrtype", "multiport", "limit", "mark", "mac", "physdev");

  /**
   * What follows in {@code ip}, the likeliest first.
   *
   * @param words those after {@code ip}
   * @param netns where it runs
   */
  List<String> ip(List<String> words, String netns) {
    List<String> rest = withoutOptions(words);
    List<String> devices = vocabulary.devices(netns);
    if (rest.isEmpty()) {
      return joined(IP_OBJECTS, devices);
    }
    String object = object(rest.get(0));
    List<String> commands = IP.getOrDefault(object, List.of());
    if (rest.size() == 1) {
      return object.equals("netns") ? commands : joined(commands, devices);
    }
    String last = rest.get(rest.size() - 1);
    if (last.matches("dev|master|show|sh|list|ls|set|del|delete|flush|oif|iif|via")) {
      return object.equals("addr") || object.equals("link")
          ? devices
          : joined(List.of("dev"), devices);
    }
    if (object.equals("link") && rest.get(1).equals("set")) {
      return last.equals("dev") ? devices : joined(LINK_SETTINGS, devices);
    }
    return joined(List.of("dev"), devices);
  }

  private static List<String> withoutOptions(List<String> words) {
    int from = 0;
    while (from < words.size() && words.get(from).startsWith("-")) {
      from += words.get(from).matches("-n|-netns|-f|-family") ? 2 : 1;
    }
    return words.subList(Math.min(from, words.size()), words.size());
  }

  /** The object that a word abbreviates, as {@code ip} itself lets it. */
  private static String object(String word) {
    return IP_OBJECTS.stream()
        .filter(o -> o.startsWith(word) || word.startsWith(o))
        .findFirst()
        .orElse(word);
  }

  /** The commands of all objects of {@code ip}. */
  static Set<String> ipCommands() {
    return IP.values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What follows in {@code iptables}. */
  List<String> iptables(List<String> words, String netns) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (last.matches("-t|--table")) {
      return vocabulary.tables();
    }
    if (last.matches("-[nvx]*[LSADIRFXPZ][nvx]*|--(list|append|insert|delete|flush|policy)")) {
      return joined(vocabulary.chains(netns, table(words)), List.of("-n", "-v", "-t"));
    }
    return switch (last) {
      case "-j", "--jump" -> vocabulary.targets(netns, table(words));
      case "-i", "-o", "--in-interface", "--out-interface" -> vocabulary.devices(netns);
      case "-p", "--protocol" -> List.of("tcp", "udp", "icmp", "all");
      case "-m", "--match" -> MATCHES;
      case "--ctstate" -> List.of("NEW", "ESTABLISHED,RELATED", "INVALID", "DNAT", "SNAT");
      default -> IPTABLES;
    };
  }

  static String table(List<String> words) {
    int option = words.indexOf("-t");
    return option >= 0 && option + 1 < words.size() ? words.get(option + 1) : "filter";
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}

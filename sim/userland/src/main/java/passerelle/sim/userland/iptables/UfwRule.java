package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpPrefix;

/**
 * A rule of ufw (ufw/common.py: UFWRule).
 *
 * @param action {@code allow}, {@code deny} or {@code reject}
 * @param direction {@code in}, {@code out}, or {@code route}
 * @param device the one that it is for; empty for any
 * @param protocol {@code tcp}, {@code udp}, or {@code any}
 * @param from where from; empty for anywhere
 * @param fromPort empty for any
 * @param to where to; empty for anywhere
 * @param port empty for any
 */
record UfwRule(
    String action,
    String direction,
    String device,
    String protocol,
    String from,
    String fromPort,
    String to,
    String port) {
  private static final String TUPLE = "### tuple ### ";

  /** Services by which ports may be called. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "ssh", "22/tcp",
          "http", "80/tcp",
          "https", "443/tcp",
          "domain", "53",
          "ftp", "21/tcp",
          "smtp", "25/tcp",
          "OpenSSH", "22/tcp");

  /** Whether it says nothing of an address, so that it is one for IPv6, too. */
  boolean isForBoth() {
    return from.isEmpty() && to.isEmpty();
  }

  /** The words behind {@code ufw}; empty when they are no rule. */
  static Optional<UfwRule> parse(List<String> words) {
    List<String> left = new ArrayList<>(words);
    boolean route = left.remove("route");
    int comment = left.indexOf("comment");
    if (comment >= 0) {
      left = new ArrayList<>(left.subList(0, comment));
    }
    left.removeIf(w -> w.equals("log") || w.equals("log-all"));
    if (left.isEmpty() || !left.get(0).matches("allow|deny|reject|limit")) {
      return Optional.empty();
    }
    String action = left.remove(0);
    String direction = route ? "route" : "in";
    if (!left.isEmpty() && left.get(0).matches("in|out")) {
      direction = route ? direction : left.get(0);
      left.remove(0);
    }
    String device = "";
    if (left.size() > 1 && left.get(0).equals("on")) {
      device = left.get(1);
      left.subList(0, 2).clear();
    }
    return left.size() == 1
        ? simple(action, direction, device, left.get(0))
        : full(action, direction, device, left);
  }

  private static Optional<UfwRule> simple(
      String action, String direction, String device, String word) {
    String port = SERVICES.getOrDefault(word, word);
    if (!port.matches("\\d{1,5}(:\\d{1,5})?(,\\d{1,5}(:\\d{1,5})?)*(/(tcp|udp))?")) {
      return Optional.empty();
    }
    int slash = port.indexOf('/');
    return Optional.of(
        new UfwRule(
            action,
            direction,
            device,
            slash < 0 ? "any" : port.substring(slash + 1),
            "",
            "",
            "",
            slash < 0 ? port : port.substring(0, slash)));
  }

  private static Optional<UfwRule> full(
      String action, String direction, String device, List<String> words) {
    Map<String, String> said = new java.util.HashMap<>();
    String side = "to";
    for (int i = 0; i + 1 < words.size() || i < words.size(); i += 2) {
      if (i + 1 >= words.size()) {
        return Optional.empty();
      }
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "from", "to" -> {
          side = words.get(i);
          boolean any = value.equals("any");
          if (!any && IpPrefix.parse(value.contains("/") ? value : value + "/32").isEmpty()) {
            return Optional.empty();
          }
          said.put(side, any ? "" : value);
        }
        case "port" -> said.put(side + "port", SERVICES.getOrDefault(value, value).split("/")[0]);
        case "proto" -> said.put("proto", value);
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        new UfwRule(
            action,
            direction,
            device,
            said.getOrDefault("proto", "any"),
            said.getOrDefault("from", ""),
            said.getOrDefault("fromport", ""),
            said.getOrDefault("to", ""),
            said.getOrDefault("toport", "")));
  }

  /** The comment by which ufw knows its rule in user.rules again. */
  String tuple() {
    return TUPLE
        + String.join(
            " ",
            action,
            protocol,
            any(port, "any"),
            any(to, "0.0.0.0/0"),
            any(fromPort, "any"),
            any(from, "0.0.0.0/0"),
            device.isEmpty() ? direction : direction + "_" + device);
  }

  private static String any(String value, String word) {
    return value.isEmpty() ? word : value;
  }

  /** The rule of such a comment. */
  static Optional<UfwRule> ofTuple(String line) {
    String[] w = line.startsWith(TUPLE) ? line.substring(TUPLE.length()).split(" ") : new String[0];
    if (w.length != 7) {
      return Optional.empty();
    }
    int bar = w[6].indexOf('_');
    return Optional.of(
        new UfwRule(
            w[0],
            bar < 0 ? w[6] : w[6].substring(0, bar),
            bar < 0 ? "" : w[6].substring(bar + 1),
            w[1],
            w[5].equals("0.0.0.0/0") ? "" : w[5],
            w[4].equals("any") ? "" : w[4],
            w[3].equals("0.0.0.0/0") ? "" : w[3],
            w[2].equals("any") ? "" : w[2]));
  }

  /** What it is in iptables, a line for each protocol. */
  List<String> lines() {
    String chain =
        switch (direction) {
          case "out" -> "ufw-user-output";
          case "route" -> "ufw-user-forward";
          default -> "ufw-user-input";
        };
    String target =
        switch (action) {
          case "allow" -> "ACCEPT";
          case "limit" -> "ufw-user-limit-accept";
          case "reject" -> "REJECT --reject-with icmp-port-unreachable";
          default -> "DROP";
        };
    boolean ports = !port.isEmpty() || !fromPort.isEmpty();
    List<String> protocols =
        protocol.equals("any") ? ports ? List.of("tcp", "udp") : List.of("") : List.of(protocol);
    List<String> lines = new ArrayList<>();
    for (String one : protocols) {
      StringBuilder line = new StringBuilder("-A " + chain);
      if (!device.isEmpty()) {
        line.append(direction.equals("out") ? " -o " : " -i ").append(device);
      }
      line.append(one.isEmpty() ? "" : " -p " + one);
      line.append(to.isEmpty() ? "" : " -d " + to).append(from.isEmpty() ? "" : " -s " + from);
      line.append(match(port, "--dport", "--dports"));
      line.append(match(fromPort, "--sport", "--sports"));
      if (action.equals("limit")) {
        String young = line + " -m conntrack --ctstate NEW -m recent ";
        lines.add(young + "--set");
        lines.add(young + "--update --seconds 30 --hitcount 6 -j ufw-user-limit");
      }
      lines.add(line.append(" -j ").append(target).toString());
    }
    return lines;
  }

  private static String match(String ports, String one, String many) {
    if (ports.isEmpty()) {
      return "";
    }
    return ports.contains(",") ? " -m multiport " + many + " " + ports : " " + one + " " + ports;
  }

  /** A line of {@code ufw status}. */
  String shown(boolean v6, boolean withDirection) {
    String suffix = v6 ? " (v6)" : "";
    String protocolled = protocol.equals("any") ? "" : "/" + protocol;
    String where = device.isEmpty() ? "" : " on " + device;
    String left =
        place(to, port.isEmpty() ? "" : port + protocolled)
            + suffix
            + (direction.equals("out") ? "" : where);
    String right =
        place(from, fromPort.isEmpty() ? "" : fromPort + protocolled)
            + suffix
            + (direction.equals("out") ? where : "");
    String way =
        direction.equals("route")
            ? " FWD"
            : direction.equals("out") ? " OUT" : withDirection ? " IN" : "";
    return String.format(
        "%-26s %-12s%-26s", left, action.toUpperCase(java.util.Locale.ROOT) + way, right);
  }

  private static String place(String address, String port) {
    if (address.isEmpty()) {
      return port.isEmpty() ? "Anywhere" : port;
    }
    return port.isEmpty() ? address : address + " " + port;
  }
}

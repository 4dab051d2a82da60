package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpPrefix;
import passerelle.text.Cut;
import passerelle.text.WordMap;

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
 * @param app the profile that the port is of; empty where it was told
 */
record UfwRule(
    String action,
    String direction,
    String device,
    String protocol,
    String from,
    String fromPort,
    String to,
    String port,
    String app) {
  private static final String TUPLE = "### tuple ### ";

  /** Services by which ports may be called. */
  private static final Map<String, String> SERVICES =
      WordMap.of("ssh=22/tcp http=80/tcp https=443/tcp domain=53 ftp=21/tcp smtp=25/tcp");

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
    Optional<UfwProfiles.Profile> profile =
        UfwProfiles.find(word).filter(UfwProfiles.Profile::isSimple);
    String port = profile.map(p -> p.ports()).orElse(SERVICES.getOrDefault(word, word));
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
            slash < 0 ? port : port.substring(0, slash),
            profile.map(p -> p.name()).orElse("")));
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
        case "app" -> {
          Optional<UfwProfiles.Profile> profile =
              UfwProfiles.find(value).filter(UfwProfiles.Profile::isSimple);
          if (profile.isEmpty() || side.equals("from")) {
            return Optional.empty();
          }
          String[] parts = (profile.get().ports() + "/any").split("/");
          said.put("toport", parts[0]);
          said.put("proto", parts[1]);
          said.put("app", value);
        }
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
            said.getOrDefault("toport", ""),
            said.getOrDefault("app", "")));
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
            any(from, "0.0.0.0/0") + (app.isEmpty() ? "" : " " + escaped() + " -"),
            device.isEmpty() ? direction : direction + "_" + device);
  }

  /** A profile's name as one word. */
  private String escaped() {
    return app.replace(" ", "%20");
  }

  private static String any(String value, String word) {
    return value.isEmpty() ? word : value;
  }

  /** The rule of such a comment. */
  static Optional<UfwRule> ofTuple(String line) {
    String[] w = line.startsWith(TUPLE) ? line.substring(TUPLE.length()).split(" ") : new String[0];
    if (w.length != 7 && w.length != 9) {
      return Optional.empty();
    }
    Cut way = Cut.first(w[w.length - 1], "_");
    return Optional.of(
        new UfwRule(
            w[0],
            way.before(),
            way.after(),
            w[1],
            w[5].equals("0.0.0.0/0") ? "" : w[5],
            w[4].equals("any") ? "" : w[4],
            w[3].equals("0.0.0.0/0") ? "" : w[3],
            w[2].equals("any") ? "" : w[2],
            w.length == 9 ? w[6].replace("%20", " ") : ""));
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
    String comment = app.isEmpty() ? "" : " -m comment --comment \"'dapp_" + escaped() + "'\"";
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
        lines.add(young + "--set" + comment);
        lines.add(young + "--update --seconds 30 --hitcount 6" + comment + " -j ufw-user-limit");
      }
      lines.add(line.append(comment).append(" -j ").append(target).toString());
    }
    return lines;
  }

  private static String match(String ports, String one, String many) {
    if (ports.isEmpty()) {
      return "";
    }
    return ports.contains(",") ? " -m multiport " + many + " " + ports : " " + one + " " + ports;
  }

  /** A line of {@code ufw status}; ports of a profile are shown or left to its name. */
  String shown(boolean v6, boolean withDirection, boolean withPorts) {
    String suffix = v6 ? " (v6)" : "";
    String protocolled = protocol.equals("any") ? "" : "/" + protocol;
    String where = device.isEmpty() ? "" : " on " + device;
    String left =
        (app.isEmpty()
                ? place(to, port.isEmpty() ? "" : port + protocolled) + suffix
                : place(to, application(port + protocolled, suffix, withPorts)))
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

  private String application(String ports, String suffix, boolean withPorts) {
    return withPorts ? ports + " (" + app + suffix + ")" : app + suffix;
  }

  private static String place(String address, String port) {
    if (address.isEmpty()) {
      return port.isEmpty() ? "Anywhere" : port;
    }
    return port.isEmpty() ? address : address + " " + port;
  }
}

package passerelle.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers that requests are handed to.
 *
 * @param name of the block, or {@code host:port} of a {@code proxy_pass}
 * @param method {@code ip_hash}, {@code least_conn}...; empty for one after the other
 */
public record Upstream(String name, String method, List<Member> members) {

  /**
   * A server of an upstream, as it is written: a name stands for as many peers as it has addresses.
   *
   * @param host name or address
   * @param port 1..65535
   * @param weight how many requests it has for each of one with weight 1
   * @param failures after how many failed attempts it is left alone; 0 for never
   * @param backup it helps when no other can
   * @param down it is never asked
   */
  public record Member(
      String host, int port, int weight, int failures, boolean backup, boolean down) {}

  /**
   * All upstreams of a block, by name.
   *
   * @param port of a server without one; 0 where each has to have one
   */
  static Map<String, Upstream> all(Scope scope, int port) throws ConfigurationError {
    Map<String, Upstream> all = new LinkedHashMap<>();
    for (Directive upstream : scope.own("upstream")) {
      if (all.put(upstream.argument(0), of(upstream, port)) != null) {
        throw new ConfigurationError(
            "duplicate upstream \"" + upstream.argument(0) + "\"", upstream);
      }
    }
    return all;
  }

  private static Upstream of(Directive block, int port) throws ConfigurationError {
    List<Member> members = new ArrayList<>();
    String method = "";
    for (Directive each : block.block()) {
      if (each.name().equals("server")) {
        if (!each.argument(0).startsWith("unix:")) {
          members.add(member(each, port));
        }
      } else if (List.of("ip_hash", "least_conn", "hash", "random").contains(each.name())) {
        method = each.name();
      }
    }
    if (members.isEmpty()) {
      throw new ConfigurationError("no servers are inside upstream", block);
    }
    return new Upstream(block.argument(0), method, List.copyOf(members));
  }

  private static Member member(Directive server, int port) throws ConfigurationError {
    String where = server.argument(0);
    List<String> options = server.arguments();
    if (where.contains("/")) {
      throw new ConfigurationError("invalid host in upstream \"" + where + "\"", server);
    }
    int colon = where.lastIndexOf(':');
    if (colon < 0 && port == 0) {
      throw new ConfigurationError("no port in upstream \"" + where + "\"", server);
    }
    String digits = colon < 0 ? "" + port : where.substring(colon + 1);
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65535) {
      throw new ConfigurationError("invalid port in upstream \"" + where + "\"", server);
    }
    for (String option : options.subList(1, options.size())) {
      if (!option.matches("(weight|max_fails|max_conns)=[0-9]+|(fail_timeout|slow_start)=.+")
          && !List.of("backup", "down", "resolve").contains(option)) {
        throw new ConfigurationError("invalid parameter \"" + option + "\"", server);
      }
    }
    return new Member(
        colon < 0 ? where : where.substring(0, colon),
        Integer.parseInt(digits),
        Math.max(1, number(options, "weight=", 1)),
        number(options, "max_fails=", 1),
        options.contains("backup"),
        options.contains("down"));
  }

  private static int number(List<String> options, String name, int otherwise) {
    return options.stream()
        .filter(option -> option.startsWith(name) && option.length() < name.length() + 6)
        .findFirst()
        .map(option -> Integer.parseInt(option.substring(name.length())))
        .orElse(otherwise);
  }
}

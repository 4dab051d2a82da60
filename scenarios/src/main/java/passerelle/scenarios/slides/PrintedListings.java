package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.TypedBlock.Typed;

/**
 * Containers, networks, ports and neighbours that a deck lists and has not made: its reader has
 * them already, as a reference has that shows what a filter finds, and a course that begins with
 * what runs.
 */
final class PrintedListings {
  private static final Pattern LISTS =
      Pattern.compile(
          "(?:sudo )?docker (?:(?<networks>network (?:ls|list))|ps|container (?:ls|list|ps))"
              + "(?:\\s[^|;&]*)?");

  /** How the table of either begins. */
  private static final Pattern HEAD =
      Pattern.compile("(?:NETWORK ID +NAME +DRIVER|CONTAINER ID +IMAGE +COMMAND) .*");

  /** What is to have a label. */
  private static final Pattern LABEL =
      Pattern.compile("(?:-f|--filter)[ =][\"']?label=([\\w./=-]+)");

  private static final Pattern NETWORK = Pattern.compile("[0-9a-f]{12} +([\\w.-]+) +bridge\\b.*");

  /** A container that runs; its name stands in the last column. */
  private static final Pattern CONTAINER =
      Pattern.compile("[0-9a-f]{12} +(\\S+) +\"[^\"]*\" .* Up .*\\s([\\w.-]+)");

  /** What shows whom the machine knows on its network: its gateway, once it has sent something. */
  private static final Pattern NEIGHBOURS =
      Pattern.compile("(?:sudo )?(?:arp(?: -\\w+)*|ip n(?:eigh?(?:bour)?)?(?: s(?:how|h)?)?)");

  /** What lists the rules by which published ports are reached. */
  private static final Pattern RULES =
      Pattern.compile("(?:sudo )?iptables(?:-save)?\\b(?=.* nat\\b)[^|;&]*");

  /** Such a rule, for a container of the first network; either way to print it. */
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "DNAT +(?:tcp|6) .*\\bdpt:(\\d+) to:172\\.17(?:\\.\\d+){2}:(\\d+)"
              + "|-p tcp .*--dport (\\d+) -j DNAT --to-destination 172\\.17(?:\\.\\d+){2}:(\\d+)");

  private static final String ASK_GATEWAY = "ping -c 1 $(ip route | awk '/^default/ {print $3}')";

  private PrintedListings() {}

  /**
   * What makes the things of which a deck prints rows where there is none.
   *
   * @param command what lists them, as it was run
   * @param actual what it has answered
   */
  static List<String> missing(Typed typed, String command, List<String> actual) {
    if (NEIGHBOURS.matcher(command.strip()).matches()) {
      return actual.isEmpty() && !typed.output().isEmpty() ? List.of(ASK_GATEWAY) : List.of();
    }
    if (RULES.matcher(command.strip()).matches()) {
      return actual.stream().anyMatch(line -> PUBLISHED.matcher(line).find())
          ? List.of()
          : published(typed.output());
    }
    Matcher lists = LISTS.matcher(command.strip());
    boolean none = actual.size() == 1 && HEAD.matcher(actual.get(0)).matches();
    if (!none || !lists.matches()) {
      return List.of();
    }
    Matcher label = LABEL.matcher(command);
    String labelled = label.find() ? "--label " + label.group(1) + " " : "";
    boolean networks = lists.group("networks") != null;
    return typed.output().stream()
        .map(line -> (networks ? NETWORK : CONTAINER).matcher(line.strip()))
        .filter(Matcher::matches)
        .map(
            row ->
                networks
                    ? "docker network create " + labelled + row.group(1)
                    : "docker run -dit " + labelled + "--name " + row.group(2) + " " + row.group(1))
        .toList();
  }

  /** What publishes the ports that rules tell of. */
  private static List<String> published(List<String> rules) {
    return rules.stream()
        .map(PUBLISHED::matcher)
        .filter(Matcher::find)
        .map(
            rule ->
                rule.group(rule.start(1) < 0 ? 3 : 1) + ":" + rule.group(rule.start(1) < 0 ? 4 : 2))
        .distinct()
        .map(ports -> "docker run -d -p " + ports + " nginx")
        .toList();
  }
}

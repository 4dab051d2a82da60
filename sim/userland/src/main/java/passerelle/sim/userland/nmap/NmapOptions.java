package passerelle.sim.userland.nmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.userland.tool.ToolFailure;

/** nmap's command line (nmap.cc). */
final class NmapOptions {
  final List<String> targets = new ArrayList<>();

  /** The options as typed, with their arguments, for getopt(3) moves the targets behind them. */
  private final List<String> words = new ArrayList<>();

  /** Where the report goes as well ({@code -oN}), and where in the form to grep ({@code -oG}). */
  Optional<String> normal = Optional.empty();

  Optional<String> grepable = Optional.empty();
  boolean onlyDiscovers;
  boolean assumesUp;
  boolean resolves = true;
  boolean reasons;
  boolean onlyOpen;
  boolean version;
  boolean services;
  NmapScan.Method method = NmapScan.Method.SYN;
  private Optional<List<Integer>> ports = Optional.empty();

  /** The command line as nmap's files quote it. */
  String line() {
    return "nmap "
        + String.join(" ", words)
        + (words.isEmpty() ? "" : " ")
        + String.join(" ", targets);
  }

  /** The ports to scan. */
  List<Integer> ports() {
    return ports.orElseGet(NmapPorts::top);
  }

  static NmapOptions parse(List<String> arguments) throws ToolFailure {
    NmapOptions options = new NmapOptions();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      boolean takes =
          word.matches(
              "-p|-e|-g|-iL|-o[NGXAS]|--top-ports|--max-retries|--host-timeout|--min-rate|--max-rate");
      if (takes && i + 1 < arguments.size()) {
        options.words.addAll(List.of(word, arguments.get(i + 1)));
        options.set(word, arguments.get(++i));
      } else if (takes) {
        throw new ToolFailure(
            255, "nmap: option requires an argument -- '" + word.substring(1) + "'");
      } else if (word.startsWith("-p")) {
        options.words.add(word);
        options.set("-p", word.substring(2));
      } else if (word.startsWith("-")) {
        options.words.add(word);
        options.set(word);
      } else {
        options.targets.add(word);
      }
    }
    if (options.targets.isEmpty() && !options.version) {
      throw new ToolFailure(
          255,
          "Nmap 7.95 ( https://nmap.org )\n"
              + "Usage: nmap [Scan Type(s)] [Options] {target specification}");
    }
    return options;
  }

  private void set(String option, String value) throws ToolFailure {
    switch (option) {
      case "-p" -> {
        ports = NmapPorts.parse(value);
        if (ports.isEmpty()) {
          throw new ToolFailure(
              1,
              "Error #486: Your port specifications are illegal.  Example of proper form:"
                  + " \"-100,200-1024,T:3000-4000,U:60000-\"\nQUITTING!");
        }
      }
      case "--top-ports" -> {
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) > 1000) {
          throw unmodelled(option + " " + value);
        }
        List<Integer> all = Integer.parseInt(value) <= 100 ? NmapPorts.fast() : NmapPorts.top();
        ports = Optional.of(all.subList(0, Math.min(all.size(), Integer.parseInt(value))));
      }
      case "-oN" -> normal = Optional.of(value);
      case "-oG" -> grepable = Optional.of(value);
      case "--max-retries", "--host-timeout", "--min-rate", "--max-rate" -> {
        // They hurry what takes no time here.
      }
      default -> throw unmodelled(option);
    }
  }

  private static ToolFailure unmodelled(String option) {
    return new ToolFailure(2, "nmap: Passerelle does not model option " + option);
  }

  private void set(String option) throws ToolFailure {
    switch (option) {
      case "-sn", "-sP" -> onlyDiscovers = true;
      case "-Pn", "-P0", "-PN" -> assumesUp = true;
      case "-n" -> resolves = false;
      case "-R", "-r", "-T0", "-T1", "-T2", "-T3", "-T4", "-T5", "-PE", "-PR" -> {
        // What is the default, or hurries what takes no time here.
      }
      case "-F" -> ports = Optional.of(NmapPorts.fast());
      case "-sS" -> method = NmapScan.Method.SYN;
      case "-sT" -> method = NmapScan.Method.CONNECT;
      case "-sV" -> services = true;
      case "-sU" -> method = NmapScan.Method.UDP;
      case "--open" -> onlyOpen = true;
      case "--reason" -> reasons = true;
      case "-V", "--version" -> version = true;
      default -> throw unmodelled(option);
    }
  }
}

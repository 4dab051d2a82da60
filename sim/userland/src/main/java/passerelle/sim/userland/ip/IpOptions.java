package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The options before the object: {@code ip -br -4 addr} (ip/ip.c:main). */
final class IpOptions {
  /** What {@code -4}, {@code -6}, {@code -0} choose; nothing given is {@link #ANY}. */
  enum Family {
    ANY,
    INET,
    INET6,
    LINK
  }

  Family family = Family.ANY;
  boolean brief;
  boolean oneLine;
  boolean json;
  boolean pretty;
  boolean force;
  boolean all;
  boolean human;
  boolean iec;
  int details;
  int statistics;
  Optional<String> netns = Optional.empty();
  Optional<String> batch = Optional.empty();

  /** The names of routing tables. */
  final RouteTables tables;

  /** Only the version or the usage is wanted. */
  Optional<String> answer = Optional.empty();

  Printer printer() {
    return new Printer(json, pretty, oneLine);
  }

  /** Whether to show addresses of this family. */
  boolean wants(Family shown) {
    return family == Family.ANY || family == shown;
  }

  IpOptions(RouteTables tables) {
    this.tables = tables;
  }

  static IpOptions parse(Words words, RouteTables tables) throws ToolFailure {
    IpOptions options = new IpOptions(tables);
    while (words.peek().startsWith("-") && options.answer.isEmpty()) {
      String word = words.next();
      if (word.equals("--")) {
        break;
      }
      options.take(word.startsWith("--") ? word.substring(1) : word, words);
    }
    return options;
  }

  private void take(String option, Words words) throws ToolFailure {
    if (Words.matches(option, "-loops", "-rcvbuf") && !option.equals("-r")) {
      words.argument();
    } else if (Words.matches(option, "-family")) {
      family = family(argument(words, "family type"));
    } else if (option.matches("-[460]")) {
      family = family(option.substring(1));
    } else if (option.equals("-B") || option.equals("-M")) {
      throw ToolFailure.notModelled("ip", "option " + option);
    } else if (Words.matches(option, "-human-readable")) {
      human = true;
    } else if (Words.matches(option, "-stats", "-statistics")) {
      statistics++;
    } else if (Words.matches(option, "-details")) {
      details++;
    } else if (Words.matches(option, "-oneline")) {
      oneLine = true;
    } else if (!takeMore(option, words)) {
      throw new ToolFailure(255, "Option \"" + option + "\" is unknown, try \"ip -help\".\n");
    }
  }

  private boolean takeMore(String option, Words words) throws ToolFailure {
    if (Words.matches(option, "-Version")) {
      answer = Optional.of("ip utility, iproute2-6.15.0, libbpf 1.5.0\n");
    } else if (Words.matches(option, "-force")) {
      force = true;
    } else if (Words.matches(option, "-batch")) {
      batch = Optional.of(argument(words, "batch file"));
    } else if (Words.matches(option, "-brief")) {
      brief = true;
    } else if (Words.matches(option, "-json")) {
      json = true;
    } else if (Words.matches(option, "-help")) {
      throw Usage.of("ip");
    } else if (Words.matches(option, "-netns")) {
      netns = Optional.of(argument(words, "netns name"));
    } else if (Words.matches(option, "-all")) {
      all = true;
    } else if (Words.matches(option, "-pretty")) {
      pretty = true;
    } else if (Words.matches(option, "-iec")) {
      iec = true;
    } else {
      // Colours, time stamps and names of hosts: this terminal shows none.
      return option.matches("-c(o(l(o(r)?)?)?)?(=(always|auto|never))?")
          || Words.matches(option, "-resolve", "-timestamp", "-tshort", "-Numeric", "-echo");
    }
    return true;
  }

  private static String argument(Words words, String what) throws ToolFailure {
    if (!words.hasNext()) {
      throw new ToolFailure(255, "Error: argument \"" + what + "\" is required\n");
    }
    return words.next();
  }

  private static Family family(String name) throws ToolFailure {
    return switch (name) {
      case "inet", "4" -> Family.INET;
      case "inet6", "6" -> Family.INET6;
      case "link", "0" -> Family.LINK;
      case "bridge", "mpls" -> throw ToolFailure.notModelled("ip", "family " + name);
      default -> throw Words.invalid("invalid protocol family", name);
    };
  }
}

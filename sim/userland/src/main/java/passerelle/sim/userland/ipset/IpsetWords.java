package passerelle.sim.userland.ipset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line of ipset: options anywhere, a command, its words. */
final class IpsetWords {
  private static final Map<String, Option> OPTIONS =
      Map.ofEntries(
          Map.entry("-q", Option.QUIET),
          Map.entry("-quiet", Option.QUIET),
          Map.entry("-!", Option.EXIST),
          Map.entry("-exist", Option.EXIST),
          Map.entry("-s", Option.SORTED),
          Map.entry("-sorted", Option.SORTED),
          Map.entry("-n", Option.NAME),
          Map.entry("-name", Option.NAME),
          Map.entry("-t", Option.TERSE),
          Map.entry("-terse", Option.TERSE),
          Map.entry("-r", Option.RESOLVE),
          Map.entry("-resolve", Option.RESOLVE));

  private static final Map<String, Command> COMMANDS =
      Map.ofEntries(
          Map.entry("-N", Command.CREATE),
          Map.entry("new", Command.CREATE),
          Map.entry("n", Command.CREATE),
          Map.entry("-A", Command.ADD),
          Map.entry("-D", Command.DEL),
          Map.entry("delete", Command.DEL),
          Map.entry("-T", Command.TEST),
          Map.entry("-X", Command.DESTROY),
          Map.entry("x", Command.DESTROY),
          Map.entry("-L", Command.LIST),
          Map.entry("-S", Command.SAVE),
          Map.entry("-R", Command.RESTORE),
          Map.entry("-F", Command.FLUSH),
          Map.entry("-E", Command.RENAME),
          Map.entry("e", Command.RENAME),
          Map.entry("-W", Command.SWAP),
          Map.entry("w", Command.SWAP),
          Map.entry("-v", Command.VERSION),
          Map.entry("-V", Command.VERSION),
          Map.entry("-h", Command.HELP),
          Map.entry("-H", Command.HELP));

  /** What may stand anywhere. */
  enum Option {
    QUIET,
    EXIST,
    SORTED,
    NAME,
    TERSE,
    RESOLVE
  }

  /** The commands with the number of words that each needs and takes behind it. */
  enum Command {
    CREATE(2, Integer.MAX_VALUE),
    ADD(2, Integer.MAX_VALUE),
    DEL(2, Integer.MAX_VALUE),
    TEST(2, Integer.MAX_VALUE),
    DESTROY(0, 1),
    LIST(0, 1),
    SAVE(0, 1),
    RESTORE(0, 0),
    FLUSH(0, 1),
    RENAME(2, 2),
    SWAP(2, 2),
    HELP(0, 1),
    VERSION(0, 0);

    private final int least;
    private final int most;

    Command(int least, int most) {
      this.least = least;
      this.most = most;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Set<Option> options = EnumSet.noneOf(Option.class);
  private final Deque<String> words = new ArrayDeque<>();
  private Command command = Command.HELP;

  private IpsetWords() {}

  static IpsetWords parse(List<String> line) throws IpsetFailure {
    IpsetWords out = new IpsetWords();
    List<String> rest = new ArrayList<>();
    for (String word : line) {
      String plain = word.startsWith("--") ? word.substring(1) : word;
      if (OPTIONS.containsKey(plain)) {
        out.options.add(OPTIONS.get(plain));
      } else if (List.of("-o", "-output", "-f", "-file").contains(plain)) {
        throw IpsetFailure.notModelled("option " + word);
      } else {
        rest.add(word);
      }
    }
    if (rest.isEmpty()) {
      throw IpsetFailure.usage("No command specified.");
    }
    String first = rest.remove(0);
    out.command =
        command(first)
            .orElseThrow(
                () -> IpsetFailure.usage("No command specified: unknown argument " + first));
    out.words.addAll(rest);
    out.checkCount();
    return out;
  }

  private void checkCount() throws IpsetFailure {
    if (words.size() < command.least) {
      String which = command.least - words.size() == 1 ? "second mandatory" : "mandatory";
      throw IpsetFailure.usage("Missing " + which + " argument to command " + command.word());
    }
    if (words.size() > command.most) {
      List<String> all = List.copyOf(words);
      throw IpsetFailure.usage("Unknown argument " + all.get(command.most));
    }
  }

  private static Optional<Command> command(String word) {
    String plain = word.startsWith("--") ? word.substring(2) : word;
    for (Command each : Command.values()) {
      if (each.word().equals(plain)) {
        return Optional.of(each);
      }
    }
    return Optional.ofNullable(COMMANDS.get(word));
  }

  Command command() {
    return command;
  }

  boolean has(Option option) {
    return options.contains(option);
  }

  boolean hasNext() {
    return !words.isEmpty();
  }

  /** The next word, known to be there. */
  String next() {
    return words.remove();
  }

  /** The word behind an option. */
  String value(String option) throws IpsetFailure {
    if (words.isEmpty()) {
      throw IpsetFailure.usage("Missing mandatory argument of option `" + option + "'");
    }
    return words.remove();
  }

  /** A number behind an option. */
  long number(String option, long most) throws IpsetFailure {
    return number(value(option), 0, most);
  }

  static long number(String word, long least, long most) throws IpsetFailure {
    if (!word.matches("[0-9]{1,18}|0x[0-9a-fA-F]{1,8}")) {
      throw IpsetFailure.syntax("'" + word + "' is invalid as number");
    }
    long value = Long.decode(word.matches("0[0-9]+") ? word.replaceFirst("^0+", "0") : word);
    if (value < least || value > most) {
      throw IpsetFailure.syntax("'" + word + "' is out of range " + least + "-" + most);
    }
    return value;
  }
}

package passerelle.sim.userland.ipset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A command line of ipset: options anywhere, a command, its words. */
final class IpsetWords {
  /** What may stand anywhere. */
  enum Option {
    QUIET("-q"),
    EXIST("-!"),
    SORTED("-s"),
    NAME("-n"),
    TERSE("-t"),
    RESOLVE("-r");

    private final String letter;

    Option(String letter) {
      this.letter = letter;
    }

    private static Optional<Option> of(String word) {
      return Arrays.stream(values())
          .filter(
              o -> word.equals(o.letter) || word.equals("-" + o.name().toLowerCase(Locale.ROOT)))
          .findFirst();
    }
  }

  /** The commands with the number of words that each needs and takes behind it. */
  enum Command {
    CREATE(2, Integer.MAX_VALUE, "-N", "new", "n"),
    ADD(2, Integer.MAX_VALUE, "-A"),
    DEL(2, Integer.MAX_VALUE, "-D", "delete"),
    TEST(2, Integer.MAX_VALUE, "-T"),
    DESTROY(0, 1, "-X", "x"),
    LIST(0, 1, "-L"),
    SAVE(0, 1, "-S"),
    RESTORE(0, 0, "-R"),
    FLUSH(0, 1, "-F"),
    RENAME(2, 2, "-E", "e"),
    SWAP(2, 2, "-W", "w"),
    HELP(0, 1, "-h", "-H"),
    VERSION(0, 0, "-v", "-V");

    private final int least;
    private final int most;
    private final List<String> others;

    Command(int least, int most, String... others) {
      this.least = least;
      this.most = most;
      this.others = List.of(others);
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
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
      Optional<Option> option = Option.of(plain);
      if (option.isPresent()) {
        out.options.add(option.get());
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
    return Arrays.stream(Command.values())
        .filter(each -> each.word().equals(plain) || each.others.contains(word))
        .findFirst();
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
    return upTo(most, value(option));
  }

  /** A word as a number from 0 on. */
  static long upTo(long most, String word) throws IpsetFailure {
    if (!word.matches("[0-9]{1,18}|0x[0-9a-fA-F]{1,8}")) {
      throw IpsetFailure.syntax("'" + word + "' is invalid as number");
    }
    long value = Long.decode(word.matches("0[0-9]+") ? word.replaceFirst("^0+", "0") : word);
    if (value > most) {
      throw IpsetFailure.syntax("'" + word + "' is out of range 0-" + most);
    }
    return value;
  }
}

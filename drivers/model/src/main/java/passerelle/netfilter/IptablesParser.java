package passerelle.netfilter;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.netfilter.IptablesCommand.Operation;

/** Reads one command line of iptables (iptables/xshared.c:do_parse). */
final class IptablesParser {
  private final Family family;
  private final RuleBuilder rule;
  private final Set<GlobalOption> given = EnumSet.noneOf(GlobalOption.class);
  private ArgumentReader in = new ArgumentReader(List.of());
  private Optional<Operation> operation = Optional.empty();
  private String table = "filter";
  private Optional<String> chain = Optional.empty();
  private Optional<String> argument = Optional.empty();
  private Optional<IptablesCommand.Counters> counters = Optional.empty();
  private int number;
  private int verbose;
  private boolean invert;
  private boolean thenZero;

  IptablesParser(Family family, NameService names) {
    this.family = family;
    this.rule = new RuleBuilder(family, names);
  }

  List<Rule> parseRules(List<String> args) throws IptablesException {
    read(args);
    rule.finish();
    checkInvert();
    return rule.build();
  }

  IptablesCommand parseCommand(List<String> argv) throws IptablesException {
    read(argv);
    if (table.equals("nat") && (rule.drops() || argument.filter("DROP"::equals).isPresent())) {
      throw IptablesException.parameter(
          "\nThe \"nat\" table is not intended for filtering,"
              + " the use of DROP is therefore inhibited.\n\n");
    }
    rule.finish();
    if (operation.isEmpty()) {
      throw IptablesException.parameter("no command specified");
    }
    checkInvert();
    Operation does = operation.get();
    CommandChecks.options(given, does);
    CommandChecks.length(chain.orElse(""));
    List<Rule> rules = List.of();
    if (does.takesRule()) {
      rules = rule.build();
      rule.checkDevices(chain.orElse(""));
    }
    IptablesCommand.Output output =
        new IptablesCommand.Output(
            verbose,
            given.contains(GlobalOption.NUMERIC),
            given.contains(GlobalOption.EXACT),
            given.contains(GlobalOption.LINE_NUMBERS),
            thenZero);
    return new IptablesCommand(
        does, table, chain, argument, number, rules, counters, output, rule.warnings());
  }

  private void read(List<String> argv) throws IptablesException {
    in = new ArgumentReader(argv);
    while (!in.isAtEnd()) {
      if (in.isBundled()) {
        letter(in.takeLetter());
        continue;
      }
      String word = in.take();
      if (word.equals("--")) {
        if (in.hasWord()) {
          throw IptablesException.parameter("unknown arguments found on commandline");
        }
      } else if (word.startsWith("--")) {
        longOption(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        in.startBundle(word.substring(1));
      } else {
        plainWord(word);
      }
    }
  }

  private void checkInvert() throws IptablesException {
    if (invert) {
      throw IptablesException.parameter("nothing appropriate following !");
    }
  }

  private void plainWord(String word) throws IptablesException {
    if (!word.equals("!")) {
      throw new IptablesException(
          IptablesException.Kind.BAD_ARGUMENT, "Bad argument `" + word + "'");
    }
    if (invert) {
      throw IptablesException.parameter("multiple consecutive ! not allowed");
    }
    invert = true;
  }

  private void letter(char letter) throws IptablesException {
    Optional<GlobalOption> option = GlobalOption.ofLetter(letter);
    if (option.isEmpty()) {
      throw IptablesException.parameter("unknown option \"-" + letter + "\"");
    }
    Optional<String> value = Optional.empty();
    if (option.get().argument() != GlobalOption.Argument.NONE) {
      value = in.takeRest();
      if (value.isEmpty() && option.get().argument() == GlobalOption.Argument.ONE) {
        value = Optional.of(required("-" + letter));
      }
    }
    global(option.get(), value);
  }

  private String required(String option) throws IptablesException {
    if (!in.hasWord()) {
      throw IptablesException.parameter("option \"" + option + "\" requires an argument");
    }
    return in.take();
  }

  private void longOption(String word) throws IptablesException {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    Optional<String> value =
        equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
    List<String> all = new ArrayList<>(GlobalOption.WORDS);
    List<LoadedExtension<?>> extensions = rule.youngestFirst();
    for (LoadedExtension<?> extension : extensions) {
      extension.extension().options().forEach(o -> all.add(o.name()));
    }
    Optional<Integer> found = ArgumentReader.find(name, all);
    if (found.isEmpty()) {
      if (!rule.loadProtocolMatch()) {
        throw IptablesException.parameter("unknown option \"" + word + "\"");
      }
      longOption(word);
    } else if (found.get() < GlobalOption.ALL.size()) {
      GlobalOption option = GlobalOption.ALL.get(found.get());
      if (value.isEmpty() && option.argument() == GlobalOption.Argument.ONE) {
        value = Optional.of(required(word));
      }
      global(option, value);
    } else {
      extensionOption(word, value, found.get() - GlobalOption.ALL.size(), extensions);
    }
  }

  private void extensionOption(
      String word, Optional<String> value, int index, List<LoadedExtension<?>> extensions)
      throws IptablesException {
    int left = index;
    for (LoadedExtension<?> extension : extensions) {
      List<Option> options = extension.extension().options();
      if (left < options.size()) {
        Option option = options.get(left);
        List<String> words = new ArrayList<>();
        if (option.arguments() > 0) {
          words.add(value.isPresent() ? value.get() : required(word));
        }
        if (option.arguments() > 1) {
          if (!in.hasArgument()) {
            throw IptablesException.parameter("--" + option.name() + " requires two args.");
          }
          words.add(in.take());
        }
        rule.option(extension, option, words, takeInvert());
        return;
      }
      left -= options.size();
    }
  }

  private boolean takeInvert() {
    boolean was = invert;
    invert = false;
    return was;
  }

  private void global(GlobalOption option, Optional<String> value) throws IptablesException {
    switch (option) {
      case SOURCE, SRC -> rule.address(AddressMatch.Side.SOURCE, value.orElseThrow(), takeInvert());
      case DESTINATION, DST ->
          rule.address(AddressMatch.Side.DESTINATION, value.orElseThrow(), takeInvert());
      case IN_INTERFACE -> rule.device(InterfaceMatch.Side.IN, value.orElseThrow(), takeInvert());
      case OUT_INTERFACE -> rule.device(InterfaceMatch.Side.OUT, value.orElseThrow(), takeInvert());
      case PROTOCOL, PROTO -> rule.protocol(value.orElseThrow(), takeInvert());
      case FRAGMENTS -> rule.fragment(takeInvert());
      default -> {
        if (invert) {
          throw IptablesException.parameter(
              option == GlobalOption.MATCH
                  ? "unexpected ! flag before --match"
                  : "cannot have ! before --"
                      + (option == GlobalOption.GOTO ? "jump" : option.word()));
        }
        plain(option, value);
      }
    }
    given.add(option);
  }

  private void plain(GlobalOption option, Optional<String> value) throws IptablesException {
    switch (option) {
      case MATCH -> rule.match(value.orElseThrow());
      case JUMP -> rule.jump(value.orElseThrow(), false);
      case GOTO -> rule.jump(value.orElseThrow(), true);
      case TABLE -> table = value.orElseThrow();
      case VERBOSE -> verbose++;
      case WAIT, WAIT_INTERVAL -> {
        if (value.isEmpty() && in.hasArgument()) {
          in.take();
        }
      }
      case SET_COUNTERS -> counters = Optional.of(counters(value.orElseThrow()));
      case IPV4, IPV6 -> {
        if (option == GlobalOption.IPV4 != (family == Family.IPV4)) {
          throw IptablesException.otherFamily();
        }
      }
      case NUMERIC, EXACT, LINE_NUMBERS, MODPROBE -> {}
      default -> command(option, value);
    }
  }

  private IptablesCommand.Counters counters(String word) throws IptablesException {
    int comma = word.indexOf(',');
    String packets = comma < 0 ? word : word.substring(0, comma);
    if (comma < 0 && !in.hasArgument()) {
      throw IptablesException.parameter("--set-counters requires packet and byte counter");
    }
    String bytes = comma < 0 ? in.take() : word.substring(comma + 1);
    return new IptablesCommand.Counters(
        CommandChecks.counter(packets, "packet"), CommandChecks.counter(bytes, "byte"));
  }

  private void command(GlobalOption option, Optional<String> value) throws IptablesException {
    Operation does = Operation.valueOf(option.name());
    if (isListingWithZero(does)) {
      thenZero = true;
      operation = Optional.of(does == Operation.ZERO ? operation.get() : does);
      return;
    }
    if (operation.isPresent()) {
      throw IptablesException.parameter(
          "Cannot use -" + does.letter() + " with -" + operation.get().letter());
    }
    operation = Optional.of(does);
    if (option.argument() == GlobalOption.Argument.MAYBE && does != Operation.HELP) {
      chain = value.isPresent() || !in.hasArgument() ? value : Optional.of(in.take());
    } else {
      chain = value;
    }
    switch (does) {
      case DELETE -> {
        if (in.hasArgument()) {
          number = ruleNumber();
          operation = Optional.of(Operation.DELETE_NUMBER);
        }
      }
      case INSERT -> number = in.hasArgument() ? ruleNumber() : 1;
      case REPLACE -> number = needed("-R requires a rule number") ? ruleNumber() : 0;
      case LIST, LIST_RULES, ZERO -> number = in.hasArgument() ? ruleNumber() : 0;
      case NEW_CHAIN -> CommandChecks.name(value.orElseThrow());
      case RENAME_CHAIN -> {
        needed("-E requires old-chain-name and new-chain-name");
        argument = Optional.of(in.take());
        CommandChecks.name(argument.get());
      }
      case POLICY -> {
        needed("-P requires a chain and a policy");
        argument = Optional.of(in.take());
      }
      default -> {}
    }
  }

  private boolean isListingWithZero(Operation does) {
    Set<Operation> lists = EnumSet.of(Operation.LIST, Operation.LIST_RULES);
    Operation before = operation.orElse(does);
    return does == Operation.ZERO && lists.contains(before)
        || before == Operation.ZERO && lists.contains(does);
  }

  private boolean needed(String complaint) throws IptablesException {
    if (!in.hasArgument()) {
      throw IptablesException.parameter(complaint);
    }
    return true;
  }

  private int ruleNumber() throws IptablesException {
    String word = in.take();
    OptionalInt value = Numbers.parse(word, Integer.MAX_VALUE);
    if (value.orElse(0) == 0) {
      throw IptablesException.parameter("Invalid rule number `" + word + "'");
    }
    return value.getAsInt();
  }
}

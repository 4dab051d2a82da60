package passerelle.netfilter;

import java.util.OptionalLong;
import java.util.Set;
import passerelle.netfilter.IptablesCommand.Operation;

/** What iptables refuses in a command line by itself (iptables/xshared.c). */
final class CommandChecks {
  private static final int MAX_CHAIN_NAME = 28;

  private CommandChecks() {}

  /** One of the two numbers behind {@code -c}. */
  static long counter(String text, String what) throws IptablesException {
    OptionalLong value =
        text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    if (value.isEmpty()) {
      throw IptablesException.parameter("--set-counters " + what + " counter not numeric");
    }
    return value.getAsLong();
  }

  /** Complains of a name that no chain can have ({@code parse_chain}). */
  static void name(String name) throws IptablesException {
    length(name);
    if (name.isEmpty() || name.startsWith("-") || name.startsWith("!")) {
      String first = name.isEmpty() ? "" : name.substring(0, 1);
      throw IptablesException.parameter("chain name not allowed to start with `" + first + "'");
    }
    if (Extensions.isTargetName(name)) {
      throw IptablesException.parameter("chain name may not clash with target name");
    }
    if (name.chars().anyMatch(Character::isWhitespace)) {
      throw IptablesException.parameter("Invalid chain name `" + name + "'");
    }
  }

  /** Complains of a name that is too long. */
  static void length(String name) throws IptablesException {
    if (name.length() > MAX_CHAIN_NAME) {
      throw IptablesException.parameter(
          "chain name `" + name + "' too long (must be under 29 chars)");
    }
  }

  /** Complains of options that the command does not take ({@code generic_opt_check}). */
  static void options(Set<GlobalOption> given, Operation does) throws IptablesException {
    boolean lists = does == Operation.LIST && !given.contains(GlobalOption.ZERO);
    for (GlobalOption option : given) {
      boolean legal =
          switch (option) {
            case NUMERIC, EXACT, LINE_NUMBERS -> lists;
            case SOURCE,
                SRC,
                DESTINATION,
                DST,
                PROTOCOL,
                PROTO,
                IN_INTERFACE,
                OUT_INTERFACE,
                JUMP,
                GOTO,
                FRAGMENTS ->
                does.takesRule();
            case SET_COUNTERS ->
                does.takesRule() && does != Operation.DELETE && does != Operation.CHECK;
            default -> true;
          };
      if (!legal) {
        throw IptablesException.parameter(
            "Illegal option `--" + canonical(option) + "' with this command");
      }
    }
  }

  private static String canonical(GlobalOption option) {
    return GlobalOption.ofLetter(option.letter()).map(GlobalOption::word).orElse(option.word());
  }
}

package passerelle.netfilter;

import java.util.List;
import java.util.Optional;

/** The options that iptables has without any extension (iptables/xshared.h, original_opts). */
enum GlobalOption {
  APPEND('A', "append", Argument.ONE),
  DELETE('D', "delete", Argument.ONE),
  CHECK('C', "check", Argument.ONE),
  REPLACE('R', "replace", Argument.ONE),
  INSERT('I', "insert", Argument.ONE),
  LIST('L', "list", Argument.MAYBE),
  LIST_RULES('S', "list-rules", Argument.MAYBE),
  FLUSH('F', "flush", Argument.MAYBE),
  ZERO('Z', "zero", Argument.MAYBE),
  NEW_CHAIN('N', "new-chain", Argument.ONE),
  DELETE_CHAIN('X', "delete-chain", Argument.MAYBE),
  RENAME_CHAIN('E', "rename-chain", Argument.ONE),
  POLICY('P', "policy", Argument.ONE),
  SOURCE('s', "source", Argument.ONE),
  SRC('s', "src", Argument.ONE),
  DESTINATION('d', "destination", Argument.ONE),
  DST('d', "dst", Argument.ONE),
  PROTOCOL('p', "protocol", Argument.ONE),
  PROTO('p', "proto", Argument.ONE),
  IN_INTERFACE('i', "in-interface", Argument.ONE),
  JUMP('j', "jump", Argument.ONE),
  TABLE('t', "table", Argument.ONE),
  MATCH('m', "match", Argument.ONE),
  NUMERIC('n', "numeric", Argument.NONE),
  OUT_INTERFACE('o', "out-interface", Argument.ONE),
  VERBOSE('v', "verbose", Argument.NONE),
  WAIT('w', "wait", Argument.MAYBE),
  WAIT_INTERVAL('W', "wait-interval", Argument.MAYBE),
  EXACT('x', "exact", Argument.NONE),
  FRAGMENTS('f', "fragments", Argument.NONE),
  VERSION('V', "version", Argument.NONE),
  HELP('h', "help", Argument.MAYBE),
  LINE_NUMBERS('0', "line-numbers", Argument.NONE),
  MODPROBE('M', "modprobe", Argument.ONE),
  SET_COUNTERS('c', "set-counters", Argument.ONE),
  GOTO('g', "goto", Argument.ONE),
  IPV4('4', "ipv4", Argument.NONE),
  IPV6('6', "ipv6", Argument.NONE);

  /** Whether a word follows. */
  enum Argument {
    NONE,
    ONE,
    MAYBE
  }

  static final List<GlobalOption> ALL = List.of(values());
  static final List<String> WORDS = ALL.stream().map(GlobalOption::word).toList();

  private final char letter;
  private final String word;
  private final Argument argument;

  GlobalOption(char letter, String word, Argument argument) {
    this.letter = letter;
    this.word = word;
    this.argument = argument;
  }

  char letter() {
    return letter;
  }

  String word() {
    return word;
  }

  Argument argument() {
    return argument;
  }

  static Optional<GlobalOption> ofLetter(char letter) {
    for (GlobalOption option : ALL) {
      if (option.letter == letter && letter != '0') {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}

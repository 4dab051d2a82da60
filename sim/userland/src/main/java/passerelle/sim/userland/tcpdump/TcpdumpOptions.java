package passerelle.sim.userland.tcpdump;

import java.util.List;
import java.util.Optional;
import passerelle.capture.file.CaptureInterface;
import passerelle.capture.print.PrintOptions;
import passerelle.capture.print.PrintOptions.Dump;
import passerelle.sim.userland.net.Getopt;

/** tcpdump's command line, read in its order, so that the first thing wrong is what is reported. */
final class TcpdumpOptions {
  private static final String LETTERS =
      "aAbB:c:C:dDeE:fF:G:hHi:Ij:JKlLm:M:nNOpqQ:r:s:StT:uUvV:w:W:xXy:Yz:Z:#";
  private static final String LONG =
      """
      buffer-size: list-interfaces help interface: monitor-mode time-stamp-type:
      list-time-stamp-types dont-verify-checksums list-data-link-types no-optimize
      no-promiscuous-mode direction: snapshot-length: linktype: immediate-mode
      relinquish-privileges: number print version time-stamp-precision: micro nano fp-type count
      """;

  /** What tcpdump is asked to do. */
  enum Action {
    CAPTURE,
    HELP,
    VERSION,
    LIST_DEVICES,
    LIST_LINK_TYPES
  }

  /** Which packets of a device {@code -Q} lets pass. */
  enum Direction {
    IN,
    OUT,
    BOTH
  }

  private Action action = Action.CAPTURE;
  private Direction direction = Direction.BOTH;
  private Optional<String> device = Optional.empty();
  private Optional<String> readFile = Optional.empty();
  private Optional<String> writeFile = Optional.empty();
  private Optional<String> filterFile = Optional.empty();
  private Optional<String> user = Optional.empty();
  private String expression = "";
  private int snapLength = CaptureInterface.DEFAULT_SNAP_LENGTH;
  private long count;
  private int times;
  private int verbose;
  private int hex;
  private int hexAscii;
  private int ascii;
  private boolean numeric;
  private boolean linkLevel;
  private boolean quiet;
  private boolean absoluteSequence;
  private boolean number;
  private boolean unverified;
  private boolean lineBuffered;
  private boolean packetBuffered;
  private boolean promiscuous = true;
  private boolean immediate;
  private boolean printToo;
  private boolean countOnly;

  private TcpdumpOptions() {}

  static TcpdumpOptions parse(List<String> arguments) throws TcpdumpFailure {
    Getopt getopt = Getopt.parse(LETTERS, LONG, arguments);
    TcpdumpOptions options = new TcpdumpOptions();
    for (Getopt.Option option : getopt.options()) {
      if (options.action != Action.HELP && options.action != Action.VERSION) {
        options.take(option.name(), option.value());
      }
    }
    if (options.action == Action.HELP || options.action == Action.VERSION) {
      return options;
    }
    if (getopt.error().isPresent()) {
      throw TcpdumpFailure.usage(getopt.error().get());
    }
    if (options.times > 5) {
      throw TcpdumpFailure.of("only -t, -tt, -ttt, -tttt and -ttttt are supported");
    }
    options.expression = String.join(" ", getopt.operands());
    return options;
  }

  private void take(String name, String value) throws TcpdumpFailure {
    switch (name) {
      case "h", "help" -> action = Action.HELP;
      case "version" -> action = Action.VERSION;
      case "D", "list-interfaces" -> action = Action.LIST_DEVICES;
      case "L", "list-data-link-types" -> action = Action.LIST_LINK_TYPES;
      case "i", "interface" -> device = Optional.of(value);
      case "r" -> readFile = Optional.of(value);
      case "w" -> writeFile = Optional.of(value);
      case "F" -> filterFile = Optional.of(value);
      case "c" -> count = positive(value, "packet count");
      case "s", "snapshot-length" -> snapLength = snapLength(value);
      case "Q", "direction" -> direction = direction(value);
      case "B", "buffer-size" -> positive(value, "packet buffer size");
      case "y", "linktype" -> requireEthernet(value);
      case "p", "no-promiscuous-mode" -> promiscuous = false;
      case "l" -> lineBuffered = true;
      case "U" -> packetBuffered = true;
      case "print" -> printToo = true;
      case "count" -> countOnly = true;
      case "Y" -> throw TcpdumpFailure.usage("");
      case "immediate-mode" -> immediate = true;
      case "Z", "relinquish-privileges" -> user = Optional.of(value);
      case "O", "no-optimize", "micro" -> {}
      default -> takePrinting(name);
    }
  }

  private void takePrinting(String name) throws TcpdumpFailure {
    switch (name) {
      case "n" -> numeric = true;
      case "e" -> linkLevel = true;
      case "q" -> quiet = true;
      case "S" -> absoluteSequence = true;
      case "#", "number" -> number = true;
      case "K", "dont-verify-checksums" -> unverified = true;
      case "t" -> times++;
      case "v" -> verbose++;
      case "x" -> hex++;
      case "X" -> hexAscii++;
      case "A" -> ascii++;
      default -> throw TcpdumpFailure.notModelled(name.length() == 1 ? "-" + name : "--" + name);
    }
  }

  private static long positive(String value, String what) throws TcpdumpFailure {
    if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) == 0) {
      throw TcpdumpFailure.of("invalid " + what + " " + value);
    }
    return Long.parseLong(value);
  }

  private static int snapLength(String value) throws TcpdumpFailure {
    int most = CaptureInterface.DEFAULT_SNAP_LENGTH;
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) > most) {
      throw TcpdumpFailure.of("invalid snaplen " + value + " (must be >= 0 and <= " + most + ")");
    }
    return Integer.parseInt(value) == 0 ? most : Integer.parseInt(value);
  }

  private static Direction direction(String value) throws TcpdumpFailure {
    return switch (value) {
      case "in" -> Direction.IN;
      case "out" -> Direction.OUT;
      case "inout" -> Direction.BOTH;
      default -> throw TcpdumpFailure.of("unknown capture direction '" + value + "'");
    };
  }

  private static void requireEthernet(String value) throws TcpdumpFailure {
    if (!value.equalsIgnoreCase("EN10MB")) {
      throw TcpdumpFailure.of("invalid data link type " + value);
    }
  }

  Action action() {
    return action;
  }

  Direction direction() {
    return direction;
  }

  /** {@code -i}. */
  Optional<String> device() {
    return device;
  }

  /** {@code -r}; {@code -} is standard input. */
  Optional<String> readFile() {
    return readFile;
  }

  /** {@code -w}; {@code -} is standard output. */
  Optional<String> writeFile() {
    return writeFile;
  }

  /** {@code -F}. */
  Optional<String> filterFile() {
    return filterFile;
  }

  /** {@code -Z}: whom to go on as when started by root. */
  Optional<String> user() {
    return user;
  }

  /** The filter on the command line. */
  String expression() {
    return expression;
  }

  int snapLength() {
    return snapLength;
  }

  /** After how many packets to stop; 0 for never. */
  long count() {
    return count;
  }

  int verbose() {
    return verbose;
  }

  boolean isPromiscuous() {
    return promiscuous;
  }

  /** Standard output is not held back. */
  boolean isLineBuffered() {
    return lineBuffered || packetBuffered && printToo;
  }

  /** The file written is not held back. */
  boolean isPacketBuffered() {
    return packetBuffered;
  }

  /** Packets are handed over as they come. */
  boolean isImmediate() {
    return immediate;
  }

  /** {@code --count}. */
  boolean isCountOnly() {
    return countOnly;
  }

  boolean prints() {
    return !countOnly && (writeFile.isEmpty() || printToo);
  }

  PrintOptions printing() {
    return new PrintOptions(
        numeric,
        linkLevel,
        PrintOptions.Time.values()[times],
        verbose,
        quiet,
        absoluteSequence,
        number,
        dump(),
        unverified);
  }

  private Dump dump() {
    if (hexAscii > 0) {
      return hexAscii > 1 ? Dump.HEX_ASCII_LINK : Dump.HEX_ASCII;
    }
    if (hex > 0) {
      return hex > 1 ? Dump.HEX_LINK : Dump.HEX;
    }
    if (ascii > 0) {
      return ascii > 1 ? Dump.ASCII_LINK : Dump.ASCII;
    }
    return Dump.NONE;
  }
}

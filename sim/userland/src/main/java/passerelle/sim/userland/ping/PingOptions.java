package passerelle.sim.userland.ping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The command line of iputils' ping (ping.c:main). */
final class PingOptions {
  static final String LETTERS = "h?4bRT:6F:N:aABc:CdDe:fHi:I:l:Lm:M:nOp:qQ:rs:S:t:UvVw:W:3";
  private static final String UNMODELLED = "FNeH";

  /**
   * Octets of the time of sending in a probe ({@code struct timeval}); shorter ones are untimed.
   */
  static final int STAMP = 16;

  /** The most that a header has room for. */
  private static final int ROUTE_ROOM = 40;

  long count;
  long interval = EventLoop.SECOND;
  long linger = 10 * EventLoop.SECOND;
  long deadline;
  int size = 56;
  OptionalInt ttl = OptionalInt.empty();
  int tos;
  int mark;
  int preload = 1;
  boolean numeric;
  boolean quiet;
  boolean broadcast;
  boolean stamps;
  boolean adaptive;
  boolean flood;
  boolean verbose;
  boolean inet;
  boolean inet6;
  boolean outstanding;
  boolean audible;
  Optional<PathMtu> pathMtu = Optional.empty();
  Optional<String> source = Optional.empty();
  Payload ipOptions = Payload.EMPTY;
  byte[] pattern = {};
  String target = "";

  static PingOptions parse(List<String> arguments) throws ToolFailure {
    Getopt getopt = Getopt.parse(LETTERS, "", arguments);
    if (getopt.error().isPresent()) {
      throw new ToolFailure(
          2,
          "ping: " + getopt.error().get() + "\n" + Resources.text(PingOptions.class, "ping.txt"));
    }
    PingOptions options = new PingOptions();
    for (Getopt.Option option : getopt.options()) {
      options.set(option.name().charAt(0), option.value());
    }
    if (getopt.operands().isEmpty()) {
      throw new ToolFailure(2, "ping: usage error: Destination address required\n");
    }
    options.target = getopt.operands().get(getopt.operands().size() - 1);
    return options;
  }

  private void set(char letter, String value) throws ToolFailure {
    if (UNMODELLED.indexOf(letter) >= 0) {
      throw new ToolFailure(2, "ping: Passerelle does not model option -" + letter + "\n");
    }
    switch (letter) {
      case 'c' -> count = number(value, 1, Long.MAX_VALUE, "");
      case 'i' -> interval = seconds(value, 0, Integer.MAX_VALUE / 1000);
      case 'W' -> linger = seconds(value, 0, Integer.MAX_VALUE / 1_000_000);
      case 'w' -> deadline = number(value, 0, Integer.MAX_VALUE, "") * EventLoop.SECOND;
      case 's' -> size = (int) number(value, 0, 65507, "-s value: ");
      case 't' -> ttl = OptionalInt.of((int) number(value, 0, 255, ""));
      case 'Q' -> tos = typeOfService(value);
      case 'M' -> pathMtu = Optional.of(pathMtu(value));
      case 'I' -> source = Optional.of(value);
      case 'p' -> pattern = pattern(value);
      case 'l' -> preload = (int) number(value, 1, 65536, "");
      case 'm' -> mark = (int) number(value, 0, 0xffff_ffffL, "");
      case 'R' -> way(ROUTE_ROOM, 1, 7, 39, 4);
      case 'T' -> way(value);
      case 'h', '?' -> throw new ToolFailure(2, Resources.text(PingOptions.class, "ping.txt"));
      case 'V' -> throw new ToolFailure(0, Resources.text(PingOptions.class, "version.txt"));
      default -> flag(letter);
    }
  }

  private void flag(char letter) {
    switch (letter) {
      case 'n' -> numeric = true;
      case 'q' -> quiet = true;
      case 'b' -> broadcast = true;
      case 'D' -> stamps = true;
      case 'A' -> adaptive = true;
      case 'f' -> flood = true;
      case 'v' -> verbose = true;
      case '4' -> inet = true;
      case 'O' -> outstanding = true;
      case 'a' -> audible = true;
      case '6' -> inet6 = true;
      default -> {}
    }
  }

  /** Decimal, or hexadecimal after 0x ({@code parsetos}); of -1 the last eight bits count. */
  private static int typeOfService(String text) throws ToolFailure {
    boolean hex = text.matches("0[xX].*");
    String digits = hex ? text.substring(2) : text;
    if (!digits.matches(hex ? "[0-9a-fA-F]{0,8}" : "-?[0-9]{0,9}")) {
      throw new ToolFailure(2, "ping: bad TOS value: " + text + "\n");
    }
    long value = digits.isEmpty() ? 0 : Long.parseLong(digits, hex ? 16 : 10);
    if (value > 255) {
      String range = "the decimal value of TOS bits must be in range 0-255: ";
      throw new ToolFailure(2, "ping: " + range + value + "\n");
    }
    return (int) value & 0xff;
  }

  /** At most sixteen octets, two digits each ({@code fill}). */
  private static byte[] pattern(String digits) throws ToolFailure {
    int start = 0;
    while (start < digits.length() && Character.digit(digits.charAt(start), 16) >= 0) {
      start++;
    }
    if (start < digits.length()) {
      String what = "patterns must be specified as hex digits: ";
      throw new ToolFailure(2, "ping: " + what + digits.substring(start) + "\n");
    }
    byte[] octets = new byte[Math.min(16, (digits.length() + 1) / 2)];
    for (int i = 0; i < octets.length; i++) {
      String octet = digits.substring(2 * i, Math.min(digits.length(), 2 * i + 2));
      octets[i] = (byte) Integer.parseInt(octet, 16);
    }
    return octets;
  }

  private void way(String kind) throws ToolFailure {
    switch (kind) {
      case "tsonly" -> way(ROUTE_ROOM, 68, ROUTE_ROOM, 5, 0);
      case "tsandaddr" -> way(36, 68, 36, 5, 1);
      case "tsprespec" -> throw new ToolFailure(2, "ping: Passerelle does not model tsprespec\n");
      default -> throw new ToolFailure(2, "ping: invalid timestamp type: " + kind + "\n");
    }
  }

  /** Begins an option of IP that takes so much room. */
  private void way(int room, int... begin) throws ToolFailure {
    if (ipOptions.length() > 0 && (ipOptions.at(0) == 1 || begin[0] == 1)) {
      throw new ToolFailure(2, "ping: only one of -T or -R may be used\n");
    }
    byte[] octets = new byte[room];
    for (int i = 0; i < begin.length; i++) {
      octets[i] = (byte) begin[i];
    }
    ipOptions = Payload.of(octets);
  }

  /** Octets of all headers, as it says before the first probe. */
  int headers() {
    return 28 + (ipOptions.length() > 0 ? ROUTE_ROOM : 0);
  }

  /** What a probe carries: the time of sending, then octets that count up, or the pattern. */
  Payload payload(long micros) {
    byte[] data = new byte[size];
    for (int i = 0; i < data.length; i++) {
      data[i] = pattern.length == 0 ? (byte) i : pattern[i % pattern.length];
    }
    for (int i = 0; i < 8 && size >= STAMP; i++) {
      data[i] = (byte) (micros / 1_000_000L >>> 8 * i);
      data[8 + i] = (byte) (micros % 1_000_000L >>> 8 * i);
    }
    return Payload.of(data);
  }

  private static PathMtu pathMtu(String value) throws ToolFailure {
    return switch (value) {
      case "do" -> PathMtu.DO;
      case "probe" -> PathMtu.PROBE;
      case "dont" -> PathMtu.DONT;
      case "want" -> PathMtu.WANT;
      default -> throw new ToolFailure(2, "ping: invalid -M argument: " + value + "\n");
    };
  }

  private static long number(String text, long least, long most, String what) throws ToolFailure {
    String start = "ping: invalid " + (what.isEmpty() ? "argument: " : what) + "'" + text + "'";
    if (!text.matches("-?[0-9]{1,19}")) {
      throw new ToolFailure(1, start + "\n");
    }
    BigDecimal value = new BigDecimal(text);
    boolean fits =
        value.compareTo(BigDecimal.valueOf(least)) >= 0
            && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    if (!fits) {
      throw new ToolFailure(1, start + ": out of range: " + least + " <= value <= " + most + "\n");
    }
    return value.longValue();
  }

  private static long seconds(String text, int least, int most) throws ToolFailure {
    if (!text.matches("[0-9]{1,9}([.][0-9]{0,9})?|[.][0-9]{1,9}")) {
      throw new ToolFailure(1, "ping: invalid argument: '" + text + "'\n");
    }
    BigDecimal value = new BigDecimal(text);
    if (value.intValue() < least || value.intValue() > most) {
      throw new ToolFailure(
          1,
          "ping: invalid argument: '%s': out of range: %s <= value <= %s\n"
              .formatted(text, least, most));
    }
    return value.multiply(BigDecimal.valueOf(EventLoop.SECOND)).longValue();
  }
}

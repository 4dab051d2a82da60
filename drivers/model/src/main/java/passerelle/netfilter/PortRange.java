package passerelle.netfilter;

import java.util.OptionalInt;

/**
 * A range of ports, both ends included.
 *
 * @param first 0..65535
 * @param last 0..65535, not below first
 */
public record PortRange(int first, int last) {
  /** Every port: a match with it prints nothing. */
  public static final PortRange ALL = new PortRange(0, 65535);

  public PortRange {
    if (first < 0 || last > 65535 || first > last) {
      throw new IllegalArgumentException("not a port range: " + first + ":" + last);
    }
  }

  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  public boolean contains(int port) {
    return port >= first && port <= last;
  }

  public boolean isSingle() {
    return first == last;
  }

  /** Reads {@code 80}, {@code 80:90}, {@code :90}, {@code 80:} or service names. */
  static PortRange parse(String text, String protocol, NameService names) throws IptablesException {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return of(port(text, protocol, names));
    }
    String low = text.substring(0, colon);
    String high = text.substring(colon + 1);
    int first = low.isEmpty() ? 0 : port(low, protocol, names);
    int last = high.isEmpty() ? 65535 : port(high, protocol, names);
    if (first > last) {
      throw IptablesException.parameter("invalid portrange (min > max)");
    }
    return new PortRange(first, last);
  }

  /**
   * Reads a range as the common option parser does (libxtables/xtoptions.c:xtopt_parse_mport): a
   * number beyond 65535 loses its upper bits.
   */
  static PortRange parseNewer(String option, OptionValues values) throws IptablesException {
    String word = values.word(option);
    String[] ends = word.split(":", -1);
    if (ends.length > 2) {
      throw values.fault("Too many components for option \"--" + option + "\" (max: 2)\n");
    }
    boolean single = ends.length == 1;
    int first = newer(ends[0], 0, values.names());
    int last = single ? first : newer(ends[1], 65535, values.names());
    if (first > last) {
      throw IptablesException.parameter("Port range " + first + "-" + last + " is negative.\n");
    }
    return new PortRange(first, last);
  }

  private static int newer(String text, int absent, NameService names) throws IptablesException {
    if (text.isEmpty()) {
      return absent;
    }
    OptionalInt port = Numbers.parse(text, Integer.MAX_VALUE);
    port = port.isPresent() ? port : names.port(text, "");
    if (port.isEmpty()) {
      throw IptablesException.parameter("Port \"" + text + "\" does not resolve to anything.\n");
    }
    return port.getAsInt() & 0xffff;
  }

  static int port(String text, String protocol, NameService names) throws IptablesException {
    OptionalInt port = lookup(text, protocol, names);
    if (port.isEmpty()) {
      throw IptablesException.parameter("invalid port/service `" + text + "' specified");
    }
    return port.getAsInt();
  }

  /** A number of 0..65535 or a service's port; empty when it is neither. */
  static OptionalInt lookup(String text, String protocol, NameService names) {
    OptionalInt number = Numbers.parse(text, 65535);
    return number.isPresent() || text.isEmpty() ? number : names.port(text, protocol);
  }

  /** {@code 80} or {@code 80:90}. */
  String text() {
    return isSingle() ? Integer.toString(first) : first + ":" + last;
  }

  /** {@code 80} or {@code 80-90}. */
  String dashed() {
    return isSingle() ? Integer.toString(first) : first + "-" + last;
  }

  /** As {@link #text}, with service names unless the style is numeric. */
  String listing(ListingStyle style, String protocol) {
    return isSingle()
        ? name(first, style, protocol)
        : name(first, style, protocol) + ":" + name(last, style, protocol);
  }

  private static String name(int port, ListingStyle style, String protocol) {
    String number = Integer.toString(port);
    return style.numeric() ? number : style.names().service(port, protocol).orElse(number);
  }
}

package passerelle.capture.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.text.WordList;

/**
 * A display filter: protocols and fields that are there, compared with a value, joined by and, or
 * and not ({@code wireshark-filter(4)}). Slices, functions and sets are not modelled.
 */
public final class DisplayFilter {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|&&|\\|\\||==|!=|>=|<=|>|<|!|\"[^\"]*\"|[^\\s()=!<>&|\"]+)");
  private static final Set<String> PROTOCOLS =
      Set.of(
          "frame", "eth", "sll", "arp", "ip", "ipv6", "icmp", "icmpv6", "tcp", "udp", "dns", "http",
          "tls", "ssl");
  private static final int DEEPEST = 64;

  private final List<String> tokens = new ArrayList<>();
  private int at;
  private int depth;

  /** A filter that cannot be read, in tshark's words. */
  public static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  private DisplayFilter(String text) throws Refused {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (!text.substring(end).isBlank()) {
      throw new Refused("\"" + text.substring(end).strip() + "\" was unexpected in this context.");
    }
  }

  /** Reads a filter. */
  public static Predicate<Summary> parse(String text) throws Refused {
    DisplayFilter filter = new DisplayFilter(text);
    Predicate<Summary> whole = filter.or();
    if (filter.at < filter.tokens.size()) {
      throw new Refused("\"" + filter.peek() + "\" was unexpected in this context.");
    }
    return whole;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private boolean take(String... words) {
    if (at < tokens.size() && List.of(words).contains(peek())) {
      at++;
      return true;
    }
    return false;
  }

  private Predicate<Summary> or() throws Refused {
    Predicate<Summary> left = and();
    while (take("||", "or")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<Summary> and() throws Refused {
    Predicate<Summary> left = not();
    while (take("&&", "and")) {
      left = left.and(not());
    }
    return left;
  }

  private Predicate<Summary> not() throws Refused {
    depth++;
    if (depth > DEEPEST) {
      throw new Refused("Filter is nested too deeply.");
    }
    Predicate<Summary> inner;
    if (take("!", "not")) {
      inner = not().negate();
    } else if (take("(")) {
      inner = or();
      if (!take(")")) {
        throw new Refused("Unexpected end of filter expression.");
      }
    } else {
      inner = test();
    }
    depth--;
    return inner;
  }

  private Predicate<Summary> test() throws Refused {
    String field = peek();
    at++;
    if (field.isEmpty()) {
      throw new Refused("Unexpected end of filter expression.");
    }
    String name = field.equals("ssl") ? "tls" : field;
    String protocol = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    if (!PROTOCOLS.contains(protocol) && !name.startsWith("_ws.")) {
      throw new Refused(
          "\"%s\" is not a valid protocol or protocol field.\n    %s\n    ^%s"
              .formatted(field, field, "~".repeat(field.length() - 1)));
    }
    String operator = peek();
    boolean compares =
        WordList.of("== != > < >= <= eq ne gt lt ge le contains matches").contains(operator);
    if (!compares) {
      return summary -> summary.has(name);
    }
    at++;
    String value = peek();
    at++;
    if (value.isEmpty()) {
      throw new Refused("Unexpected end of filter expression.");
    }
    String wanted = value.replaceAll("^\"|\"$", "");
    return summary -> holds(summary.values(name), operator, wanted);
  }

  /** An inequality holds when all values are unequal, all else when one value fits. */
  private static boolean holds(List<String> values, String operator, String wanted) {
    if (operator.equals("!=") || operator.equals("ne")) {
      return !values.isEmpty() && values.stream().noneMatch(value -> equal(value, wanted));
    }
    return values.stream().anyMatch(value -> fits(value, operator, wanted));
  }

  private static boolean fits(String value, String operator, String wanted) {
    return switch (operator) {
      case "==", "eq" -> equal(value, wanted);
      case "contains" -> value.contains(wanted);
      case "matches" ->
          Pattern.compile(Pattern.quote(wanted), Pattern.CASE_INSENSITIVE).matcher(value).find();
      case ">", "gt" -> number(value) > number(wanted);
      case "<", "lt" -> number(value) < number(wanted);
      case ">=", "ge" -> number(value) >= number(wanted);
      default -> number(value) <= number(wanted);
    };
  }

  private static boolean equal(String value, String wanted) {
    if (value.equalsIgnoreCase(wanted)) {
      return true;
    }
    if (value.matches("True|False")) {
      return value.equals("True") == !wanted.matches("0|(?i)false");
    }
    if (wanted.contains("/")) {
      return IpPrefix.parse(wanted)
          .filter(p -> IpAddress.parse(value).filter(p::contains).isPresent())
          .isPresent();
    }
    return number(value) == number(wanted) && number(value) >= 0;
  }

  private static long number(String text) {
    try {
      return Long.decode(text);
    } catch (NumberFormatException none) {
      return -1;
    }
  }
}

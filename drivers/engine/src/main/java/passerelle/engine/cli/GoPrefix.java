package passerelle.engine.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;

/** What Go finds wrong with an address and a prefix length (net/netip ParsePrefix, ParseAddr). */
final class GoPrefix {
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]*");
  private static final Pattern LEADING_ZERO = Pattern.compile("(?<![0-9a-fA-F:])0[0-9]+(?=\\.|$)");

  private GoPrefix() {}

  /** The error; empty for a prefix that can be read. */
  static Optional<String> problem(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return wrong(text, "no '/'");
    }
    String host = text.substring(0, slash);
    String length = text.substring(slash + 1);
    Optional<IpAddress> address = IpAddress.parse(host);
    Optional<String> problem = addressProblem(host);
    if (problem.isPresent()) {
      return wrong(text, problem.get());
    }
    if (!LENGTH.matcher(length).matches()) {
      return wrong(text, "bad bits after slash: \"" + length + "\"");
    }
    boolean fits = length.length() < 4 && Integer.parseInt(length) <= address.get().width();
    return fits ? Optional.empty() : wrong(text, "prefix length out of range");
  }

  /** What is wrong with an address alone; empty for one that can be read. */
  static Optional<String> addressProblem(String text) {
    boolean readable = IpAddress.parse(text).isPresent() && !LEADING_ZERO.matcher(text).find();
    return readable
        ? Optional.empty()
        : Optional.of("ParseAddr(\"" + text + "\"): " + address(text));
  }

  private static Optional<String> wrong(String text, String why) {
    return Optional.of("netip.ParsePrefix(\"" + text + "\"): " + why);
  }

  /** What is wrong with an IPv4 address: the first mistake from the left. */
  private static String address(String host) {
    if (host.indexOf('.') < 0) {
      return host.indexOf(':') < 0
          ? "unable to parse IP"
          : "each colon-separated field must have at least one digit";
    }
    int fields = 0;
    int value = 0;
    int digits = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= '0' && c <= '9') {
        if (digits == 1 && value == 0) {
          return "IPv4 field has octet with leading zero";
        }
        value = value * 10 + c - '0';
        digits++;
        if (value > 255) {
          return "IPv4 field has value >255";
        }
      } else if (c != '.') {
        return "unexpected character (at \"" + host.substring(i) + "\")";
      } else if (digits == 0 || i == host.length() - 1) {
        return "IPv4 field must have at least one digit (at \"" + host.substring(i) + "\")";
      } else if (fields == 3) {
        return "IPv4 address too long";
      } else {
        fields++;
        value = 0;
        digits = 0;
      }
    }
    return "IPv4 address too short";
  }
}

package passerelle.engine.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.engine.Trait;
import passerelle.engine.image.ExposedPorts;
import passerelle.network.PortBinding;
import passerelle.text.Digits;

/** The values of {@code -p} and {@code --expose} (go-connections nat/nat.go:ParsePortSpec). */
public final class PortSyntax {
  private static final BigInteger LAST_PORT = BigInteger.valueOf(65535);

  private PortSyntax() {}

  /** First and last port of a range. */
  record Range(int first, int last) {
    int size() {
      return last - first;
    }
  }

  /**
   * What is wrong with a range.
   *
   * @param range as typed
   * @param part the number that cannot be read; empty when the last port is before the first
   * @param first it is the range's first number
   * @param why {@code invalid syntax} or {@code value out of range}; empty like {@code part}
   */
  record WrongRange(String range, String part, boolean first, String why) {}

  /** The bindings of one {@code -p}. */
  public static List<PortBinding> parse(String raw, CliStyle style) throws Problem {
    String value = raw.contains("=") ? standard(raw) : raw;
    List<String> parts = new ArrayList<>(List.of(value.split(":", -1)));
    ExposedPorts target = new ExposedPorts(parts.remove(parts.size() - 1));
    String hostPort = parts.isEmpty() ? "" : parts.remove(parts.size() - 1);
    String containerPort = target.ports();
    String protocol = target.protocol();
    String address = "";
    if (!style.has(Trait.CHECKS_PORT_FIRST)) {
      protocol = protocol.replaceFirst("/.*", "");
      address = address(String.join(":", parts), style);
    }
    if (containerPort.isEmpty()) {
      throw new Problem("no port specified: " + value + "<empty>");
    }
    if (style.has(Trait.CHECKS_PORT_FIRST)) {
      checkProtocol(protocol);
      address = address(String.join(":", parts), style);
    }
    Range inside = range(containerPort, "invalid containerPort: ");
    Range outside = hostPort.isEmpty() ? new Range(0, 0) : range(hostPort, "invalid hostPort: ");
    if (!hostPort.isEmpty() && inside.size() != outside.size() && inside.size() != 0) {
      throw new Problem(
          "invalid ranges specified for container and host Ports: "
              + (containerPort + " and " + hostPort));
    }
    checkProtocol(protocol);
    return bindings(inside, outside, !hostPort.isEmpty(), protocol, address);
  }

  private static void checkProtocol(String protocol) throws Problem {
    if (!ExposedPorts.PROTOCOLS.contains(protocol)) {
      throw new Problem("invalid proto: " + protocol);
    }
  }

  private static List<PortBinding> bindings(
      Range inside, Range outside, boolean given, String protocol, String address) {
    List<PortBinding> bindings = new ArrayList<>();
    for (int i = 0; i <= inside.size(); i++) {
      String hostPort = given ? String.valueOf(outside.first() + i) : "";
      if (inside.size() == 0 && outside.size() > 0) {
        hostPort += "-" + outside.last();
      }
      bindings.add(
          new PortBinding(
              inside.first() + i, protocol, address, hostPort.equals("0") ? "" : hostPort));
    }
    return bindings;
  }

  private static String address(String text, CliStyle style) throws Problem {
    Optional<String> wrong = style.wrongHostAddress(text);
    if (wrong.isPresent()) {
      throw new Problem(wrong.get());
    }
    return FlagValues.address(text);
  }

  /** {@code target=80,published=8080,protocol=udp} in the short form. */
  private static String standard(String raw) throws Problem {
    String published = "";
    String target = "";
    String protocol = "tcp";
    for (String field : raw.split(",")) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw new Problem(
            "invalid publish opts format (should be name=value but got '" + field + "')");
      }
      String text = field.substring(equals + 1);
      switch (field.substring(0, equals)) {
        case "published" -> published = text;
        case "target" -> target = text;
        case "protocol" -> protocol = text;
        default -> {}
      }
    }
    return published + ":" + target + "/" + protocol;
  }

  private static Range range(String text, String problem) throws Problem {
    if (wrong(text).isPresent()) {
      throw new Problem(problem + text);
    }
    return range(text);
  }

  /** What follows a second hyphen does not count. */
  private static Range range(String text) {
    String[] ends = text.split("-", -1);
    int first = Integer.parseInt(ends[0]);
    return new Range(first, ends.length == 1 ? first : Integer.parseInt(ends[1]));
  }

  /** What is wrong with a range of ports, as text. */
  static Optional<WrongRange> wrong(String text) {
    String[] ends = text.split("-", -1);
    for (int i = 0; i < Math.min(2, ends.length); i++) {
      if (!Digits.are(ends[i], Integer.MAX_VALUE)) {
        return Optional.of(new WrongRange(text, ends[i], i == 0, "invalid syntax"));
      } else if (new BigInteger(ends[i]).compareTo(LAST_PORT) > 0) {
        return Optional.of(new WrongRange(text, ends[i], i == 0, "value out of range"));
      }
    }
    Range range = range(text);
    return range.size() < 0 ? Optional.of(new WrongRange(text, "", false, "")) : Optional.empty();
  }

  /** The ports of one {@code --expose}: {@code 7000-7001/udp}. */
  static List<String> exposed(String value, CliStyle style) throws Problem {
    if (value.contains(":")) {
      throw new Problem("invalid port format for --expose: " + value);
    }
    ExposedPorts exposed = new ExposedPorts(value);
    String ports = exposed.ports();
    Optional<WrongRange> wrong = wrong(ports);
    if (wrong.isPresent()) {
      String why = style.wrongRange(wrong.get());
      throw new Problem("invalid range format for --expose: " + value + ", error: " + why);
    }
    Range range = range(ports);
    List<String> out = new ArrayList<>();
    for (int port = range.first(); port <= range.last(); port++) {
      out.add(port + "/" + exposed.protocol());
    }
    return out;
  }
}

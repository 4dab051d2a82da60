package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.network.PortBinding;

/** The values of {@code -p} and {@code --expose} (go-connections nat/nat.go:ParsePortSpec). */
final class PortSyntax {
  private PortSyntax() {}

  /** A value that cannot be read; the message is docker's, in the wording of Client 28. */
  static final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
      super(message);
    }
  }

  /** First and last port of a range. */
  record Range(int first, int last) {
    int size() {
      return last - first;
    }
  }

  /** The bindings of one {@code -p}. */
  static List<PortBinding> parse(String raw) throws Problem {
    String value = raw.contains("=") ? standard(raw) : raw;
    List<String> parts = new ArrayList<>(List.of(value.split(":", -1)));
    String target = parts.remove(parts.size() - 1);
    String hostPort = parts.isEmpty() ? "" : parts.remove(parts.size() - 1);
    String address = address(String.join(":", parts));
    int slash = target.indexOf('/');
    String containerPort = slash < 0 ? target : target.substring(0, slash);
    String protocol = slash < 0 ? "tcp" : target.substring(slash + 1).split("/", 2)[0];
    if (containerPort.isEmpty()) {
      throw new Problem("no port specified: " + value + "<empty>");
    }
    Range inside =
        range(containerPort)
            .orElseThrow(() -> new Problem("invalid containerPort: " + containerPort));
    Range outside = new Range(0, 0);
    if (!hostPort.isEmpty()) {
      outside = range(hostPort).orElseThrow(() -> new Problem("invalid hostPort: " + hostPort));
      if (inside.size() != outside.size() && inside.size() != 0) {
        throw new Problem(
            "invalid ranges specified for container and host Ports: "
                + (containerPort + " and " + hostPort));
      }
    }
    if (!protocol.toLowerCase(Locale.ROOT).matches("tcp|udp|sctp")) {
      throw new Problem("invalid proto: " + protocol);
    }
    return bindings(
        inside, outside, !hostPort.isEmpty(), protocol.toLowerCase(Locale.ROOT), address);
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

  private static String address(String text) throws Problem {
    String bare = FlagValues.address(text);
    if (!bare.isEmpty() && IpAddress.parse(bare).isEmpty()) {
      boolean colons = bare.equals(text) && text.contains(":");
      if (text.startsWith("[")) {
        throw new Problem(
            "invalid IP address " + text + ": address " + text + ":: missing ']' in address");
      }
      throw new Problem(
          colons
              ? "invalid IP address " + text + ": address " + text + ":: too many colons in address"
              : "invalid IP address: " + bare);
    }
    return bare;
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

  private static Optional<Range> range(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length > 2
        || !ends[0].matches("[0-9]{1,5}")
        || !ends[ends.length - 1].matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    boolean fits = range.last() <= 65535 && range.first() <= range.last();
    return fits ? Optional.of(range) : Optional.empty();
  }

  /** The ports of one {@code --expose}: {@code 7000-7001/udp}. */
  static List<String> exposed(String value) throws Problem {
    if (value.contains(":")) {
      throw new Problem("invalid port format for --expose: " + value);
    }
    int slash = value.indexOf('/');
    String ports = slash < 0 ? value : value.substring(0, slash);
    String protocol = slash < 0 ? "tcp" : value.substring(slash + 1).toLowerCase(Locale.ROOT);
    Optional<Range> range = range(ports);
    if (range.isEmpty()) {
      String first = ports.split("-", -1)[0];
      String why =
          ports.matches("[0-9]+-[0-9]+")
              ? "invalid range specified for port: " + ports
              : "strconv.ParseUint: parsing \"" + first + "\": invalid syntax";
      throw new Problem("invalid range format for --expose: " + value + ", error: " + why);
    }
    List<String> out = new ArrayList<>();
    for (int port = range.get().first(); port <= range.get().last(); port++) {
      out.add(port + "/" + protocol);
    }
    return out;
  }
}

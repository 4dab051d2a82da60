package passerelle.engine.cli;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.engine.Trait;
import passerelle.engine.process.GpuRequest;
import passerelle.gotemplate.GoBool;
import passerelle.gotemplate.GoDuration;
import passerelle.gotemplate.Units;
import passerelle.text.WordSet;

/** What docker checks in an option's value while it reads the command line (docker/cli opts). */
public final class FlagValues {
  private static final Set<String> SYSCTLS =
      WordSet.of(
          """
          kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax
          kernel.shmmni kernel.shm_rmid_forced
          """);

  private static final Pattern DOMAIN =
      Pattern.compile(
          "([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*)\\.?");

  /** A domain is shorter than this. */
  private static final int LONGEST_DOMAIN = 255;

  private static final Pattern OCTETS = Pattern.compile("..([:-])..(?:\\1..){4}");
  private static final Pattern DOTTED = Pattern.compile("(..)(..)\\.(..)(..)\\.(..)(..)");

  private FlagValues() {}

  /** What is wrong with the value; empty when nothing is. */
  public static String problem(Flag flag, String value, CliStyle style) {
    String byName =
        switch (flag.name()) {
          case "dns" -> dns(value);
          case "ulimit" -> Ulimit.problem(value);
          case "dns-search" -> domain(value.trim()).isEmpty() ? notDomain(value.trim()) : "";
          case "attach" ->
              value.matches("(?i)stdin|stdout|stderr") || !flag.type().equals("list")
                  ? ""
                  : "valid streams are STDIN, STDOUT and STDERR";
          case "link-local-ip" ->
              style.has(Trait.READS_LINK_LOCAL)
                      && flag.type().equals("list")
                      && IpAddress.parse(value.trim()).isEmpty()
                  ? value + " is not an ip address"
                  : "";
          case "add-host" -> addHost(value);
          case "device-cgroup-rule" ->
              value.matches("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}")
                  ? ""
                  : "invalid device cgroup format '" + value + "'";
          case "env" ->
              value.isEmpty() || value.startsWith("=")
                  ? "invalid environment variable: " + value
                  : "";
          case "label" -> label(value);
          case "mount" -> MountOption.problem(value);
          case "link" -> link(value);
          case "sysctl" -> sysctl(value);
          case "network" ->
              flag.type().equals("network") ? NetworkSyntax.problem(value, style) : "";
          default -> "";
        };
    boolean unlimited = flag.name().equals("memory-swap") && value.equals("-1");
    return byName.isEmpty() && !unlimited ? byType(flag.type(), value, style) : byName;
  }

  private static String byType(String type, String value, CliStyle style) {
    return switch (type) {
      case "bool" -> GoBool.problem(value);
      case "int", "int64" -> integer(value, "strconv.ParseInt", 63);
      case "uint16" -> integer(value, "strconv.ParseUint", 16);
      case "filter" ->
          value.isEmpty() || value.contains("=")
              ? ""
              : "bad format of filter (expected name=value)";
      case "ip" -> isAddress(value) ? "" : "failed to parse IP: " + quoted(value);
      case "ipSlice" -> each(value, "IP address", FlagValues::isAddress);
      case "ipNetSlice" ->
          each(
              value,
              "CIDR",
              v -> v.contains("/") && Family.IPV4.parseInterfaceAddress(v).isPresent());
      case "map" -> "";
      case "stringToString" ->
          Arrays.stream(value.split(","))
              .filter(pair -> !pair.contains("="))
              .findFirst()
              .map(pair -> pair + " must be formatted as key=value")
              .orElse("");
      case "strings" -> record(value);
      case "duration" -> GoDuration.problem(value);
      case "bytes" -> Units.isSize(value) ? "" : style.wrongSize(value);
      case "decimal" -> decimal(value);
      case "gpu-request" -> GpuRequest.problem(value);
      default -> "";
    };
  }

  /** A number of billionths (opts.go:ParseCPUs). */
  private static String decimal(String value) {
    if (!value.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)")) {
      return "failed to parse " + value + " as a rational number";
    }
    return value.matches("[^.]*(\\.\\d{0,9}0*)?") ? "" : "value is too precise";
  }

  private static boolean isAddress(String value) {
    return IpAddress.parse(value.trim()).isPresent();
  }

  /** Several values with commas between them (pflag ip_slice.go, ipnet_slice.go). */
  private static String each(String values, String what, Predicate<String> valid) {
    return Arrays.stream(values.split(","))
        .filter(valid.negate())
        .findFirst()
        .map(value -> "invalid string being converted to " + what + ": " + value)
        .orElse("");
  }

  private static String record(String values) {
    try {
      GoCsv.read(values);
      return "";
    } catch (Problem e) {
      return e.getMessage();
    }
  }

  /**
   * What Go finds wrong with an integer.
   *
   * @param function of the package strconv that reads it, {@code ParseInt} or {@code ParseUint}
   * @param bits that it may have
   * @return empty when nothing is
   */
  static String integer(String value, String function, int bits) {
    boolean signed = function.endsWith("ParseInt");
    if (!value.matches((signed ? "[+-]?" : "") + "(0[0-7]*|[1-9][0-9]*)")) {
      return function + ": parsing " + quoted(value) + ": invalid syntax";
    }
    return new BigInteger(value).abs().bitLength() > bits
        ? function + ": parsing " + quoted(value) + ": value out of range"
        : "";
  }

  private static String label(String value) {
    String key = value.split("=", 2)[0].stripLeading();
    if (key.isEmpty()) {
      return "invalid label '" + value + "': empty name";
    }
    return key.matches("\\S+") ? "" : "label '" + key + "' contains whitespaces";
  }

  /**
   * A domain to search, without the dot at its end; {@code .} for none at all.
   *
   * @return empty when it is no domain
   */
  static Optional<String> domain(String text) {
    if (text.equals(".")) {
      return Optional.of(text);
    }
    Matcher domain = DOMAIN.matcher(text);
    boolean fits =
        domain.matches()
            && domain.group(1).matches(".*[a-zA-Z].*")
            && domain.group(1).length() < LONGEST_DOMAIN;
    return fits ? Optional.of(domain.group(1)) : Optional.empty();
  }

  private static String notDomain(String text) {
    return text + " is not a valid domain";
  }

  /** A hardware address in one of the notations of Go, of Ethernet's length. */
  static Optional<MacAddress> mac(String text) {
    String trimmed = text.trim();
    Matcher dotted = DOTTED.matcher(trimmed);
    if (dotted.matches()) {
      return MacAddress.parse(dotted.replaceAll("$1:$2:$3:$4:$5:$6"));
    }
    return OCTETS.matcher(trimmed).matches() ? MacAddress.parse(trimmed) : Optional.empty();
  }

  private static String dns(String value) {
    return IpAddress.parse(value.trim()).isPresent()
        ? ""
        : "IP address is not correctly formatted: " + value;
  }

  private static String addHost(String value) {
    int separator = value.indexOf('=') >= 0 ? value.indexOf('=') : value.indexOf(':');
    if (separator <= 0 || value.startsWith(":")) {
      return "bad format for add-host: " + quoted(value);
    }
    String address = address(value.substring(separator + 1));
    if (address.isEmpty() || address.equals("host-gateway")) {
      return address.isEmpty() ? "invalid IP address in add-host: \"\"" : "";
    }
    return IpAddress.parse(address).isPresent()
        ? ""
        : "invalid IP address in add-host: " + quoted(address);
  }

  /** An IPv6 address may stand in brackets. */
  static String address(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  private static String link(String value) {
    if (value.isEmpty()) {
      return "empty string specified for links";
    }
    return value.split(":", -1).length > 2 ? "bad format for links: " + value : "";
  }

  private static String sysctl(String value) {
    int equals = value.indexOf('=');
    String key = equals < 0 ? value : value.substring(0, equals);
    boolean allowed =
        equals > 0
            && (SYSCTLS.contains(key) || key.startsWith("net.") || key.startsWith("fs.mqueue."));
    return allowed ? "" : "sysctl '" + value + "' is not allowed";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

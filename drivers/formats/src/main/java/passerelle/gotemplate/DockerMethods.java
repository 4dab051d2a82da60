package passerelle.gotemplate;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The methods of the named types in Docker's answers that templates are known to call (docker
 * {@code api/types/container/hostconfig_unix.go}, go-connections {@code nat.go}, Go's time.Time and
 * net/netip).
 */
final class DockerMethods {
  /** A time, held as the RFC 3339 text that JSON has for it. */
  static final GoType TIME =
      new GoType.Basic(
          GoKind.STRING, "time.Time", Map.of("String", string(DockerMethods::timeString)));

  private static final DateTimeFormatter TIME_FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern(" xx")
          .toFormatter(Locale.ROOT);

  private DockerMethods() {}

  /** The methods of a named type; none for most. */
  static Map<String, GoType.Method> of(String typeName) {
    return switch (typeName) {
      case "container.NetworkMode" -> networkMode();
      case "nat.Port" -> port();
      case "network.Port" -> numberedPort();
      case "netip.Addr" -> address();
      case "netip.Prefix" -> prefix();
      default -> Map.of();
    };
  }

  private static GoType.Method string(Function<String, String> body) {
    return receiver -> {
      String text = ((GoValue.Str) receiver).value();
      return GoFunction.of(List.of(), args -> GoValue.string(body.apply(text)));
    };
  }

  private static GoType.Method bool(Function<String, Boolean> body) {
    return receiver -> {
      String text = ((GoValue.Str) receiver).value();
      return GoFunction.of(List.of(), args -> GoValue.bool(body.apply(text)));
    };
  }

  private static Map<String, GoType.Method> networkMode() {
    Map<String, GoType.Method> methods = new LinkedHashMap<>();
    methods.put("IsDefault", bool("default"::equals));
    methods.put("IsBridge", bool("bridge"::equals));
    methods.put("IsHost", bool("host"::equals));
    methods.put("IsNone", bool("none"::equals));
    methods.put("IsPrivate", bool(mode -> !mode.equals("host") && !isContainer(mode)));
    methods.put("IsContainer", bool(DockerMethods::isContainer));
    methods.put("IsUserDefined", bool(DockerMethods::isUserDefined));
    methods.put("ConnectedContainer", string(DockerMethods::connectedContainer));
    methods.put("UserDefined", string(mode -> isUserDefined(mode) ? mode : ""));
    methods.put("NetworkName", string(mode -> isContainer(mode) ? "container" : mode));
    return methods;
  }

  private static boolean isContainer(String mode) {
    return mode.startsWith("container:");
  }

  private static boolean isUserDefined(String mode) {
    return !List.of("default", "bridge", "host", "none").contains(mode) && !isContainer(mode);
  }

  private static String connectedContainer(String mode) {
    return isContainer(mode) ? mode.substring("container:".length()) : "";
  }

  private static Map<String, GoType.Method> port() {
    Map<String, GoType.Method> methods = new LinkedHashMap<>();
    methods.put("Port", string(port -> port.split("/", 2)[0]));
    methods.put("Proto", string(port -> port.contains("/") ? port.split("/", 2)[1] : "tcp"));
    methods.put(
        "Int",
        receiver -> {
          String digits = ((GoValue.Str) receiver).value().split("/", 2)[0];
          long number = digits.matches("\\d{1,5}") ? Long.parseLong(digits) : 0;
          return GoFunction.of(List.of(), args -> GoValue.integer(number));
        });
    return methods;
  }

  /** moby/api/types/network/port.go. */
  private static Map<String, GoType.Method> numberedPort() {
    Map<String, GoType.Method> methods = port();
    methods.put("Num", methods.remove("Int"));
    methods.putAll(text("invalid port"));
    return methods;
  }

  /** Go's net/netip. */
  private static Map<String, GoType.Method> address() {
    Map<String, GoType.Method> methods = text("invalid IP");
    methods.put("Is4", bool(a -> a.indexOf('.') > 0));
    methods.put("Is6", bool(a -> a.indexOf(':') >= 0));
    return methods;
  }

  private static Map<String, GoType.Method> prefix() {
    return text("invalid Prefix");
  }

  /** A struct held as its text, and what it prints when it is the zero value. */
  private static Map<String, GoType.Method> text(String invalid) {
    Map<String, GoType.Method> methods = new LinkedHashMap<>();
    methods.put("String", string(t -> t.isEmpty() ? invalid : t));
    methods.put("IsValid", bool(t -> !t.isEmpty()));
    return methods;
  }

  /** Go prints a time of UTC with the zone's name, another with its offset twice. */
  private static String timeString(String rfc3339) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(rfc3339);
      boolean utc = time.getOffset().equals(ZoneOffset.UTC);
      String offset = DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
      return TIME_FORMAT.format(time) + " " + (utc ? "UTC" : offset);
    } catch (DateTimeException e) {
      return rfc3339;
    }
  }
}

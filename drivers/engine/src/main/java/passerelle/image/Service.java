package passerelle.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.kernel.ServiceSpec;

/**
 * A service of an image, and which of its settings the command line or the environment changes.
 *
 * @param usual as it is when nothing else is said
 * @param options by setting ({@code port}, {@code address}, or any other) the options that give it,
 *     the last one given wins: {@code --port}, {@code -text}; a name behind {@code $} is a variable
 * @param configured where it reads options before those of its command line: a path, a directory
 *     with a slash last, an option that names a file, or {@code 1} for the first word
 */
public record Service(
    ServiceSpec usual, Map<String, List<String>> options, List<String> configured) {
  private static final String ALL = "*";

  /**
   * The service as a command line and an environment want it.
   *
   * @return empty when it is to listen on addresses of the other family alone
   */
  public Optional<ServiceSpec> of(List<String> argv, Map<String, String> environment) {
    Map<String, String> settings = new LinkedHashMap<>(usual.settings());
    int port = usual.port();
    String address = usual.address();
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      Optional<String> given = given(option.getValue(), argv, environment);
      if (option.getKey().equals("port")) {
        port = given.map(Service::port).filter(p -> p > 0).orElse(port);
      } else if (option.getKey().equals("address")) {
        boolean both = address.equals("::") && !"true".equals(usual.settings().get("v6only"));
        Optional<String> bound =
            given.isEmpty() ? Optional.of(address) : bound(given.get(), address, both);
        if (bound.isEmpty()) {
          return Optional.empty();
        }
        address = bound.get();
      } else if (given.isPresent()) {
        settings.put(option.getKey(), given.get());
      }
    }
    return Optional.of(
        new ServiceSpec(
            usual.protocol(),
            address,
            port,
            usual.backlog(),
            usual.kind(),
            settings,
            usual.argv()));
  }

  static Optional<String> given(
      List<String> names, List<String> argv, Map<String, String> environment) {
    Optional<String> value = Optional.empty();
    for (String name : names) {
      if (name.equals(ALL)) {
        value = Optional.of(String.join("\n", argv));
      } else if (name.startsWith("$")) {
        value = value.or(() -> Optional.ofNullable(environment.get(name.substring(1))));
      }
      for (int i = 0; i < argv.size(); i++) {
        if (argv.get(i).startsWith(name + "=")) {
          value = Optional.of(argv.get(i).substring(name.length() + 1));
        } else if (argv.get(i).equals(name) && i + 1 < argv.size()) {
          value = Optional.of(argv.get(i + 1));
        }
      }
    }
    return value;
  }

  /**
   * The first of the addresses given that is of the usual one's family; the usual one for all.
   *
   * @param both the usual one is that of a socket for both families
   */
  private static Optional<String> bound(String given, String usual, boolean both) {
    boolean ipv6 = usual.contains(":") && !both;
    return Stream.of(given.split("[\\s,]+"))
        // Redis's sign for an address that may be missing.
        .map(word -> word.replaceFirst("^-", ""))
        .map(word -> word.equals("localhost") ? ipv6 ? "::1" : "127.0.0.1" : word)
        .filter(word -> both || word.equals("*") || word.contains(":") == ipv6)
        .map(word -> word.matches("\\*|::\\*") ? usual : word)
        .findFirst();
  }

  /** {@code 8080}, {@code :8080} or {@code 0.0.0.0:8080}; 0 for anything else. */
  private static int port(String text) {
    String digits = text.substring(text.lastIndexOf(':') + 1);
    return digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) < 65536
        ? Integer.parseInt(digits)
        : 0;
  }
}

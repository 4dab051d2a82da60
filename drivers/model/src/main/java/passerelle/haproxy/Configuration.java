package passerelle.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that has been read.
 *
 * @param proxies in the order of the file
 * @param parsing what could not be read, in HAProxy's words, without {@code config : }
 * @param log whether what {@code log global} means is standard output
 */
public record Configuration(List<Proxy> proxies, List<String> parsing, boolean log) {
  /** Reads one; what is wrong stands in {@link #parsing}. */
  public static Configuration read(String path, String text) {
    return new ConfigurationReader(path).read(text);
  }

  /** The proxy with servers by a name. */
  public Optional<Proxy> backend(String name) {
    return proxies.stream().filter(p -> p.hasServers() && p.name().equals(name)).findFirst();
  }

  /** What is wrong between its sections ({@code check_config_validity}). */
  public List<String> faults(String path) {
    List<String> faults = new ArrayList<>();
    for (Proxy proxy : proxies) {
      Optional<String> wanted = proxy.defaultBackend();
      Optional<Proxy> found = wanted.flatMap(this::backend);
      if (wanted.isPresent() && found.isEmpty()) {
        String name = wanted.get();
        faults.add(
            "Proxy '%s': unable to find required default_backend: '%s'."
                .formatted(proxy.name(), name));
      } else if (found.isPresent() && found.get().isHttp() != proxy.isHttp()) {
        faults.add(mixed(path, proxy, found.get(), "its default backend"));
      }
      for (Rule rule : proxy.rules("use_backend")) {
        String name = rule.arguments().get(0);
        if (backend(name).isEmpty()) {
          faults.add(
              "Proxy '" + proxy.name() + "': unable to find required use_backend: '" + name + "'.");
        }
      }
    }
    return faults;
  }

  private static String mixed(String path, Proxy front, Proxy back, String how) {
    return front.mode
        + (" " + front.kind() + " '" + front.name() + "' (" + path + ":" + front.line())
        + (") tries to use incompatible " + back.mode + " " + back.kind() + " '" + back.name())
        + ("' (" + path + ":" + back.line() + ") as " + how + " (see 'mode').");
  }

  /** What it warns of, each as it is printed below the first line. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Proxy proxy : proxies) {
      boolean complete =
          (!proxy.takesClients() || proxy.timeout("client").isPresent())
              && (!proxy.hasServers()
                  || proxy.members().isEmpty()
                  || proxy.timeout("connect").isPresent() && proxy.timeout("server").isPresent());
      if (proxy.takesClients() && proxy.binds().isEmpty()) {
        warnings.add(
            (proxy.kind().equals("listen") ? "proxy" : proxy.kind())
                + (" '" + proxy.name() + "' has no 'bind' directive.")
                + " Please declare it as a backend if this was intended.");
      }
      if (!complete) {
        warnings.add(
            ("missing timeouts for " + (proxy.kind().equals("listen") ? "proxy" : proxy.kind()))
                + (" '" + proxy.name() + "'.\n")
                + "   | While not properly invalid, you will certainly encounter various problems\n"
                + "   | with such a configuration. To fix this, please ensure that all following\n"
                + "   | timeouts are set to a non-zero value: 'client', 'connect', 'server'.");
      }
    }
    return warnings;
  }
}

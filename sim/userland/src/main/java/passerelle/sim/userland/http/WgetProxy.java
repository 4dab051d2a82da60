package passerelle.sim.userland.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The proxy that GNU wget asks, by what variables say (src/retr.c: getproxy). */
final class WgetProxy {
  private WgetProxy() {}

  /**
   * Of a server; empty where it is asked itself.
   *
   * @param say is told where a variable has no scheme
   * @throws Url.Rejected where a variable has something that is no address
   */
  static Optional<Url> of(Map<String, String> environment, Url server, Consumer<String> say)
      throws Url.Rejected {
    String proxy = environment.getOrDefault(server.scheme() + "_proxy", "");
    if (proxy.isEmpty() || isDirect(environment.getOrDefault("no_proxy", ""), server.host())) {
      return Optional.empty();
    }
    if (!proxy.contains("://")) {
      say.accept("Prepended http:// to '" + proxy + "'\n");
    }
    return Optional.of(Url.parse(proxy));
  }

  /** Each entry is the end of a name (src/host.c: sufmatch). */
  private static boolean isDirect(String list, String host) {
    for (String end : list.split("[, ]+")) {
      String domain = end.replaceFirst("^\\.", "");
      if (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain))) {
        return true;
      }
    }
    return false;
  }
}

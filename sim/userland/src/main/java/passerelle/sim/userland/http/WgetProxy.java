package passerelle.sim.userland.http;

import java.util.Map;
import java.util.Optional;

/** The proxy that GNU wget asks, by what variables say (src/retr.c: getproxy). */
final class WgetProxy {
  private WgetProxy() {}

  /** Reads an address. */
  interface Reader {
    Url url(String text) throws Url.Rejected;
  }

  /**
   * Of a server; empty where it is asked itself.
   *
   * @param read reads what a variable has
   * @throws Url.Rejected where a variable has something that is no address
   */
  static Optional<Url> of(Map<String, String> environment, Url server, Reader read)
      throws Url.Rejected {
    String proxy = environment.getOrDefault(server.scheme() + "_proxy", "");
    if (proxy.isEmpty() || isDirect(environment.getOrDefault("no_proxy", ""), server.host())) {
      return Optional.empty();
    }
    return Optional.of(read.url(proxy));
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

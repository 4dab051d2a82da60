package passerelle.nginx;

/**
 * Where {@code proxy_pass} leads.
 *
 * @param tls whether TLS is spoken there
 * @param host with the port, if one is written
 * @param path what replaces the location's prefix; empty when the path stays as it is
 */
public record Pass(boolean tls, String host, String path) {

  /** Reads a URL; anything before {@code ://} but https is plain. */
  public static Pass of(String url) {
    int scheme = url.indexOf("://");
    String rest = scheme < 0 ? url : url.substring(scheme + 3);
    int slash = rest.indexOf('/');
    return new Pass(
        url.startsWith("https:"),
        slash < 0 ? rest : rest.substring(0, slash),
        slash < 0 ? "" : rest.substring(slash));
  }

  /** The host without its port. */
  public String name() {
    return host.replaceFirst(":[0-9]{1,5}$", "");
  }

  /** The port; 65536 for a number that is none. */
  public int port() {
    String digits = host.substring(name().length());
    if (!name().matches("[^:]*|\\[.*\\]")) {
      return 65536;
    }
    return digits.isEmpty() ? tls ? 443 : 80 : Integer.parseInt(digits.substring(1));
  }
}

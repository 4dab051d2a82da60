package passerelle.nginx;

/**
 * Where {@code proxy_pass} or {@code fastcgi_pass} leads.
 *
 * @param scheme what is spoken there: {@code http}, {@code https}, {@code fastcgi}
 * @param host with the port, if one is written
 * @param path what replaces the location's prefix; empty when the path stays as it is
 */
public record Pass(String scheme, String host, String path) {
  /** Before what {@code fastcgi_pass} says, which has no scheme. */
  static final String FASTCGI = "fastcgi://";

  private static final String UNIX = "unix:";

  /** Reads a URL. */
  public static Pass of(String url) {
    int scheme = url.indexOf("://");
    String rest = scheme < 0 ? url : url.substring(scheme + 3);
    int slash = rest.startsWith(UNIX) ? -1 : rest.indexOf('/');
    return new Pass(
        scheme < 0 ? "http" : url.substring(0, scheme),
        slash < 0 ? rest : rest.substring(0, slash),
        slash < 0 ? "" : rest.substring(slash));
  }

  /** Whether TLS is spoken there. */
  public boolean tls() {
    return scheme.equals("https");
  }

  /** Whether FastCGI is spoken there. */
  public boolean fastCgi() {
    return scheme.equals("fastcgi");
  }

  /** Whether a socket of this machine is meant. */
  public boolean unix() {
    return host.startsWith(UNIX);
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
    return digits.isEmpty() ? tls() ? 443 : 80 : Integer.parseInt(digits.substring(1));
  }
}

package passerelle.sim.userland.http;

import java.util.Locale;
import java.util.Optional;

/**
 * A URL's parts (RFC 3986).
 *
 * @param scheme in lower case; {@code http} when none was written
 * @param user user name and password, {@code user:password}; empty for none
 * @param host name or address; of an IPv6 address without brackets
 * @param port the port, 0 when none was written
 * @param target path and query, beginning with a slash
 */
record Url(String scheme, String user, String host, int port, String target) {

  /** Why a text is no URL, in curl's words. */
  static final class Rejected extends Exception {
    Rejected(String why) {
      super(why);
    }
  }

  static Url parse(String text) throws Rejected {
    if (text.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      throw new Rejected("Malformed input to a URL function");
    }
    int mark = text.indexOf("://");
    String scheme = mark < 0 ? "http" : text.substring(0, mark).toLowerCase(Locale.ROOT);
    String rest = mark < 0 ? text : text.substring(mark + 3);
    int end = firstOf(rest, "/?#");
    String authority = rest.substring(0, end);
    String target = rest.substring(end);
    int fragment = target.indexOf('#');
    target = fragment < 0 ? target : target.substring(0, fragment);
    int at = authority.lastIndexOf('@');
    String user = at < 0 ? "" : authority.substring(0, at);
    String hostPort = authority.substring(at + 1);
    int bracket = hostPort.startsWith("[") ? hostPort.indexOf(']') : -1;
    int colon = hostPort.indexOf(':', Math.max(0, bracket));
    String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
    if (host.isEmpty()) {
      throw new Rejected("No host part in the URL");
    }
    return new Url(
        scheme,
        user,
        host.replaceAll("[\\[\\]]", ""),
        colon < 0 ? 0 : port(hostPort.substring(colon + 1)),
        target.startsWith("/") ? target : "/" + target);
  }

  /** A proxy's, whose port is 1080 when none is written. */
  static Url proxy(String text) throws Rejected {
    Url url = parse(text);
    return url.port == 0 ? new Url(url.scheme, url.user, url.host, 1080, url.target) : url;
  }

  private static int firstOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static int port(String text) throws Rejected {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > 65535) {
      throw new Rejected("Port number was not a decimal number between 0 and 65535");
    }
    return Integer.parseInt(text);
  }

  /** Whether the host is the machine itself by RFC 6761, which is looked up nowhere. */
  boolean isLocalhost() {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("localhost.") || name.endsWith(".localhost");
  }

  private int standardPort() {
    return scheme.equals("https") ? 443 : 80;
  }

  /** The port to connect to. */
  int effectivePort() {
    return port != 0 ? port : standardPort();
  }

  /** The same of another host and port. */
  Url at(String otherHost, String otherPort) {
    return new Url(scheme, user, otherHost, Integer.parseInt(otherPort), target);
  }

  /** The value of the {@code Host} field. */
  String hostField() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 0 || port == standardPort() ? name : name + ":" + port;
  }

  /** Host and port as they were given. */
  String givenHost() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 0 ? name : name + ":" + port;
  }

  /** The last part of the path; empty when it ends with a slash. */
  Optional<String> fileName() {
    String path = target.replaceAll("[?].*", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** Where a {@code Location} field leads. */
  Url resolve(String location) throws Rejected {
    if (location.contains("://")) {
      return parse(location);
    }
    String path =
        location.startsWith("/")
            ? location
            : target.substring(0, target.lastIndexOf('/') + 1) + location;
    return new Url(scheme, user, host, port, path);
  }

  @Override
  public String toString() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return scheme + "://" + name + (port == 0 ? "" : ":" + port) + target;
  }
}

package passerelle.engine.cli;

import passerelle.gotemplate.GoQuote;

/** Where a daemon listens, as it is typed (docker/cli opts/hosts.go). */
final class DaemonHost {
  private static final String SOCKET = "unix:///var/run/docker.sock";

  private DaemonHost() {}

  /**
   * The place in full: {@code tcp://192.0.2.1:2375}.
   *
   * @param typed empty for the usual one
   * @param tls the daemon asks for TLS, usually at another port
   */
  static String parse(String typed, boolean tls) throws Problem {
    String host = typed.trim();
    if (host.isEmpty()) {
      return tls ? "tcp://localhost:2376" : SOCKET;
    }
    int colon = host.indexOf("://");
    String protocol = colon < 0 ? "tcp" : host.substring(0, colon);
    String address = colon < 0 ? host : host.substring(colon + 3);
    return switch (protocol) {
      case "tcp" -> "tcp://" + tcp(host, address);
      case "unix" -> simple(protocol, address, SOCKET);
      case "npipe" -> simple(protocol, address, "npipe:////./pipe/docker_engine");
      case "fd", "ssh" -> host;
      default -> throw new Problem("invalid bind address format: " + host);
    };
  }

  private static String simple(String protocol, String address, String usual) throws Problem {
    if (address.contains("://")) {
      throw new Problem("invalid proto, expected " + protocol + ": " + address);
    }
    return address.isEmpty() ? usual : protocol + "://" + address;
  }

  private static String tcp(String host, String address) throws Problem {
    if (address.contains("://")) {
      throw new Problem("invalid proto, expected tcp: " + address);
    }
    String place = address.replaceFirst("/.*", "");
    boolean bare = place.indexOf(':') < 0 || place.endsWith("]");
    String full = bare ? place + ":2375" : place;
    int colon = full.lastIndexOf(':');
    String name = full.substring(0, colon);
    if (name.indexOf(':') >= 0 && !name.matches("\\[.*]")) {
      throw new Problem("invalid bind address format: " + host);
    }
    requireUrl(address, name, full.substring(colon));
    return (name.isEmpty() ? "localhost" : name) + full.substring(colon);
  }

  /** What Go's url.Parse finds wrong with it. */
  private static void requireUrl(String place, String name, String port) throws Problem {
    String url = "parse " + GoQuote.quote("tcp://" + place) + ": ";
    int wrong = indexOfWrong(name);
    if (wrong >= 0) {
      String character = GoQuote.quote(name.substring(wrong, wrong + 1));
      throw new Problem(url + "invalid character " + character + " in host name");
    } else if (!port.matches(":[0-9]*")) {
      throw new Problem(url + "invalid port " + GoQuote.quote(port) + " after host");
    }
  }

  private static int indexOfWrong(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (" \"<>\\^`{|}".indexOf(name.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}

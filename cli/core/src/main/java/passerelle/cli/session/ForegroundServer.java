package passerelle.cli.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that a deck starts in the foreground. Who asks it, or looks at it, in the next command
 * has let it run and gone on in another terminal, even if no text says so.
 */
final class ForegroundServer {
  private static final Pattern SERVES =
      Pattern.compile(
          "(?s).*(?:-m"
              + " http\\.server|\\b(?:nc|ncat|netcat)\\s.*-\\w*l|\\biperf3?\\s.*-\\w*s|\\bsocat\\s.*LISTEN|\\bhttpd\\s.*-f).*|(?:sudo"
              + " )?docker (?:container )?run (?!.*(?: -\\w*t\\w*|--tty)\\b.*"
              + " [a-z/]*(?:ping|sh|mtr|top|traceroute)\\b).*");

  private static final Pattern ASKS =
      Pattern.compile(
          "(?s)(?:sudo )?(?:(?:ip netns exec \\S+|nsenter (?:-\\S+ )*(?:\\d+ )?(?:-\\S+ )*|docker"
              + " (?:container )?exec (?:-\\S+ )*\\S+) )?"
              + "(?:curl|wget|nc|ncat|telnet|ab|iperf3?|ss|netstat|lsof|nmap|ping"
              + "|ip|brctl|bridge|iptables|ifconfig)\\b.*|(?:sudo )?docker (?:container |network )?"
              + "(?:ps|ls|exec|logs|inspect|port|top|stats|stop|kill)\\b.*");

  private static final Pattern NAMED = Pattern.compile("--name[ =](\\S+)");

  private ForegroundServer() {}

  /** Whether a command asks, or looks at, the server that another one is. */
  static boolean isAsked(String server, String command) {
    return SERVES.matcher(server).matches() && ASKS.matcher(command.strip()).matches();
  }

  /** What has to go before it can run once more: the container that Ctrl-C has ended. */
  static Optional<String> remains(String server) {
    Matcher named = NAMED.matcher(server);
    return named.find() && !server.contains("--rm")
        ? Optional.of("docker rm -f " + named.group(1))
        : Optional.empty();
  }
}

package passerelle.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration says for TCP ({@code src/stream/ngx_stream.c}).
 *
 * @param upstreams by name
 */
public record Stream(Scope scope, List<StreamServer> servers, Map<String, Upstream> upstreams) {

  static Stream of(Scope scope) throws ConfigurationError {
    Map<String, Upstream> upstreams = Upstream.all(scope, 0);
    List<StreamServer> servers = new ArrayList<>();
    checkLogs(scope, scope);
    for (Directive block : scope.own("server")) {
      StreamServer server = StreamServer.of(block, scope, upstreams);
      checkLogs(server.scope(), scope);
      servers.add(server);
    }
    return new Stream(scope, List.copyOf(servers), upstreams);
  }

  /** There is no usual format. */
  private static void checkLogs(Scope of, Scope stream) throws ConfigurationError {
    for (Directive log : of.own("access_log")) {
      String format = log.argument(1);
      if (!log.argument(0).equals("off") && format.isEmpty()) {
        throw new ConfigurationError("log format is not specified", log);
      }
      if (!format.isEmpty()
          && stream.own("log_format").stream().noneMatch(f -> f.argument(0).equals(format))) {
        throw new ConfigurationError("unknown log format \"" + format + "\"", log);
      }
    }
  }

  /** The server that answers on an address: the first that names it. */
  public Optional<StreamServer> server(Listen on) {
    return servers.stream()
        .filter(s -> s.listens().stream().anyMatch(l -> l.text().equals(on.text())))
        .findFirst();
  }
}

package passerelle.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server of a stream block: it passes connections on, or says a text.
 *
 * @param pass where to ({@code ngx_stream_proxy_module})
 * @param text what is said ({@code ngx_stream_return_module})
 */
public record StreamServer(
    Scope scope, List<Listen> listens, Optional<Pass> pass, Optional<String> text) {

  static StreamServer of(Directive server, Scope stream, Map<String, Upstream> upstreams)
      throws ConfigurationError {
    Scope scope = stream.inner(server.block());
    List<Listen> listens = new ArrayList<>();
    for (Directive listen : scope.own("listen")) {
      String where = listen.argument(0);
      if (listen.arguments().contains("udp")) {
        throw new ConfigurationError("Passerelle does not model \"listen ... udp\"", listen);
      }
      if (!where.matches("[0-9]+|.*:[0-9]+")) {
        throw new ConfigurationError(
            "no port in \"" + where + "\" of the \"listen\" directive", listen);
      }
      listens.add(Listen.of(listen));
    }
    if (listens.isEmpty()) {
      throw new ConfigurationError("no \"listen\" is defined for server", server);
    }
    Optional<Pass> pass = Optional.empty();
    for (Directive each : scope.own("proxy_pass")) {
      pass = Optional.of(pass(each, upstreams));
    }
    Optional<String> text = scope.own("return").stream().map(d -> d.argument(0)).findFirst();
    if (pass.isEmpty() && text.isEmpty()) {
      throw new ConfigurationError("no handler for server", server);
    }
    return new StreamServer(scope, List.copyOf(listens), pass, text);
  }

  private static Pass pass(Directive directive, Map<String, Upstream> upstreams)
      throws ConfigurationError {
    String target = directive.argument(0);
    if (target.contains("$")) {
      throw new ConfigurationError(
          "Passerelle does not model variables in \"proxy_pass\" of a stream", directive);
    }
    if (target.contains("/")) {
      throw new ConfigurationError("invalid host in upstream \"" + target + "\"", directive);
    }
    Pass pass = new Pass("tcp", target, "");
    if (!upstreams.containsKey(target) && pass.name().equals(target)) {
      throw new ConfigurationError("no port in upstream \"" + target + "\"", directive);
    }
    return pass;
  }

  /** Whether its rules keep a client out. */
  public boolean forbids(String client) {
    return Access.forbids(scope, client);
  }
}

package passerelle.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.nginx.Decision;
import passerelle.nginx.Directive;
import passerelle.nginx.Scope;
import passerelle.nginx.Variables;
import passerelle.packet.Payload;

/** What nginx says to a FastCGI server, and how it takes what comes back. */
record NginxFastCgi(NginxExchange exchange, Decision decision) {
  private static final String STATUS = "Status: ";

  /** The parameters that the configuration names, and all fields of the request. */
  Payload request() {
    Scope scope = decision.location().scope();
    Variables variables = new Variables(this::variable);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Directive each : scope.all("fastcgi_param")) {
      parameters.put(each.argument(0), variables.fill(each.argument(1)));
    }
    exchange
        .request()
        .fields()
        .forEach(
            (name, value) ->
                parameters.put("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    return FastCgi.request(parameters);
  }

  private Optional<String> variable(String name) {
    Scope scope = decision.location().scope();
    return Optional.of(
        switch (name) {
          case "document_root", "realpath_root" ->
              exchange.variables().fill(scope.value("root").orElse("/etc/nginx/html"));
          case "fastcgi_script_name" ->
              decision.uri()
                  + (decision.uri().endsWith("/") ? scope.value("fastcgi_index").orElse("") : "");
          case "fastcgi_path_info" -> "";
          case "query_string", "args" -> decision.arguments();
          default -> exchange.variables().get(name);
        });
  }

  /** The answer as a web server words it; empty where none has come. */
  static String page(String read) {
    String page = FastCgi.carried(read, FastCgi.STDOUT);
    if (!page.contains("\r\n\r\n")) {
      return "";
    }
    boolean told = page.startsWith(STATUS);
    int end = page.indexOf("\r\n");
    return "HTTP/1.1 "
        + (told ? page.substring(STATUS.length(), end + 2) : "200 OK\r\n")
        + (told ? page.substring(end + 2) : page);
  }
}

package passerelle.service;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.nginx.Decision;
import passerelle.nginx.Directive;
import passerelle.nginx.Listen;
import passerelle.nginx.Router;
import passerelle.nginx.Scope;
import passerelle.nginx.Variables;
import passerelle.nginx.VirtualServer;

/** A request to nginx, from its head to its lines in the logs. */
final class NginxExchange {
  /** The format without a name ({@code ngx_http_combined_fmt}). */
  private static final String COMBINED =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\"";

  private final NginxServer nginx;
  private final Connection connection;
  private final int number;
  private final Listen listen;
  private final VirtualServer server;
  private final HttpRequest request;
  private final Variables variables;
  private final Router router;
  private Consumer<HttpSoftware.Answer> then = answer -> {};
  private String status = "";
  private String bodySent = "0";

  NginxExchange(
      NginxServer nginx,
      Connection connection,
      int number,
      Listen listen,
      VirtualServer server,
      HttpRequest request) {
    this.nginx = nginx;
    this.connection = connection;
    this.number = number;
    this.listen = listen;
    this.server = server;
    this.request = request;
    variables = new Variables(this::variable);
    String target = request.target();
    int question = target.indexOf('?');
    router =
        new Router(
            server,
            nginx.files(),
            variables,
            request.path(),
            question < 0 ? "" : target.substring(question + 1),
            client());
  }

  /** The status that nginx has for closing a connection (NGX_HTTP_CLOSE). */
  private static final int NO_ANSWER = 444;

  /** What a decision needs of files, read where they may be. */
  private record Read(Decision decision, Optional<String> text, List<String> names) {}

  /** Answers, now or later. */
  void answer(Consumer<HttpSoftware.Answer> answered) {
    then = answered;
    nginx.process().ask(() -> read(router.decide()), this::perform);
  }

  /** What happened on the way to an upstream: the page of a status. */
  void fail(int code, Decision at, String message) {
    nginx
        .process()
        .ask(
            () -> read(router.failed(code, at.location(), "")),
            read -> {
              if (!message.isEmpty()) {
                complain(message);
              }
              perform(read);
            });
  }

  private Read read(Decision decision) {
    Optional<String> text =
        decision.kind() == Decision.Kind.FILE
            ? nginx.files().text(decision.value())
            : Optional.empty();
    List<String> names =
        decision.kind() == Decision.Kind.LISTING
            ? nginx.files().names(decision.value().replaceFirst("(?<=.)/$", "")).orElse(List.of())
            : List.of();
    return new Read(decision, text, names);
  }

  private void perform(Read read) {
    Decision decision = read.decision();
    if (!decision.message().isEmpty()) {
      complain(decision.message());
    }
    NginxAnswer out = new NginxAnswer(this, decision);
    switch (decision.kind()) {
      case PROXY -> new NginxProxy(nginx, this, decision).start();
      case TEXT -> out.text(variables.fill(decision.value()));
      case REDIRECT -> out.redirect(variables.fill(decision.value()));
      case FILE -> out.file(decision.value(), read.text().orElse(""));
      case LISTING -> out.listing(decision.uri(), read.names());
      case COUNTERS -> out.counters(nginx.connections());
      case ERROR -> {
        if (decision.status() == NO_ANSWER) {
          hangUp(decision.location().scope());
        } else {
          out.page(decision.status());
        }
      }
      default -> out.page(500);
    }
  }

  /** Sends an answer and writes it down. */
  void send(HttpSoftware.Answer answer, int code, int octets, Scope scope) {
    status = String.valueOf(code);
    bodySent = String.valueOf(octets);
    log(scope);
    then.accept(answer);
  }

  /** Closes the connection without an answer. */
  private void hangUp(Scope scope) {
    status = String.valueOf(NO_ANSWER);
    bodySent = "0";
    log(scope);
    connection.close();
  }

  private void log(Scope scope) {
    List<Directive> logs = scope.all("access_log");
    if (logs.isEmpty()) {
      write("/var/log/nginx/access.log", COMBINED);
    }
    Scope http = nginx.configuration().http();
    for (Directive each : logs) {
      write(each.argument(0), NginxServer.format(http, each.argument(1)).orElse(COMBINED));
    }
  }

  private void write(String path, String format) {
    nginx.log(path, new Variables(n -> Optional.of(logged(n))).fill(format));
  }

  private String logged(String name) {
    String value = variables.get(name);
    return value.isEmpty() ? "-" : value;
  }

  /** A line in the error log. */
  void complain(String message) {
    complain(message, "");
  }

  /** The same on the way to an upstream. */
  void complain(String message, String upstream) {
    complain("error", message, upstream);
  }

  /** The same at another level. */
  void complain(String level, String message, String upstream) {
    String host = request.fields().getOrDefault("host", "");
    nginx
        .process()
        .print(
            (nginx.stamp() + " [" + level + "] 29#29: *" + number + " " + message)
                + (", client: " + client() + ", server: " + server.name())
                + (", request: \"" + request.line() + "\"")
                + (upstream.isEmpty() ? "" : ", upstream: \"" + upstream + "\"")
                + (host.isEmpty() ? "" : ", host: \"" + host + "\"")
                + "\n");
  }

  HttpRequest request() {
    return request;
  }

  Variables variables() {
    return variables;
  }

  NginxServer nginx() {
    return nginx;
  }

  String client() {
    return connection.peer().address().toString();
  }

  private Optional<String> variable(String name) {
    if (name.startsWith("http_")) {
      return Optional.of(request.fields().getOrDefault(name.substring(5).replace('_', '-'), ""));
    }
    if (name.startsWith("arg_")) {
      return Optional.of(NginxAnswer.argument(router.arguments(), name.substring(4)));
    }
    return Optional.of(
        switch (name) {
          case "remote_addr", "realip_remote_addr" -> client();
          case "remote_port" -> String.valueOf(connection.peer().port());
          case "server_addr" -> connection.local().address().toString();
          case "server_port" -> String.valueOf(connection.local().port());
          case "server_name" -> server.name();
          case "server_protocol" -> request.version();
          case "scheme" -> listen.tls() ? "https" : "http";
          case "https" -> listen.tls() ? "on" : "";
          case "host" -> host();
          case "hostname" -> nginx.process().hostname();
          case "request" -> request.line();
          case "request_method" -> request.method();
          case "request_uri" -> request.target();
          case "uri", "document_uri" -> router.uri();
          case "args", "query_string" -> router.arguments();
          case "is_args" -> router.arguments().isEmpty() ? "" : "?";
          case "content_type" -> request.fields().getOrDefault("content-type", "");
          case "content_length" -> request.fields().getOrDefault("content-length", "");
          case "status" -> status;
          case "body_bytes_sent" -> bodySent;
          case "connection" -> String.valueOf(number);
          case "nginx_version" -> nginx.software().replaceFirst("nginx/", "");
          case "pid" -> "29";
          case "time_local", "time_iso8601", "msec" -> nginx.time(name);
          case "request_time" -> "0.000";
          case "proxy_host" -> "";
          case "proxy_add_x_forwarded_for" -> forwarded();
          default -> "";
        });
  }

  private String host() {
    String host = request.fields().getOrDefault("host", "").replaceFirst(":[0-9]+$", "");
    return host.isEmpty() ? server.name() : host;
  }

  private String forwarded() {
    String before = request.fields().getOrDefault("x-forwarded-for", "");
    return before.isEmpty() ? client() : before + ", " + client();
  }
}

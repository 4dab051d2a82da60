package passerelle.service;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import passerelle.lab.LabDate;
import passerelle.packet.Payload;

/**
 * A web server as the catalogue describes it: what software it is, its pages, and its logs, which
 * are templates with nginx's variables (nginx.org: ngx_http_core_module).
 */
record WebService(ServiceProcess process, Map<String, String> settings) {
  /** Before a template: the log is standard error. */
  private static final String ERROR = "2> ";

  /** The server that settings describe. */
  static HttpServer of(ServiceProcess process, Map<String, String> settings) {
    WebService web = new WebService(process, settings);
    return new HttpServer(web::respond, web::log);
  }

  private void respond(
      Connection connection, HttpRequest request, Consumer<HttpSoftware.Answer> then) {
    HttpSoftware software = software(connection);
    String database = settings.getOrDefault("database", "");
    if (!database.isEmpty()) {
      new DatabaseCheck(process, database)
          .ask(there -> then.accept(there ? software.answer(request) : failed(request)));
      return;
    }
    if (settings.containsKey("root")) {
      process.ask(() -> software.answer(request), then);
    } else {
      then.accept(software.answer(request));
    }
  }

  /** What is answered without the database that all pages need. */
  private HttpSoftware.Answer failed(HttpRequest request) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("Server", settings.getOrDefault("server", ""));
    fields.put("Content-Type", "text/html; charset=UTF-8");
    Payload page = Payload.of(settings.getOrDefault("failed", ""));
    String date = HttpDate.format(process.date());
    return GoProxy.answer(request, "500 Internal Server Error", fields, page, date);
  }

  private HttpSoftware software(Connection connection) {
    // The pages are older than the lab: they came with the image.
    long built = LabDate.BOOT.getEpochSecond();
    String root = settings.getOrDefault("root", "");
    HttpSoftware.Site site =
        root.isEmpty()
            ? new SettingsSite(settings, built, request -> values(connection, request))
            : new DirectorySite(process, root, built);
    String server = settings.getOrDefault("server", "busybox");
    return switch (server) {
      case "busybox" -> new BusyboxHttpd(site, process::date);
      case "go" -> new GoWebServer(settings, site, process::date, r -> values(connection, r));
      default -> new OtherWebServer(server, site, process::date);
    };
  }

  private void log(Connection connection, HttpRequest request, HttpSoftware.Answer answer) {
    String access = settings.getOrDefault("access", "");
    String missing = settings.getOrDefault("missing", "");
    if (access.isEmpty() && missing.isEmpty()) {
      return;
    }
    Payload all = Payload.EMPTY;
    for (Payload part : answer.writes()) {
      all = all.plus(part);
    }
    String text = all.text();
    String status = text.split("[ \r]", 3)[1];
    int end = text.indexOf("\r\n\r\n");
    int body = end < 0 ? 0 : all.length() - end - 4;
    Template.Values values =
        values(connection, request)
            .with("status", status)
            .with("body_bytes_sent", String.valueOf(body))
            .with("body_bytes_or_dash", body == 0 ? "-" : String.valueOf(body));
    if (status.equals("404") && !missing.isEmpty()) {
      print(values.fill(missing));
    }
    if (!access.isEmpty()) {
      print(values.fill(access));
    }
  }

  private void print(String line) {
    if (line.startsWith(ERROR)) {
      process.print(line.substring(ERROR.length()) + "\n");
    } else {
      process.log(line + "\n");
    }
  }

  private Template.Values values(Connection connection, HttpRequest request) {
    Template.Values values =
        Template.values(process.hostname(), process.date())
            .with("remote_addr", connection.peer().address().toString())
            .with("remote_port", String.valueOf(connection.peer().port()))
            .with("server_addr", connection.local().address().toString())
            .with("server_port", String.valueOf(connection.local().port()))
            .with("request", request.line())
            .with("request_method", request.method())
            .with("request_uri", request.target())
            .with("uri", request.path())
            .with("host", field(request, "host", "-"))
            .with("http_user_agent", field(request, "user-agent", "-"))
            .with("http_referer", field(request, "referer", "-"))
            .with("http_x_forwarded_for", field(request, "x-forwarded-for", "-"));
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (setting.getKey().matches("[a-z][a-z_]*")) {
        values = values.with("setting_" + setting.getKey(), setting.getValue());
      }
    }
    return values
        .with("time_local", values.fill("$date{dd/MMM/yyyy:HH:mm:ss} +0000"))
        .with("interfaces", interfaces())
        .with("named", settings.containsKey("name") ? "Name: " + settings.get("name") + "\n" : "")
        .with("echo", echo(request));
  }

  private String interfaces() {
    return process.addresses().stream()
        .map(address -> "IP: " + address)
        .collect(Collectors.joining("\n"));
  }

  /** The request as Go writes it: the host and the agent first, then the others by name. */
  private static String echo(HttpRequest request) {
    StringBuilder out = new StringBuilder(request.line().replaceFirst("HTTP/1.0$", "HTTP/1.1"));
    out.append("\r\nHost: ").append(field(request, "host", "")).append("\r\n");
    if (request.fields().containsKey("user-agent")) {
      out.append("User-Agent: ").append(request.fields().get("user-agent")).append("\r\n");
    }
    request.fields().entrySet().stream()
        .filter(f -> !List.of("host", "user-agent", "connection").contains(f.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            f ->
                out.append(HttpRequest.canonical(f.getKey()))
                    .append(": ")
                    .append(f.getValue())
                    .append("\r\n"));
    return out.append("\r\n").toString();
  }

  private static String field(HttpRequest request, String name, String otherwise) {
    return request.fields().getOrDefault(name, otherwise);
  }
}

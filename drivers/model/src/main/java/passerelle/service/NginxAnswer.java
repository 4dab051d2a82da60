package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.lab.LabDate;
import passerelle.nginx.Decision;
import passerelle.nginx.Directive;
import passerelle.nginx.Scope;
import passerelle.packet.Payload;

/**
 * nginx's answers in its words ({@code ngx_http_header_filter}, {@code ngx_http_special_response}).
 */
record NginxAnswer(NginxExchange exchange, Decision decision, Scope scope) {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,9})-([0-9]{0,9})");
  private static final HttpReasons REASONS =
      HttpReasons.but(
          "405=Not Allowed;408=Request Time-out;503=Service Temporarily Unavailable;"
              + "504=Gateway Time-out");

  NginxAnswer(NginxExchange exchange, Decision decision) {
    this(exchange, decision, decision.location().scope());
  }

  private boolean tokens() {
    return !scope.value("server_tokens").orElse("on").equals("off");
  }

  private String software() {
    return tokens() ? exchange.nginx().software() : "nginx";
  }

  void text(String text) {
    send(decision.status(), otherType(), "", text.getBytes(StandardCharsets.UTF_8), "");
  }

  /** A file, with the date that all files of images have. */
  void file(String path, String text) {
    if (!exchange.request().method().matches("GET|HEAD")) {
      page(405);
      return;
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    long built = LabDate.BOOT.getEpochSecond();
    String type = HttpSoftware.mediaType(path);
    int status = decision.status() == 0 ? 200 : decision.status();
    String tag = Long.toHexString(built) + "-" + Integer.toHexString(body.length);
    String more = "ETag: \"" + tag + "\"\r\n" + (status == 200 ? "Accept-Ranges: bytes\r\n" : "");
    String modified = "Last-Modified: " + HttpDate.format(Instant.ofEpochSecond(built)) + "\r\n";
    String range = exchange.request().fields().getOrDefault("range", "");
    if (status == 200 && range.startsWith("bytes=") && !range.contains(",")) {
      Optional<int[]> part = part(range, body.length);
      if (part.isEmpty()) {
        sendPage(416, "Content-Range: bytes */" + body.length + "\r\n");
        return;
      }
      int from = part.get()[0];
      int to = part.get()[1];
      String what = "Content-Range: bytes " + from + "-" + (to - 1) + "/" + body.length + "\r\n";
      more = more.replace("Accept-Ranges: bytes\r\n", what);
      body = Arrays.copyOfRange(body, from, to);
      status = 206;
    }
    send(status, type.isEmpty() ? otherType() : type, modified, body, more);
  }

  /**
   * A range of octets, the second not in it ({@code ngx_http_range_parse}); several at once are not
   * modelled.
   */
  private static Optional<int[]> part(String range, int length) {
    Matcher words = RANGE.matcher(range);
    if (!words.matches() || words.group(1).isEmpty() && words.group(2).isEmpty()) {
      return Optional.empty();
    }
    int last = words.group(2).isEmpty() ? length - 1 : Integer.parseInt(words.group(2));
    boolean end = words.group(1).isEmpty();
    int from = end ? Math.max(0, length - last) : Integer.parseInt(words.group(1));
    int to = end ? length : Math.min(length, last + 1);
    return from < to ? Optional.of(new int[] {from, to}) : Optional.empty();
  }

  private String otherType() {
    return scope.value("default_type").orElse("text/plain");
  }

  void redirect(String where) {
    int status = decision.status();
    String absolute = where;
    if (where.startsWith("/")) {
      String scheme = exchange.variables().get("scheme");
      String port = exchange.variables().get("server_port");
      String usual = scheme.equals("https") ? "443" : "80";
      absolute =
          (scheme + "://" + exchange.variables().get("host"))
              + ((port.equals(usual) ? "" : ":" + port) + where);
    }
    sendPage(status, "Location: " + absolute + "\r\n");
  }

  void page(int status) {
    String realm = scope.value("auth_basic").orElse("");
    sendPage(status, status == 401 ? "WWW-Authenticate: Basic realm=\"" + realm + "\"\r\n" : "");
  }

  private void sendPage(int status, String more) {
    String title = status + " " + REASONS.of(status);
    String body =
        ("<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n")
            + ("<center><h1>" + title + "</h1></center>\r\n<hr><center>" + software())
            + "</center>\r\n</body>\r\n</html>\r\n";
    byte[] octets = status == 204 ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    send(status, "text/html", "", octets, more);
  }

  /** {@code ngx_http_autoindex_module}: the names, without sizes, which files here have not. */
  void listing(String uri, List<String> names) {
    StringBuilder body = new StringBuilder();
    String title = "Index of " + uri;
    body.append("<html>\r\n<head><title>").append(title).append("</title></head>\r\n<body>\r\n");
    body.append("<h1>").append(title).append("</h1><hr><pre><a href=\"../\">../</a>\r\n");
    for (String name : names) {
      body.append("<a href=\"").append(name).append("\">").append(name).append("</a>\r\n");
    }
    body.append("</pre><hr></body>\r\n</html>\r\n");
    send(200, "text/html", "", body.toString().getBytes(StandardCharsets.UTF_8), "");
  }

  void counters(int accepted) {
    String text =
        ("Active connections: 1 \nserver accepts handled requests\n ")
            + "%s %s %s \nReading: 0 Writing: 1 Waiting: 0 \n"
                .formatted(accepted, accepted, accepted);
    send(200, "text/plain", "", text.getBytes(StandardCharsets.UTF_8), "");
  }

  private void send(int status, String type, String before, byte[] body, String more) {
    StringBuilder head = head(status);
    boolean empty = status == 204;
    if (!empty) {
      head.append("Content-Type: ").append(type).append(charset(type)).append("\r\n");
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append(before).append(connection());
    boolean location = more.startsWith("Location");
    head.append(more).append(location ? "" : added(status)).append("\r\n");
    finish(status, Payload.of(head.toString()), Payload.of(body));
  }

  private String charset(String type) {
    String charset = scope.value("charset").orElse("off");
    return charset.equals("off") || !type.startsWith("text/") ? "" : "; charset=" + charset;
  }

  /** The first lines of a head. */
  private StringBuilder head(int status) {
    return new StringBuilder("HTTP/1.1 ")
        .append(status)
        .append(' ')
        .append(REASONS.of(status))
        .append("\r\nServer: ")
        .append(software())
        .append("\r\nDate: ")
        .append(HttpDate.format(exchange.nginx().process().date()))
        .append("\r\n");
  }

  private String connection() {
    return "Connection: " + (exchange.request().keepsAlive() ? "keep-alive" : "close") + "\r\n";
  }

  /** What {@code add_header} adds: to good answers, or with {@code always} to all. */
  private String added(int status) {
    boolean good = List.of(200, 201, 204, 206, 301, 302, 303, 304, 307, 308).contains(status);
    StringBuilder out = new StringBuilder();
    for (Directive each : scope.all("add_header")) {
      String value = exchange.variables().fill(each.argument(1));
      if (!value.isEmpty() && (good || each.argument(2).equals("always"))) {
        out.append(each.argument(0)).append(": ").append(value).append("\r\n");
      }
    }
    return out.toString();
  }

  private void finish(int status, Payload head, Payload body) {
    boolean withBody = !exchange.request().method().equals("HEAD");
    Payload all = withBody ? head.plus(body) : head;
    exchange.send(
        new HttpSoftware.Answer(List.of(all), !exchange.request().keepsAlive()),
        status,
        withBody ? body.length() : 0,
        scope);
  }

  /**
   * An upstream's answer, with nginx's own first lines ({@code ngx_http_upstream_headers_in}).
   *
   * @param reason the upstream's words for its status
   * @param type its media type
   * @param fields the others that are handed on
   */
  void relay(
      int status,
      String reason,
      Optional<String> type,
      String fields,
      Payload body,
      boolean length) {
    StringBuilder head = head(status);
    int first = head.indexOf("\r\n");
    head.replace(0, first, "HTTP/1.1 " + status + " " + reason);
    type.ifPresent(t -> head.append("Content-Type: ").append(t).append("\r\n"));
    boolean chunked = !length && exchange.request().version().equals("HTTP/1.1");
    if (length) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    } else if (chunked && status != 204 && status != 304) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
    head.append(connection()).append(fields).append(added(status)).append("\r\n");
    Payload out = body;
    if (chunked && status != 204 && status != 304) {
      Payload size = Payload.of(Integer.toHexString(body.length()) + "\r\n");
      Payload rest = Payload.of("\r\n0\r\n\r\n");
      out = body.length() == 0 ? Payload.of("0\r\n\r\n") : size.plus(body).plus(rest);
    }
    finish(status, Payload.of(head.toString()), out);
  }

  /** The value of an argument of a query; empty when there is none. */
  static String argument(String query, String name) {
    for (String each : query.split("&")) {
      if (each.startsWith(name + "=")) {
        return each.substring(name.length() + 1);
      }
    }
    return "";
  }
}

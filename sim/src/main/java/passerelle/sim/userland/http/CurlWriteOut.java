package passerelle.sim.userland.http;

import java.util.Locale;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.TcpSocket;

/** What {@code -w} prints (src/tool_writeout.c). */
final class CurlWriteOut {
  private final Optional<HttpReply> reply;
  private final Optional<TcpSocket> socket;
  private final Url url;
  private final String method;
  private final long nanos;
  private final int code;

  CurlWriteOut(
      Optional<HttpReply> reply,
      Optional<TcpSocket> socket,
      Url url,
      String method,
      long nanos,
      int code) {
    this.reply = reply;
    this.socket = socket;
    this.url = url;
    this.method = method;
    this.nanos = nanos;
    this.code = code;
  }

  String expand(String format) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      int end = format.startsWith("%{", i) ? format.indexOf('}', i) : -1;
      if (end > 0) {
        String name = format.substring(i + 2, end);
        out.append(value(name).orElse(""));
        i = end + 1;
      } else if (format.startsWith("%%", i)) {
        out.append('%');
        i += 2;
      } else if (c == '\\' && i + 1 < format.length()) {
        out.append(escaped(format.charAt(i + 1)));
        i += 2;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> "\\" + c;
    };
  }

  private String seconds() {
    return String.format(
        Locale.ROOT, "%d.%06d", nanos / EventLoop.SECOND, nanos / 1000 % 1_000_000);
  }

  private Optional<String> value(String name) {
    return switch (name) {
      case "http_code", "response_code" ->
          Optional.of(String.format(Locale.ROOT, "%03d", reply.map(HttpReply::status).orElse(0)));
      case "remote_ip" -> socket.map(s -> s.remote().address().toString());
      case "remote_port" -> Optional.of(socket.map(s -> "" + s.remote().port()).orElse("0"));
      case "local_ip" -> socket.map(s -> s.local().address().toString());
      case "local_port" -> Optional.of(socket.map(s -> "" + s.local().port()).orElse("0"));
      case "size_download" -> Optional.of("" + reply.map(HttpReply::bodyReceived).orElse(0));
      case "size_header" -> Optional.of("" + reply.map(r -> r.head().length).orElse(0));
      case "num_connects" -> Optional.of(socket.isPresent() ? "1" : "0");
      case "num_redirects", "size_upload", "ssl_verify_result" -> Optional.of("0");
      case "url_effective", "url" -> Optional.of(url.toString());
      case "content_type" -> reply.flatMap(r -> r.field("content-type"));
      case "redirect_url" -> reply.flatMap(r -> r.field("location"));
      case "http_version" -> Optional.of(reply.isPresent() ? "1.1" : "0");
      case "scheme" -> Optional.of(url.scheme());
      case "method" -> Optional.of(method);
      case "exitcode" -> Optional.of("" + code);
      case "time_total",
          "time_connect",
          "time_starttransfer",
          "time_namelookup",
          "time_pretransfer" ->
          Optional.of(seconds());
      case "speed_download" ->
          Optional.of(
              ""
                  + reply.map(HttpReply::bodyReceived).orElse(0)
                      * EventLoop.SECOND
                      / Math.max(1, nanos));
      default -> Optional.empty();
    };
  }
}

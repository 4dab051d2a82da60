package passerelle.sim.userland.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;

/** What {@code -w} prints (src/tool_writeout.c). */
record CurlWriteOut(
    Optional<HttpReply> reply,
    Optional<TcpSocket> socket,
    Url url,
    String method,
    CurlMeter meter,
    long nanos,
    CurlFailure end) {
  /** Variables that may be empty. */
  private static final Set<String> KNOWN =
      Set.of(
          "content_type", "redirect_url", "remote_ip", "local_ip", "referer", "certs", "conn_id");

  /** Prints a format, or that of the file whose name stands behind {@code @}. */
  void print(Process self, String given) {
    String format = given;
    if (given.startsWith("@")) {
      try {
        format = self.files().readText(self.path(given.substring(1)));
      } catch (FileError unreadable) {
        self.stderr().print("curl: option -w: error encountered when reading a file\n");
        return;
      }
    }
    self.stdout().print(expand(self, format));
  }

  private String expand(Process self, String format) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      int end = format.startsWith("%{", i) ? format.indexOf('}', i) : -1;
      if (end > 0) {
        String name = format.substring(i + 2, end);
        out.append(value(self, name));
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

  /** A variable's value, nothing for what there was none of; complains of one that is not known. */
  private String value(Process self, String name) {
    if (!KNOWN.contains(name) && value(name).isEmpty()) {
      self.stderr().print("curl: unknown --write-out variable: '" + name + "'\n");
    }
    return value(name).orElse("");
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> "\\" + c;
    };
  }

  private static String seconds(long nanos) {
    return String.format(
        Locale.ROOT, "%d.%06d", nanos / EventLoop.SECOND, nanos / 1000 % 1_000_000);
  }

  private Optional<String> at(CurlMeter.Stage stage) {
    return Optional.of(seconds(meter.until(stage)));
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
      case "http_version" ->
          Optional.of(reply.map(r -> r.version().replace("1.0", "1")).orElse("0"));
      case "scheme" -> Optional.of(url.scheme());
      case "method" -> Optional.of(method);
      case "exitcode" -> Optional.of("" + end.code());
      case "errormsg" -> Optional.of(end.getMessage());
      case "num_headers" -> Optional.of("" + reply.map(r -> r.lines().size() - 1).orElse(0));
      case "num_retries", "speed_upload", "http_connect", "proxy_used" -> Optional.of("0");
      case "stdout", "stderr" -> Optional.of("");
      case "time_total" -> Optional.of(seconds(nanos));
      case "time_namelookup" -> at(CurlMeter.Stage.NAME);
      case "time_connect" -> at(CurlMeter.Stage.CONNECTED);
      case "time_appconnect" -> at(CurlMeter.Stage.SECURED);
      case "time_pretransfer" -> at(CurlMeter.Stage.ASKED);
      case "time_starttransfer" -> at(CurlMeter.Stage.ANSWERED);
      case "time_redirect" -> Optional.of("0.000000");
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

package passerelle.sim.userland.python;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import passerelle.packet.Payload;
import passerelle.service.HttpDate;
import passerelle.service.HttpRequest;
import passerelle.service.HttpSoftware;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.text.Resources;

/**
 * The answers of Python's http.server to one client (Lib/http/server.py), with a line of log for
 * each on standard error.
 */
record PythonFiles(Process self, ProcessHost host, String home, String client)
    implements HttpSoftware {
  private static final DateTimeFormatter LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy HH:mm:ss", Locale.US).withZone(ZoneOffset.UTC);

  @Override
  public Answer answer(HttpRequest request) {
    boolean head = request.method().equals("HEAD");
    String line = request.method() + " " + request.target() + " " + request.version();
    if (!head && !request.method().equals("GET")) {
      String message = "Unsupported method ('" + request.method() + "')";
      return error(line, "501", message, "Server does not support this operation", false);
    }
    String path = FileSystem.resolve("/", decoded(request.path()));
    String file = FileSystem.resolve(home, "." + path);
    if (self.files().isDirectory(file)) {
      if (!request.path().endsWith("/")) {
        log(line, "301");
        return plain("301 Moved Permanently", "Location: " + request.path() + "/\r\n", "", true);
      }
      for (String index : List.of("index.html", "index.htm")) {
        if (self.files().isFile(FileSystem.resolve(file, index))) {
          return file(line, FileSystem.resolve(file, index), head);
        }
      }
      log(line, "200");
      String page = listing(path, file);
      return plain("200 OK", "Content-type: text/html; charset=utf-8\r\n", page, head);
    }
    return self.files().isFile(file) && !request.path().endsWith("/")
        ? file(line, file, head)
        : error(line, "404", "File not found", "Nothing matches the given URI", head);
  }

  private void log(String request, String status) {
    say("\"" + request + "\" " + status + " -");
  }

  private void say(String text) {
    self.stderr().print(client + " - - [" + LOG.format(host.date()) + "] " + text + "\n");
  }

  private static String decoded(String path) {
    byte[] raw = path.getBytes(StandardCharsets.UTF_8);
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < raw.length; i++) {
      String hex = i + 2 < raw.length ? new String(raw, i + 1, 2, StandardCharsets.US_ASCII) : "";
      if (raw[i] == '%' && hex.matches("[0-9a-fA-F]{2}")) {
        out.write(Integer.parseInt(hex, 16));
        i += 2;
      } else {
        out.write(raw[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String start(String status) {
    return "HTTP/1.0 %s\r\nServer: SimpleHTTP/0.6 Python/%s\r\nDate: %s\r\n"
        .formatted(status, Python.version(self), HttpDate.format(host.date()));
  }

  private Answer plain(String status, String fields, String body, boolean head) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    Payload top = Payload.of(start(status) + fields + "Content-Length: " + length + "\r\n\r\n");
    return new Answer(head || body.isEmpty() ? List.of(top) : List.of(top, Payload.of(body)), true);
  }

  private Answer file(String line, String path, boolean head) {
    try {
      byte[] body = self.files().read(path);
      log(line, "200");
      boolean named = path.lastIndexOf('.') > path.lastIndexOf('/');
      String media = named ? HttpSoftware.mediaType(path) : "";
      String type = media.isEmpty() ? "application/octet-stream" : media;
      Instant modified = host.date().minusNanos(self.now());
      Payload top =
          Payload.of(
              "%sContent-type: %s\r\nContent-Length: %s\r\nLast-Modified: %s\r\n\r\n"
                  .formatted(start("200 OK"), type, body.length, HttpDate.format(modified)));
      return new Answer(head ? List.of(top) : List.of(top, Payload.of(body)), true);
    } catch (FileError unreadable) {
      return error(line, "404", "File not found", "Nothing matches the given URI", head);
    }
  }

  private Answer error(String line, String code, String message, String why, boolean head) {
    say("code " + code + ", message " + message);
    log(line, code);
    String page =
        Resources.text(PythonFiles.class, "error.html")
            .formatted(code, escaped(message), code, why);
    String fields = "Connection: close\r\nContent-Type: text/html;charset=utf-8\r\n";
    return plain(code + " " + message, fields, page, head);
  }

  private String listing(String path, String directory) {
    String shown = escaped(path.equals("/") ? "/" : path + "/");
    StringBuilder out = new StringBuilder("<!DOCTYPE HTML>\n<html lang=\"en\">\n<head>\n");
    out.append("<meta charset=\"utf-8\">\n");
    out.append("<title>Directory listing for ").append(shown).append("</title>\n</head>\n");
    out.append("<body>\n<h1>Directory listing for ").append(shown).append("</h1>\n<hr>\n<ul>\n");
    for (String name : names(directory)) {
      String full = FileSystem.resolve(directory, name);
      String mark = self.files().isDirectory(full) ? "/" : "";
      String display = self.files().isLink(full) ? "@" : mark;
      out.append("<li><a href=\"").append(quoted(name)).append(mark).append("\">");
      out.append(escaped(name)).append(display).append("</a></li>\n");
    }
    return out.append("</ul>\n<hr>\n</body>\n</html>\n").toString();
  }

  private List<String> names(String directory) {
    return self.files().names(directory).stream()
        .sorted(Comparator.comparing(name -> name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** {@code urllib.parse.quote}. */
  private static String quoted(String name) {
    StringBuilder out = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 255);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "_.-~/".indexOf(c) >= 0);
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}

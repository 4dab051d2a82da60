package passerelle.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.packet.Payload;

/**
 * The answers of other web servers: nginx and Apache in their default settings, Python's
 * http.server, or any other by its {@code Server} field.
 *
 * @param server what the field {@code Server} says: {@code nginx/1.27.3}, {@code Apache/2.4.62
 *     (Unix)}, {@code python}
 */
record OtherWebServer(String server, Site site, Supplier<Instant> date) implements HttpSoftware {
  private boolean isNginx() {
    return server.startsWith("nginx");
  }

  private boolean isPython() {
    return server.startsWith("python");
  }

  @Override
  public Answer answer(HttpRequest request) {
    boolean head = request.method().equals("HEAD");
    boolean keep = !isPython() && request.keepsAlive();
    Optional<Resource> found = site.find(request);
    if (!head && !request.method().equals("GET")) {
      return page("405 Not Allowed", false, keep);
    }
    if (found.isEmpty()) {
      boolean listing = server.startsWith("Apache") && request.path().equals("/");
      return page(listing ? "403 Forbidden" : "404 Not Found", head, keep);
    }
    Resource resource = found.get();
    String type = HttpSoftware.mediaType(request.path());
    String fields =
        isPython()
            ? python(type, resource)
            : isNginx() ? nginx(type, resource, keep) : apache(type, resource, keep);
    Payload start = Payload.of("HTTP/1." + (isPython() ? 0 : 1) + " 200 OK\r\n" + fields + "\r\n");
    Payload body = Payload.of(resource.body());
    List<Payload> writes =
        head ? List.of(start) : isPython() ? List.of(start, body) : List.of(start.plus(body));
    return new Answer(writes, !keep);
  }

  private String now() {
    return "Date: " + HttpDate.format(date.get()) + "\r\n";
  }

  private static String modified(Resource resource) {
    return "Last-Modified: " + HttpDate.format(Instant.ofEpochSecond(resource.modified())) + "\r\n";
  }

  private static String length(int octets) {
    return "Content-Length: " + octets + "\r\n";
  }

  private String python(String type, Resource resource) {
    return "Server: SimpleHTTP/0.6 Python/3.13.5\r\n%sContent-type: %s\r\n%s%s"
        .formatted(
            now(),
            type.isEmpty() ? "application/octet-stream" : type,
            length(resource.body().length),
            modified(resource));
  }

  private String nginx(String type, Resource resource, boolean keep) {
    return ("Server: %s\r\n%sContent-Type: %s\r\n%s%sConnection: %s\r\nETag: "
            + "\"%s-%s\"\r\nAccept-Ranges: bytes\r\n")
        .formatted(
            server,
            now(),
            type.isEmpty() ? "application/octet-stream" : type,
            length(resource.body().length),
            modified(resource),
            keep ? "keep-alive" : "close",
            Long.toHexString(resource.modified()),
            Integer.toHexString(resource.body().length));
  }

  private String apache(String type, Resource resource, boolean keep) {
    return "%sServer: %s\r\n%sETag: \"%s-%s\"\r\nAccept-Ranges: bytes\r\n%s%s%s"
        .formatted(
            now(),
            server,
            modified(resource),
            Integer.toHexString(resource.body().length),
            Long.toHexString(resource.modified() * 1_000_000L),
            length(resource.body().length),
            keep ? "" : "Connection: close\r\n",
            type.isEmpty() ? "" : "Content-Type: " + type + "\r\n");
  }

  /** Apache's error documents (modules/http/http_protocol.c). */
  private Answer apachePage(String status, boolean head, boolean keep) {
    String title = status.startsWith("405") ? "405 Method Not Allowed" : status;
    String text =
        switch (status.substring(0, 3)) {
          case "403" -> "You don't have permission to access this resource.";
          case "404" -> "The requested URL was not found on this server.";
          default -> "The requested method is not allowed for this URL.";
        };
    String body =
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\""
            + " \"http://www.w3.org/TR/html4/strict.dtd\">\n"
            + ("<html><head>\n<title>" + title + "</title>\n</head><body>\n<h1>")
            + (title.substring(4) + "</h1>\n<p>" + text + "</p>\n</body></html>\n");
    String start =
        ("HTTP/1.1 " + title + "\r\n" + now() + "Server: " + server + "\r\n")
            + length(body.length())
            + (keep ? "" : "Connection: close\r\n")
            + "Content-Type: text/html; charset=iso-8859-1\r\n\r\n";
    return new Answer(List.of(Payload.of(head ? start : start + body)), !keep);
  }

  private Answer page(String status, boolean head, boolean keep) {
    if (server.startsWith("Apache")) {
      return apachePage(status, head, keep);
    }
    String body =
        ("<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n<center><h1>%s</h1></center>\r\n"
                + "<hr><center>%s</center>\r\n</body>\r\n</html>\r\n")
            .formatted(status, status, server);
    String start =
        "HTTP/1.1 %s\r\nServer: %s\r\n%sContent-Type: text/html\r\n%sConnection: %s\r\n\r\n"
            .formatted(status, server, now(), length(body.length()), keep ? "keep-alive" : "close");
    return new Answer(List.of(Payload.of(head ? start : start + body)), !keep);
  }
}

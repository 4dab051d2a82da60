package passerelle.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.packet.Payload;

/** The answers of BusyBox's httpd (networking/httpd.c): header and body are two writes. */
public record BusyboxHttpd(Site site, Supplier<Instant> date) implements HttpSoftware {
  @Override
  public Answer answer(HttpRequest request) {
    boolean read = request.method().equals("GET") || request.method().equals("HEAD");
    if (request.method().isEmpty() || !request.target().startsWith("/")) {
      return error("400 Bad Request", "Unsupported method");
    }
    if (!read) {
      return error("501 Not Implemented", "The requested method is not recognized");
    }
    String path = request.path();
    if (path.contains("/../") || path.endsWith("/..")) {
      return error("400 Bad Request", "Unsupported method");
    }
    Optional<Resource> found = site.find(request);
    if (found.isPresent()) {
      return ok(path, found.get());
    }
    if (site.isDirectory(path) && !path.endsWith("/")) {
      String head = head("302 Found", "text/html") + "Location: " + path + "/\r\n\r\n";
      return new Answer(List.of(Payload.of(head)), true);
    }
    return error("404 Not Found", "The requested URL was not found");
  }

  private String head(String status, String type) {
    String media = type.isEmpty() ? "" : "Content-type: " + type + "\r\n";
    return "HTTP/1.1 %s\r\nDate: %s\r\nConnection: close\r\n%s"
        .formatted(status, HttpDate.format(date.get()), media);
  }

  private Answer ok(String path, Resource resource) {
    String head =
        ("%sAccept-Ranges: bytes\r\nLast-Modified: %s\r\nETag: "
                + "\"%s-%s\"\r\nContent-Length: %s\r\n\r\n")
            .formatted(
                head("200 OK", HttpSoftware.mediaType(path)),
                HttpDate.format(Instant.ofEpochSecond(resource.modified())),
                Long.toHexString(resource.modified()),
                Integer.toHexString(resource.body().length),
                resource.body().length);
    return new Answer(List.of(Payload.of(head), Payload.of(resource.body())), true);
  }

  private Answer error(String status, String text) {
    String page =
        "<HTML><HEAD><TITLE>%s</TITLE></HEAD>\n<BODY><H1>%s</H1>\n%s\n</BODY></HTML>\n"
            .formatted(status, status, text);
    return new Answer(List.of(Payload.of(head(status, "text/html") + "\r\n" + page)), true);
  }
}

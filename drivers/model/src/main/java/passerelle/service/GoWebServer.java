package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import passerelle.packet.Payload;

/**
 * The answers of small servers written in Go: the fields that the program sets in alphabetical
 * order, then the library's (net/http: server.go, extraHeader).
 *
 * @param settings {@code type}, {@code status}, and more fields of the answer as {@code
 *     header:NAME}
 * @param values what stands for the variables of fields
 */
record GoWebServer(
    Map<String, String> settings,
    Site site,
    Supplier<Instant> date,
    Function<HttpRequest, Template.Values> values)
    implements HttpSoftware {
  private static final String FIELD = "header:";

  @Override
  public Answer answer(HttpRequest request) {
    Optional<Resource> found = site.find(request);
    byte[] body =
        found.map(Resource::body).orElse("404 page not found\n".getBytes(StandardCharsets.UTF_8));
    boolean keep = request.keepsAlive();
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(found.isEmpty() ? "404 Not Found" : status()).append("\r\n");
    fields(found.isEmpty(), values.apply(request))
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Date: ").append(HttpDate.format(date.get()));
    head.append("\r\nContent-Length: ").append(body.length).append("\r\n");
    if (found.isPresent()) {
      String type = settings.getOrDefault("type", "text/plain; charset=utf-8");
      head.append("Content-Type: ").append(type).append("\r\n");
    }
    head.append(keep ? "" : "Connection: close\r\n").append("\r\n");
    Payload start = Payload.of(head.toString());
    boolean bodiless = request.method().equals("HEAD");
    return new Answer(List.of(bodiless ? start : start.plus(Payload.of(body))), !keep);
  }

  private String status() {
    return switch (settings.getOrDefault("status", "200")) {
      case "301" -> "301 Moved Permanently";
      case "302" -> "302 Found";
      default -> "200 OK";
    };
  }

  /** What the program sets itself. */
  private Map<String, String> fields(boolean missing, Template.Values values) {
    Map<String, String> fields = new TreeMap<>();
    if (missing) {
      fields.put("Content-Type", "text/plain; charset=utf-8");
      fields.put("X-Content-Type-Options", "nosniff");
    }
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(FIELD)) {
            fields.put(key.substring(FIELD.length()), values.fill(value));
          }
        });
    return fields;
  }
}

package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import passerelle.text.ByteText;

/**
 * A request as curl writes it (lib/http.c).
 *
 * @param user user name and password, {@code user:password}; empty for none
 * @param lines the request line and the fields
 * @param body the content; empty for none
 */
record CurlRequest(String user, List<String> lines, String body) {

  /**
   * The request for a URL.
   *
   * @param content what is sent with it; empty for nothing
   * @param type what that is
   */
  static CurlRequest of(CurlOptions options, Url url, String content, String type) {
    List<String> lines = new ArrayList<>();
    String target = options.proxy(url).isPresent() ? url.toString() : url.target();
    String body = content;
    if (options.has("get") && !body.isEmpty()) {
      target += (target.indexOf('?') < 0 ? "?" : "&") + body;
      body = "";
    }
    String version = options.has("http1.0") ? "HTTP/1.0" : "HTTP/1.1";
    lines.add(options.method() + " " + target + " " + version);
    lines.add("Host: " + url.hostField());
    String user = options.value("user").orElse(url.user());
    if (!user.isEmpty()) {
      byte[] secret = ByteText.encode(user);
      lines.add("Authorization: Basic " + Base64.getEncoder().encodeToString(secret));
    }
    options.value("range").ifPresent(range -> lines.add("Range: bytes=" + range));
    lines.add("User-Agent: " + options.value("user-agent").orElse("curl/8.14.1"));
    lines.add("Accept: */*");
    options.value("referer").ifPresent(r -> lines.add("Referer: " + r));
    String given = options.value("cookie").filter(c -> c.contains("=")).orElse("");
    String kept = options.cookies.field(url);
    String cookies = kept.isEmpty() || given.isEmpty() ? kept + given : kept + "; " + given;
    if (!cookies.isEmpty()) {
      lines.add("Cookie: " + cookies);
    }
    if (options.proxy(url).isPresent()) {
      lines.add("Proxy-Connection: Keep-Alive");
    }
    options.fields.forEach(field -> set(lines, field));
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + ByteText.encode(body).length);
      if (!options.has("upload-file") && !hasField(options.fields, "content-type:")) {
        lines.add("Content-Type: " + type);
      }
    }
    return new CurlRequest(user, lines, body);
  }

  private static boolean hasField(List<String> lines, String name) {
    return lines.stream().anyMatch(line -> line.regionMatches(true, 0, name, 0, name.length()));
  }

  /** {@code -H}: puts a field in the place of curl's own, or takes it away when it has no value. */
  private static void set(List<String> lines, String field) {
    String name = field.replaceAll(":.*", "") + ":";
    lines.removeIf(line -> line.regionMatches(true, 0, name, 0, name.length()));
    if (!field.endsWith(":")) {
      lines.add(name.equalsIgnoreCase("host:") ? 1 : lines.size(), field);
    }
  }

  /** The whole as it is sent. */
  String text() {
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }
}

package passerelle.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import passerelle.text.Cut;

/**
 * The head of an HTTP request (RFC 9112).
 *
 * @param method such as GET; empty when the first line is damaged
 * @param target path and query as asked for
 * @param version {@code HTTP/1.1}; empty for HTTP/0.9
 * @param fields header fields, names in lower case
 * @param head all of it as it came, without the empty line at its end
 */
public record HttpRequest(
    String method, String target, String version, Map<String, String> fields, String head) {

  private static final Pattern ABSOLUTE = Pattern.compile("^https?://[^/?]+");

  /** Reads a head; what is damaged is empty. */
  public static HttpRequest parse(String head) {
    String[] lines = head.split("\r?\n", -1);
    String[] words = lines[0].trim().split(" +");
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).trim());
      }
    }
    return new HttpRequest(
        words.length > 1 ? words[0] : "",
        words.length > 1 ? words[1] : "",
        words.length > 2 ? words[2] : "",
        fields,
        head);
  }

  /** The first line, as logs quote it. */
  public String line() {
    return head.lines().findFirst().orElse("");
  }

  /** A field's name as Go and most servers write it: {@code user-agent} is {@code User-Agent}. */
  public static String canonical(String name) {
    return Pattern.compile("(?:^|-)[a-z]")
        .matcher(name)
        .replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
  }

  /**
   * The path without the query; of a target in absolute form, which every server has to take (RFC
   * 9112, section 3.2.2), what stands behind its authority.
   */
  public String path() {
    String path = Cut.first(ABSOLUTE.matcher(target).replaceFirst(""), "?").before();
    return path.isEmpty() && !target.isEmpty() ? "/" : path;
  }

  /** Octets of body that follow; 0 when none are told. */
  public long contentLength() {
    String told = fields.getOrDefault("content-length", "0");
    return told.matches("[0-9]{1,12}") ? Long.parseLong(told) : 0;
  }

  /** Whether the client lets the server keep the connection. */
  public boolean keepsAlive() {
    String wish = fields.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    return version.equals("HTTP/1.1") ? !wish.equals("close") : wish.equals("keep-alive");
  }
}

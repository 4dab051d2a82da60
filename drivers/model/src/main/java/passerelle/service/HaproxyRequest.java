package passerelle.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.haproxy.Sample;
import passerelle.packet.Payload;

/** A request as HAProxy's rules see it, change it and hand it on. */
final class HaproxyRequest implements Sample {
  private static final Pattern VALUE =
      Pattern.compile("%\\[([a-z_.]+)(?:\\(([^)]*)\\))?[^\\]]*\\]|%(ci|cp|bi|s|b|f|H)");

  private final HaproxyServer haproxy;
  private final String front;
  private final boolean tls;
  private final Connection client;
  private final HttpRequest request;
  private final Map<String, String> fields;
  private String target;
  private String backend = "";
  private String server = "<NOSRV>";

  HaproxyRequest(
      HaproxyServer haproxy, String front, boolean tls, Connection client, HttpRequest request) {
    this.haproxy = haproxy;
    this.front = front;
    this.tls = tls;
    this.client = client;
    this.request = request;
    target = request.target();
    fields = new LinkedHashMap<>(request.fields());
  }

  /** Who is to serve it. */
  void serve(String backend, String server) {
    this.backend = backend;
    this.server = server;
  }

  /** The value of a cookie. */
  Optional<String> cookie(String name) {
    return List.of(header("cookie").split("; *")).stream()
        .filter(each -> each.startsWith(name + "="))
        .findFirst()
        .map(each -> each.substring(name.length() + 1));
  }

  /** Does what a rule says that answers nothing. */
  void change(List<String> words) {
    String name = words.size() > 1 ? words.get(1).toLowerCase(Locale.ROOT) : "";
    String value = words.size() > 2 ? words.get(2) : "";
    switch (words.get(0)) {
      case "set-header" -> {
        fields.remove(name);
        fields.put(name, fill(value));
      }
      case "add-header" -> fields.put(name, fill(value));
      case "del-header" -> fields.remove(name);
      case "set-path" -> {
        int query = target.indexOf('?');
        target = fill(words.get(1)) + (query < 0 ? "" : target.substring(query));
      }
      default -> {}
    }
  }

  /**
   * What is sent to the server.
   *
   * @param forwarded whether it is told of the client
   */
  Payload head(boolean forwarded) {
    StringBuilder out =
        new StringBuilder(request.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
    fields.forEach(
        (name, value) -> {
          if (!name.matches("connection|keep-alive|content-length|transfer-encoding|expect")) {
            out.append(name).append(": ").append(value).append("\r\n");
          }
        });
    if (forwarded) {
      out.append("x-forwarded-for: ").append(source()).append("\r\n");
    }
    return Payload.of(out.append("\r\n").toString());
  }

  /** A text of the configuration with its variables. */
  String fill(String text) {
    return VALUE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(3) == null
                        ? sample(found.group(1), Optional.ofNullable(found.group(2)).orElse(""))
                        : word(found.group(3))));
  }

  private String word(String name) {
    return switch (name) {
      case "ci" -> source();
      case "cp" -> "" + client.peer().port();
      case "bi" -> client.local().address().toString();
      case "s" -> server;
      case "b" -> backend;
      case "f" -> front;
      default -> haproxy.process().hostname();
    };
  }

  private String sample(String name, String argument) {
    return switch (name) {
      case "src" -> source();
      case "src_port" -> "" + client.peer().port();
      case "dst" -> client.local().address().toString();
      case "dst_port" -> "" + port();
      case "path" -> path();
      case "url", "capture.req.uri" -> target;
      case "method" -> request.method();
      case "hostname" -> haproxy.process().hostname();
      case "srv_name" -> server;
      case "be_name" -> backend;
      case "fe_name" -> front;
      case "hdr", "req.hdr", "req.fhdr" -> header(argument.replaceFirst(",.*", ""));
      default -> "";
    };
  }

  @Override
  public String path() {
    return target.replaceFirst("\\?.*", "");
  }

  @Override
  public String url() {
    return target;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String header(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  @Override
  public String source() {
    return client.peer().address().toString();
  }

  @Override
  public int port() {
    return client.local().port();
  }

  @Override
  public boolean isTls() {
    return tls;
  }

  @Override
  public int serversUp(String name) {
    return haproxy.backend(name).map(b -> (int) (b.active(false) + b.active(true))).orElse(0);
  }
}

package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.nginx.Decision;
import passerelle.nginx.Directive;
import passerelle.nginx.Pass;
import passerelle.nginx.Scope;
import passerelle.packet.Payload;
import passerelle.text.WordList;

/**
 * Hands a request to an upstream and its answer back ({@code ngx_http_proxy_module}, {@code
 * ngx_http_fastcgi_module}).
 */
final class NginxProxy {
  private static final UpstreamTalk.Patience PATIENCE =
      new UpstreamTalk.Patience(60_000_000_000L, 60_000_000_000L);
  private static final List<String> NOT_HANDED_ON =
      List.of("host", "connection", "keep-alive", "transfer-encoding", "content-length", "expect");
  private static final List<String> NOT_HANDED_BACK =
      WordList.of(
          """
          server date connection content-type content-length transfer-encoding keep-alive
          x-accel-redirect x-accel-expires x-accel-buffering x-pad
          """);

  private final NginxServer nginx;
  private final NginxExchange exchange;
  private final Decision decision;
  private final Scope scope;
  private final Pass pass;
  private NginxUpstreams.Attempt attempt;

  NginxProxy(NginxServer nginx, NginxExchange exchange, Decision decision) {
    this.nginx = nginx;
    this.exchange = exchange;
    this.decision = decision;
    scope = decision.location().scope();
    pass = Pass.of(exchange.variables().fill(decision.value()));
  }

  /** Looks up the name if it was not known before, and asks the first server. */
  void start() {
    if (pass.tls()) {
      exchange.fail(502, decision, "Passerelle does not model proxy_pass https://");
    } else if (pass.unix()) {
      String why = "2: " + nginx.process().strerror(Errno.ENOENT);
      exchange.complain(
          "connect() to " + pass.host() + " failed (" + why + ") while connecting to upstream",
          url(pass.host()));
      exchange.fail(502, decision, "");
    } else if (nginx.upstreams().knows(pass)) {
      begin();
    } else {
      Optional<IpAddress> resolver = scope.value("resolver").flatMap(this::server);
      if (resolver.isEmpty()) {
        exchange.fail(502, decision, "no resolver defined to resolve " + pass.name());
        return;
      }
      nginx.names().find(pass.name(), resolver.get(), this::found);
    }
  }

  private Optional<IpAddress> server(String written) {
    return Family.IPV4.parse(written.replaceFirst(":[0-9]+$", ""));
  }

  private void found(List<IpAddress> addresses) {
    if (addresses.isEmpty()) {
      exchange.fail(502, decision, pass.name() + " could not be resolved (3: Host not found)");
      return;
    }
    nginx.upstreams().know(pass.name(), addresses);
    begin();
  }

  private void begin() {
    attempt = nginx.upstreams().new Attempt(pass, exchange.client());
    next(Optional.empty());
  }

  private long now() {
    return nginx.process().date().getEpochSecond();
  }

  /** Asks the next server; without one the request has failed as the last one has. */
  private void next(Optional<Errno> before) {
    Optional<NginxUpstreams.Peer> peer = attempt.next(now());
    if (peer.isEmpty()) {
      if (before.isEmpty()) {
        exchange.complain("no live upstreams while connecting to upstream", url(pass.host()));
      }
      boolean late = before.filter(why -> why == Errno.ETIMEDOUT).isPresent();
      exchange.fail(late ? 504 : 502, decision, "");
      return;
    }
    try {
      nginx.connect();
      Connection upstream = nginx.process().connect(peer.get().address());
      boolean headOnly = exchange.request().method().equals("HEAD");
      upstream.listen(
          new UpstreamTalk(nginx.process(), PATIENCE, upstream, headOnly, new Asking(peer.get())));
    } catch (KernelException refused) {
      failed(peer.get(), refused.errno());
    }
  }

  private void failed(NginxUpstreams.Peer peer, Errno why) {
    boolean rests = peer.fail(now()) && !attempt.isAlone();
    String number = why.number() + ": " + nginx.process().strerror(why);
    exchange.complain(
        why == Errno.ETIMEDOUT
            ? "upstream timed out (" + number + ") while connecting to upstream"
            : "connect() failed (" + number + ") while connecting to upstream",
        url(peer.address().toString()));
    if (rests) {
      String disabled = "upstream server temporarily disabled while connecting to upstream";
      exchange.complain("warn", disabled, url(peer.address().toString()));
    }
    next(Optional.of(why));
  }

  private String url(String host) {
    return pass.fastCgi() ? "fastcgi://" + host : "http://" + host + path();
  }

  /**
   * The path as the upstream is asked for it: the location's prefix gives way to the URL's path.
   */
  private String path() {
    String query = decision.arguments().isEmpty() ? "" : "?" + decision.arguments();
    boolean variables = decision.value().contains("$");
    if (pass.path().isEmpty()) {
      return decision.uri() + query;
    }
    return variables
        ? pass.path()
        : pass.path() + decision.uri().substring(decision.location().prefix().length()) + query;
  }

  private Payload head() {
    HttpRequest request = exchange.request();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Host", pass.host());
    fields.put("Connection", "close");
    for (Directive each : scope.all("proxy_set_header")) {
      fields.keySet().removeIf(name -> name.equalsIgnoreCase(each.argument(0)));
      fields.put(each.argument(0), exchange.variables().fill(each.argument(1)));
    }
    String version = scope.value("proxy_http_version").orElse("1.0");
    StringBuilder out =
        new StringBuilder(request.method())
            .append(' ')
            .append(path())
            .append(" HTTP/")
            .append(version)
            .append("\r\n");
    fields.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            out.append(name).append(": ").append(value).append("\r\n");
          }
        });
    request
        .fields()
        .forEach(
            (name, value) -> {
              boolean set = fields.keySet().stream().anyMatch(name::equalsIgnoreCase);
              if (!set && !NOT_HANDED_ON.contains(name)) {
                out.append(HttpRequest.canonical(name)).append(": ").append(value).append("\r\n");
              }
            });
    return Payload.of(out.append("\r\n").toString());
  }

  /** Asks one of the upstream's servers. */
  private final class Asking implements UpstreamTalk.Asker {
    private static final String READING = " while reading response header from upstream";
    private final NginxUpstreams.Peer peer;

    Asking(NginxUpstreams.Peer peer) {
      this.peer = peer;
    }

    private void complain(String what) {
      exchange.complain(what + READING, url(peer.address().toString()));
    }

    @Override
    public Payload request() {
      return pass.fastCgi() ? new NginxFastCgi(exchange, decision).request() : head();
    }

    @Override
    public boolean isWhole(String read, boolean headOnly) {
      return !pass.fastCgi() && AnswerLength.isWhole(read, headOnly);
    }

    @Override
    public String http(String read) {
      if (!pass.fastCgi()) {
        return read;
      }
      String said = FastCgi.carried(read, FastCgi.STDERR);
      if (!said.isEmpty()) {
        complain("FastCGI sent in stderr: \"" + said + "\"");
      }
      return NginxFastCgi.page(read);
    }

    @Override
    public void unreached(Errno why) {
      failed(peer, why);
    }

    @Override
    public void broken(Optional<Errno> why, String read) {
      boolean late = why.filter(errno -> errno == Errno.ETIMEDOUT).isPresent();
      if (why.isPresent()) {
        String number = why.get().number() + ": " + nginx.process().strerror(why.get());
        complain((late ? "upstream timed out (" : "recv() failed (") + number + ")");
      } else {
        complain(
            read.isEmpty()
                ? "upstream prematurely closed connection"
                : "upstream sent no valid HTTP/1.0 header");
      }
      exchange.fail(late ? 504 : 502, decision, "");
    }

    @Override
    public void answered(String head, String body) {
      peer.succeed();
      relay(head, body);
    }
  }

  private void relay(String top, String rest) {
    String[] lines = top.split("\r\n");
    String[] status = lines[0].split(" ", 3);
    int code =
        status.length > 1 && status[1].matches("[0-9]{3}") ? Integer.parseInt(status[1]) : 502;
    if (code >= 300 && scope.value("proxy_intercept_errors").orElse("off").equals("on")) {
      exchange.fail(code, decision, "");
      return;
    }
    StringBuilder fields = new StringBuilder();
    Optional<String> type = Optional.empty();
    boolean chunked = false;
    boolean length = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = Math.max(0, lines[i].indexOf(':'));
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      chunked |= name.equals("transfer-encoding") && value.contains("chunked");
      length |= name.equals("content-length");
      type = name.equals("content-type") ? Optional.of(value) : type;
      if (!NOT_HANDED_BACK.contains(name)) {
        fields.append(lines[i].substring(0, colon)).append(": ");
        fields.append(name.equals("location") ? redirected(value) : value).append("\r\n");
      }
    }
    byte[] body = (chunked ? Chunked.join(rest) : rest).getBytes(StandardCharsets.ISO_8859_1);
    new NginxAnswer(exchange, decision)
        .relay(
            code,
            status.length > 2 ? status[2] : "",
            type,
            fields.toString(),
            Payload.of(body),
            length);
  }

  /** {@code proxy_redirect default}: the upstream's own address becomes the location's. */
  private String redirected(String location) {
    String own = "http://" + pass.host() + (pass.path().isEmpty() ? "/" : pass.path());
    String prefix = decision.location().prefix();
    return location.startsWith(own)
        ? (prefix.isEmpty() ? "/" : prefix) + location.substring(own.length())
        : location;
  }
}

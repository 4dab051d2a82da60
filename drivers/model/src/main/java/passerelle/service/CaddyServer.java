package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.packet.Payload;
import passerelle.service.Caddyfile.Address;
import passerelle.service.Caddyfile.Line;
import passerelle.service.Caddyfile.Site;

/**
 * Caddy 2.10 by its Caddyfile: it serves files, answers of its own, and passes requests on. Its
 * setting is {@code config}, the file.
 */
final class CaddyServer {
  private static final long SECOND = 1_000_000_000L;
  private static final int HTTP = 80;
  private static final UpstreamTalk.Patience PATIENCE =
      new UpstreamTalk.Patience(3 * SECOND, 3600 * SECOND);

  /** Which directive is asked first (caddyserver.com: Directive order), of those that answer. */
  private static final List<String> ORDER =
      List.of("redir", "handle", "handle_path", "route", "respond", "reverse_proxy", "file_server");

  private static final HttpReasons REASONS = HttpReasons.but("");

  private final ServiceProcess process;
  private final String path;
  private final int backlog;
  private final Map<String, Integer> turns = new LinkedHashMap<>();
  private Caddyfile configuration;

  private CaddyServer(ServiceProcess process, ServiceSpec spec) {
    this.process = process;
    path = spec.settings().getOrDefault("config", "");
    backlog = spec.backlog();
  }

  /**
   * Starts it; what is wrong ends the process, as Caddy ends.
   *
   * @param open is run once it listens
   */
  static void start(ServiceProcess process, ServiceSpec spec, OnceOpen open)
      throws KernelException {
    new CaddyServer(process, spec).begin(open);
  }

  private void begin(OnceOpen open) throws KernelException {
    Optional<String> text = process.file(path);
    if (text.isEmpty()) {
      end("reading config from file: open " + path + ": no such file or directory");
      return;
    }
    try {
      configuration = Caddyfile.read(path, text.get());
    } catch (Caddyfile.Fault wrong) {
      end("adapting config using caddyfile: " + wrong.getMessage());
      return;
    }
    Map<Integer, Boolean> ports = new TreeMap<>();
    for (Site site : configuration.sites()) {
      for (Address address : site.addresses()) {
        ports.put(address.port(), address.tls());
        if (address.tls()) {
          ports.putIfAbsent(HTTP, false);
        }
      }
    }
    for (Map.Entry<Integer, Boolean> port : ports.entrySet()) {
      try {
        SocketAddress local = SocketAddress.any(port.getKey());
        process.listen(local(local), false, backlog, acceptor(port.getKey(), port.getValue()));
      } catch (KernelException refused) {
        if (refused.errno() != Errno.EADDRINUSE) {
          throw refused;
        }
        end(
            ("loading initial config: loading new config: http app module: start: listening on :")
                + (port.getKey() + ": listen tcp :" + port.getKey())
                + ": bind: address already in use");
        return;
      }
    }
    open.opened();
  }

  /** Both families, where there are both. */
  private static SocketAddress local(SocketAddress any) {
    return IpAddress.parse("::").map(all -> new SocketAddress(all, any.port())).orElse(any);
  }

  private void end(String why) {
    process.print("Error: " + why + "\n");
    process.exit(1);
  }

  private Consumer<Connection> acceptor(int port, boolean tls) {
    Consumer<Connection> plain =
        new HttpServer(
            (connection, request, then) ->
                process.ask(
                    () -> site(port, host(request)),
                    site ->
                        site.ifPresentOrElse(
                            s -> new Exchange(connection, request, tls, then).of(s.lines()),
                            () -> elsewhere(request, tls, then))),
            (connection, request, answer) -> {});
    return tls ? TlsAcceptor.of(Map.of("tls", name(port)), plain) : plain;
  }

  private String name(int port) {
    return configuration.sites().stream()
        .flatMap(site -> site.addresses().stream())
        .filter(address -> address.port() == port && !address.host().isEmpty())
        .map(Address::host)
        .findFirst()
        .orElse("localhost");
  }

  private static String host(HttpRequest request) {
    return request.fields().getOrDefault("host", "").replaceFirst(":[0-9]+$", "");
  }

  /** Who names the host goes before who takes any. */
  private Optional<Site> site(int port, String host) {
    return site(a -> a.port() == port && !a.host().isEmpty() && fits(a.host(), host))
        .or(() -> site(a -> a.port() == port && a.host().isEmpty()));
  }

  private Optional<Site> site(Predicate<Address> wanted) {
    return configuration.sites().stream()
        .filter(site -> site.addresses().stream().anyMatch(wanted))
        .findFirst();
  }

  private static boolean fits(String pattern, String host) {
    return pattern.isEmpty()
        || pattern.equalsIgnoreCase(host)
        || pattern.startsWith("*.") && host.replaceFirst("^[^.]+", "*").equals(pattern);
  }

  /** A host that no site is for: to HTTPS, where that has a site, else an empty answer. */
  private void elsewhere(HttpRequest request, boolean tls, Consumer<HttpSoftware.Answer> then) {
    boolean secured =
        configuration.sites().stream()
            .flatMap(site -> site.addresses().stream())
            .anyMatch(a -> a.tls() && fits(a.host(), host(request)));
    Map<String, String> fields = own();
    if (secured && !tls) {
      fields.put("Connection", "close");
      fields.put("Location", "https://" + host(request) + request.target());
      then.accept(GoProxy.answer(request, "308 Permanent Redirect", fields, Payload.EMPTY, date()));
    } else {
      then.accept(GoProxy.answer(request, "200 OK", fields, Payload.EMPTY, date()));
    }
  }

  private static Map<String, String> own() {
    return new TreeMap<>(Map.of("Server", "Caddy"));
  }

  private String date() {
    return HttpDate.format(process.date());
  }

  /** One request. */
  private final class Exchange implements GoProxy.Asker {
    private final Connection connection;
    private final HttpRequest request;
    private final boolean tls;
    private final Consumer<HttpSoftware.Answer> then;
    private String root = "/srv";
    private String path;
    private boolean done;

    Exchange(
        Connection connection,
        HttpRequest request,
        boolean tls,
        Consumer<HttpSoftware.Answer> then) {
      this.connection = connection;
      this.request = request;
      this.tls = tls;
      this.then = then;
      path = request.path();
    }

    void of(List<Line> lines) {
      enter(lines, lines);
      if (!done) {
        text("200", "", own());
      }
    }

    private void enter(List<Line> lines, List<Line> all) {
      lines.stream()
          .filter(line -> line.name().equals("root") && fits(line, all))
          .findFirst()
          .ifPresent(line -> root = line.arguments().get(line.arguments().size() - 1));
      Set<String> entered = new HashSet<>();
      lines.stream()
          .filter(line -> ORDER.contains(line.name()))
          .sorted(
              Comparator.<Line>comparingInt(line -> ORDER.indexOf(line.name()))
                  .thenComparingInt(line -> -line.matcher().orElse("").length()))
          .filter(line -> fits(line, all))
          // Of several blocks of one kind the first that fits is entered alone.
          .filter(line -> !line.name().startsWith("handle") || entered.add("handle"))
          .forEach(line -> run(line, all));
    }

    private boolean fits(Line line, List<Line> all) {
      String matcher = line.matcher().orElse("*");
      if (!matcher.startsWith("@")) {
        return fits(matcher);
      }
      return all.stream()
          .filter(other -> other.name().equals(matcher))
          .findFirst()
          .filter(
              other ->
                  other.block().isEmpty()
                      ? meets(other.words().subList(1, other.words().size()))
                      : other.block().stream().allMatch(in -> meets(in.words())))
          .isPresent();
    }

    private boolean fits(String pattern) {
      int star = pattern.indexOf('*');
      return star < 0 ? path.equals(pattern) : path.startsWith(pattern.substring(0, star));
    }

    private boolean meets(List<String> words) {
      List<String> values = words.subList(Math.min(1, words.size()), words.size());
      return switch (words.isEmpty() ? "" : words.get(0)) {
        case "path" -> values.stream().anyMatch(this::fits);
        case "host" -> values.stream().anyMatch(v -> CaddyServer.fits(v, host(request)));
        case "method" -> values.contains(request.method());
        default -> true;
      };
    }

    private void run(Line line, List<Line> all) {
      if (done) {
        return;
      }
      List<String> words = line.arguments();
      switch (line.name()) {
        case "handle", "route" -> enter(line.block(), all);
        case "handle_path" -> {
          path = path.substring(line.matcher().orElse("").replaceFirst("/?\\*.*", "").length());
          path = path.startsWith("/") ? path : "/" + path;
          enter(line.block(), all);
        }
        case "redir" -> {
          Map<String, String> fields = own();
          fields.put("Location", words.get(0).replace("{uri}", request.target()));
          text(words.contains("permanent") ? "301" : "302", "", fields);
        }
        case "respond" -> respond(words);
        case "reverse_proxy" -> pass(line, words);
        default -> file();
      }
    }

    private void respond(List<String> words) {
      boolean code = !words.isEmpty() && words.get(0).matches("[1-5][0-9]{2}");
      Map<String, String> fields = own();
      if (!code && !words.isEmpty()) {
        fields.put("Content-Type", "text/plain; charset=utf-8");
      }
      text(
          code ? words.get(0) : words.size() > 1 ? words.get(1) : "200",
          code || words.isEmpty() ? "" : words.get(0),
          fields);
    }

    private static String reason(String code) {
      return code.matches("[0-9]{3}") ? REASONS.of(Integer.parseInt(code)) : "";
    }

    private void text(String code, String body, Map<String, String> fields) {
      done = true;
      String status = (code + " " + reason(code)).strip();
      then.accept(GoProxy.answer(request, status, fields, Payload.of(body), date()));
    }

    private void file() {
      String wanted = root + path + (path.endsWith("/") ? "index.html" : "");
      Optional<String> text = process.file(wanted);
      if (text.isEmpty()) {
        text("404", "", own());
        return;
      }
      Map<String, String> fields = own();
      String type = HttpSoftware.mediaType(wanted);
      fields.put("Accept-Ranges", "bytes");
      if (!type.isEmpty()) {
        fields.put("Content-Type", type + (type.startsWith("text/") ? "; charset=utf-8" : ""));
      }
      fields.put("Content-Length", "" + text.get().getBytes(StandardCharsets.UTF_8).length);
      fields.put("Vary", "Accept-Encoding");
      text("200", text.get(), fields);
    }

    private void pass(Line line, List<String> words) {
      done = true;
      List<String> servers =
          words.isEmpty()
              ? line.block().stream()
                  .filter(in -> in.name().equals("to"))
                  .flatMap(in -> in.arguments().stream())
                  .toList()
              : words;
      if (servers.isEmpty()) {
        failed("no upstreams available", false);
        return;
      }
      int turn = turns.merge(String.join(" ", servers), 1, Integer::sum) - 1;
      String to = servers.get(turn % servers.size());
      boolean secured = to.startsWith("https://");
      String server = to.replaceFirst("^[a-z0-9]+://", "").replaceFirst("/.*", "");
      int colon = server.lastIndexOf(':');
      String digits = colon < 0 ? "" : server.substring(colon + 1);
      boolean told = digits.matches("[0-9]{1,5}");
      String target = path.equals(request.path()) ? request.target() : path;
      Map<String, String> more = new TreeMap<>();
      more.put("X-Forwarded-For", connection.peer().address().toString());
      more.put("X-Forwarded-Host", request.fields().getOrDefault("host", ""));
      more.put("X-Forwarded-Proto", tls ? "https" : "http");
      more.put("Via", "1.1 Caddy");
      new GoProxy(process, PATIENCE)
          .ask(
              new HttpRequest(
                  request.method(), target, request.version(), request.fields(), request.head()),
              colon < 0 ? server : server.substring(0, colon),
              told ? Integer.parseInt(digits) : secured ? 443 : HTTP,
              more,
              this);
    }

    @Override
    public void answered(String status, Map<String, String> fields, Payload body) {
      fields.put("Via", "1.1 Caddy");
      then.accept(GoProxy.answer(request, status, fields, body, date()));
    }

    @Override
    public void failed(String error, boolean late) {
      long seconds = process.date().getEpochSecond();
      process.print(
          ("{\"level\":\"error\",\"ts\":" + seconds + ".0,\"logger\":\"http.log.error\",\"msg\":\"")
              + (error + "\",\"request\":{\"remote_ip\":\"" + connection.peer().address())
              + ("\",\"method\":\"" + request.method() + "\",\"host\":\"")
              + (request.fields().getOrDefault("host", "") + "\",\"uri\":\"" + request.target())
              + "\"},\"status\":502}\n");
      then.accept(GoProxy.answer(request, "502 Bad Gateway", own(), Payload.EMPTY, date()));
    }
  }
}

package passerelle.service;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.packet.Payload;

/**
 * Traefik 3 with Docker's containers as its servers: their labels say for which requests they are
 * asked (doc.traefik.io: Docker provider). Its settings are {@code words}, its command line, and
 * {@code config}, its file. Middlewares, certificates and other providers are not modelled.
 */
record TraefikServer(ServiceProcess process, TraefikSettings settings) {
  private static final long SECOND = 1_000_000_000L;
  private static final UpstreamTalk.Patience PATIENCE =
      new UpstreamTalk.Patience(30 * SECOND, 3600 * SECOND);
  private static final String SOCKET = "/var/run/docker.sock";
  private static final int HTTPS = 443;

  /**
   * Starts it.
   *
   * @param open is run once it listens
   */
  static void start(ServiceProcess process, ServiceSpec spec, OnceOpen open)
      throws KernelException {
    List<String> words = List.of(spec.settings().getOrDefault("words", "").split("\n"));
    String file = process.file(spec.settings().getOrDefault("config", "")).orElse("");
    new TraefikServer(process, TraefikSettings.of(words, file)).begin(spec.backlog(), open);
  }

  private void begin(int backlog, OnceOpen open) throws KernelException {
    Optional<IpAddress> all = IpAddress.parse("::");
    for (Map.Entry<String, Integer> entry : settings.entryPoints().entrySet()) {
      int port = entry.getValue();
      SocketAddress any = SocketAddress.any(port);
      process.listen(
          all.map(address -> new SocketAddress(address, port)).orElse(any),
          false,
          backlog,
          acceptor(entry.getKey(), port == HTTPS));
    }
    if (settings.asksDocker() && containers().isEmpty()) {
      say(
          "Provider error, retrying in 500ms",
          "Cannot connect to the Docker daemon at unix://"
              + SOCKET
              + ". Is the docker daemon"
              + " running?");
    }
    open.opened();
  }

  private Consumer<Connection> acceptor(String entry, boolean tls) {
    Consumer<Connection> plain =
        new HttpServer(
            (connection, request, then) ->
                process.ask(
                    () -> route(entry, tls, request),
                    route ->
                        route.ifPresentOrElse(
                            r -> pass(r, connection, request, tls, then),
                            () -> then.accept(plain(request, "404 Not Found", true)))),
            (connection, request, answer) -> {});
    return tls ? TlsAcceptor.of(Map.of("tls", "TRAEFIK DEFAULT CERT"), plain) : plain;
  }

  private Optional<List<TraefikRoute.Server>> containers() {
    return process
        .local(SOCKET, "GET /containers/json HTTP/1.1\r\nHost: docker\r\n\r\n")
        .map(answer -> answer.substring(Math.max(0, answer.indexOf("\r\n\r\n"))))
        .map(TraefikRoute::servers);
  }

  /** The longest rule goes first. */
  private Optional<TraefikRoute> route(String entry, boolean tls, HttpRequest request) {
    return settings.asksDocker()
        ? containers().orElse(List.of()).stream()
            .flatMap(server -> TraefikRoute.of(server, settings).stream())
            .filter(route -> route.entries().isEmpty() || route.entries().contains(entry))
            .filter(route -> route.tls() == tls && route.rule().fits().test(request))
            .min(Comparator.comparingInt(route -> -route.written().length()))
        : Optional.empty();
  }

  private void pass(
      TraefikRoute route,
      Connection connection,
      HttpRequest request,
      boolean tls,
      Consumer<HttpSoftware.Answer> then) {
    String client = connection.peer().address().toString();
    Map<String, String> more = new TreeMap<>();
    more.put("X-Forwarded-For", client);
    more.put("X-Forwarded-Host", request.fields().getOrDefault("host", ""));
    more.put("X-Forwarded-Port", "" + connection.local().port());
    more.put("X-Forwarded-Proto", tls ? "https" : "http");
    more.put("X-Forwarded-Server", process.hostname());
    more.put("X-Real-Ip", client);
    new GoProxy(process, PATIENCE)
        .ask(
            request,
            route.address(),
            route.port(),
            more,
            new GoProxy.Asker() {
              @Override
              public void answered(String status, Map<String, String> fields, Payload body) {
                then.accept(GoProxy.answer(request, status, fields, body, date()));
              }

              @Override
              public void failed(String error, boolean late) {
                String status = late ? "504 Gateway Timeout" : "502 Bad Gateway";
                then.accept(plain(request, status, false));
              }
            });
  }

  /** What it answers itself, as package net/http words it. */
  private HttpSoftware.Answer plain(HttpRequest request, String status, boolean missing) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("Content-Type", "text/plain; charset=utf-8");
    if (missing) {
      fields.put("X-Content-Type-Options", "nosniff");
    }
    String text = missing ? "404 page not found\n" : status.substring(4);
    return GoProxy.answer(request, status, fields, Payload.of(text), date());
  }

  private String date() {
    return HttpDate.format(process.date());
  }

  private void say(String message, String error) {
    String now = Template.values("", process.date()).fill("$date{yyyy-MM-dd'T'HH:mm:ss}Z");
    process.log(now + " ERR " + message + " error=\"" + error + "\" providerName=docker\n");
  }
}

package passerelle.service;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.nginx.Configuration;
import passerelle.nginx.ConfigurationError;
import passerelle.nginx.Files;
import passerelle.nginx.Listen;
import passerelle.nginx.Scope;
import passerelle.nginx.VirtualServer;

/**
 * nginx by its configuration: reads it at the start, looks up the names of upstreams, listens where
 * it says, and answers as its servers say. Its settings are {@code config}, the main file, and
 * {@code server}, what it calls itself.
 */
final class NginxServer {
  /** How often it tries to bind to an address that is in use, and how long it waits in between. */
  private static final int TRIES = 5;

  private static final long PAUSE_NANOS = 500_000_000;

  private final ServiceProcess process;
  private final Map<String, String> settings;
  private final int backlog;
  private final Files files;
  private final HostNames names;
  private final Map<String, List<IpAddress>> addresses = new HashMap<>();

  /** What closes each listening socket, by its directive. */
  private final Map<String, Runnable> listening = new LinkedHashMap<>();

  /**
   * When it began to read its configuration: as long as no event comes its clock stands
   * (ngx_cached_time).
   */
  private String begun;

  private Configuration configuration;
  private NginxUpstreams upstreams;
  private NginxUpstreams streamUpstreams;
  private int connections;

  private NginxServer(ServiceProcess process, ServiceSpec spec) {
    this.process = process;
    this.settings = spec.settings();
    this.backlog = spec.backlog();
    names = new HostNames(process);
    files =
        new Files() {
          @Override
          public Optional<String> text(String path) {
            return process.file(path);
          }

          @Override
          public Optional<List<String>> names(String directory) {
            return process.names(directory);
          }
        };
  }

  /**
   * Starts it; a configuration that is wrong ends the process, as nginx ends.
   *
   * @param open is run once it listens
   */
  static void start(ServiceProcess process, ServiceSpec spec, OnceOpen open)
      throws KernelException {
    NginxServer nginx = new NginxServer(process, spec);
    process.onReload(nginx::reload);
    nginx.begin(open);
  }

  private void begin(OnceOpen open) throws KernelException {
    begun = stamp();
    Configuration read;
    List<Configuration.Wanted> wanted;
    try {
      read = Configuration.read(files, settings.get("config"));
      wanted = read.wanted();
      if (configuration == null) {
        NginxFiles made = new NginxFiles(process, settings);
        made.warning(read).ifPresent(this::warn);
        made.prepare();
      }
    } catch (ConfigurationError wrong) {
      emergency(wrong.getMessage());
      return;
    }
    resolve(read, wanted, open);
  }

  /** Reads it again; what is wrong there leaves all as it is. */
  private void reload() {
    begun = stamp();
    notice("signal 1 (SIGHUP) received, reconfiguring");
    notice("reconfiguring");
    try {
      begin(() -> {});
    } catch (KernelException refused) {
      emergency(refused.getMessage());
    }
  }

  private void notice(String text) {
    process.print(begun + " [notice] 1#1: " + text + "\n");
  }

  private void resolve(Configuration read, List<Configuration.Wanted> wanted, OnceOpen open)
      throws KernelException {
    if (wanted.isEmpty()) {
      listen(read, open);
      return;
    }
    Configuration.Wanted first = wanted.get(0);
    names.find(
        first.host(),
        found -> {
          if (found.isEmpty()) {
            emergency(first.missing().getMessage());
            return;
          }
          addresses.put(first.host(), found);
          try {
            resolve(read, wanted.subList(1, wanted.size()), open);
          } catch (KernelException refused) {
            emergency(refused.getMessage());
          }
        });
  }

  private void listen(Configuration read, OnceOpen open) throws KernelException {
    bind(acceptors(read), TRIES, () -> use(read, open));
  }

  /** Who takes the connections of each address that a configuration listens on. */
  private Map<Listen, Consumer<Connection>> acceptors(Configuration read) {
    Map<Listen, Consumer<Connection>> acceptors = new LinkedHashMap<>();
    read.listens().forEach(listen -> acceptors.put(listen, acceptor(read, listen)));
    read.stream().servers().stream()
        .flatMap(server -> server.listens().stream())
        .forEach(listen -> acceptors.put(listen, streamAcceptor(listen)));
    return acceptors;
  }

  /** See connection.c:ngx_open_listening_sockets: an address in use may be free in a moment. */
  private void bind(Map<Listen, Consumer<Connection>> acceptors, int tries, OnceOpen bound)
      throws KernelException {
    boolean inUse = false;
    for (Listen listen : acceptors.keySet()) {
      if (listening.containsKey(listen.text())) {
        continue;
      }
      Optional<IpAddress> address = IpAddress.parse(listen.address());
      if (address.isEmpty()) {
        emergency("host not found in \"" + listen.text() + "\" of the \"listen\" directive");
        return;
      }
      try {
        SocketAddress local = new SocketAddress(address.get(), listen.port());
        listening.put(
            listen.text(), process.listen(local, local.isIpv6(), backlog, acceptors.get(listen)));
      } catch (KernelException refused) {
        if (refused.errno() == Errno.EAFNOSUPPORT) {
          throw refused;
        }
        String why = refused.errno().number() + ": " + process.strerror(refused.errno());
        report("bind() to " + listen.text() + " failed (" + why + ")");
        if (refused.errno() != Errno.EADDRINUSE) {
          giveUp();
          return;
        }
        inUse = true;
      }
    }
    if (!inUse) {
      bound.opened();
      return;
    }
    // Who connects to the others meanwhile is refused here and waits there.
    closeOthers();
    notice("try again to bind() after 500ms");
    process.after(PAUSE_NANOS, () -> bindAgain(acceptors, tries - 1, bound));
  }

  private void bindAgain(Map<Listen, Consumer<Connection>> acceptors, int tries, OnceOpen bound) {
    if (tries == 0) {
      emergency("still could not bind()");
      return;
    }
    try {
      bind(acceptors, tries, bound);
    } catch (KernelException refused) {
      emergency(refused.getMessage());
    }
  }

  private void use(Configuration read, OnceOpen open) throws KernelException {
    boolean first = configuration == null;
    configuration = read;
    closeOthers();
    upstreams = new NginxUpstreams(read.upstreams(), addresses);
    streamUpstreams = new NginxUpstreams(read.stream().upstreams(), addresses);
    if (first) {
      Optional<String> refused = new NginxFiles(process, settings).pid(read);
      if (refused.isPresent()) {
        configuration = null;
        emergency(refused.get());
        return;
      }
    }
    open.opened();
  }

  /** Closes what the configuration in use does not listen on. */
  private void closeOthers() {
    Set<String> kept =
        configuration == null
            ? Set.of()
            : acceptors(configuration).keySet().stream()
                .map(Listen::text)
                .collect(Collectors.toSet());
    listening.forEach(
        (text, closer) -> {
          if (!kept.contains(text)) {
            closer.run();
          }
        });
    listening.keySet().retainAll(kept);
  }

  private Consumer<Connection> acceptor(Configuration read, Listen listen) {
    Consumer<Connection> plain =
        connection -> {
          connections++;
          int number = connections;
          new HttpServer(
                  (c, request, then) -> exchange(c, number, listen, request, then),
                  (c, request, answer) -> {})
              .accept(connection);
        };
    if (!listen.tls()) {
      return plain;
    }
    String name = read.server(listen, "").map(VirtualServer::name).orElse("");
    return TlsAcceptor.of(Map.of("tls", name.isEmpty() ? "localhost" : name), plain);
  }

  private Consumer<Connection> streamAcceptor(Listen listen) {
    Consumer<Connection> plain =
        client ->
            configuration.stream()
                .server(listen)
                .ifPresentOrElse(
                    server -> new NginxStream(this, client, listen, server).start(), client::close);
    return listen.tls() ? TlsAcceptor.of(Map.of("tls", "localhost"), plain) : plain;
  }

  /** The text of a {@code log_format}. */
  static Optional<String> format(Scope scope, String name) {
    return scope.own("log_format").stream()
        .filter(d -> d.argument(0).equals(name))
        .findFirst()
        .map(d -> String.join("", d.arguments().subList(1, d.arguments().size())))
        .map(text -> text.replaceFirst("^escape=\\w+", ""));
  }

  /**
   * Writes a line to a log. The image's log files are links to its standard output and error; what
   * a package brings are files, and nothing is written there.
   */
  void log(String path, String line) {
    if (path.equals("off") || process.file(path).isPresent()) {
      return;
    }
    if (path.matches("/dev/stderr|.*/error\\.log")) {
      process.print(line + "\n");
    } else if (path.matches("/dev/stdout|/proc/self/fd/1|(.*/)?access\\.log")) {
      process.log(line + "\n");
    }
  }

  /** An address that the configuration no longer has is not answered on. */
  private void exchange(
      Connection connection,
      int number,
      Listen listen,
      HttpRequest request,
      Consumer<HttpSoftware.Answer> then) {
    configuration
        .server(listen, request.fields().getOrDefault("host", ""))
        .ifPresentOrElse(
            server ->
                new NginxExchange(this, connection, number, listen, server, request).answer(then),
            connection::close);
  }

  private void warn(String message) {
    process.print(begun + " [warn] 1#1: " + message + "\n");
    process.print("nginx: [warn] " + message + "\n");
  }

  /** Says why it cannot start, or go on with what it has read. */
  private void emergency(String message) {
    report(message);
    giveUp();
  }

  /** To its log and, until it runs, to its terminal. */
  private void report(String message) {
    process.print(begun + " [emerg] 1#1: " + message + "\n");
    if (configuration == null) {
      process.print("nginx: [emerg] " + message + "\n");
    }
  }

  /** Ends, or goes on as before. */
  private void giveUp() {
    if (configuration == null) {
      process.exit(1);
    } else {
      closeOthers();
    }
  }

  /** The date and time as the error log has them. */
  String stamp() {
    return Template.values("", process.date()).fill("$date{yyyy/MM/dd HH:mm:ss}");
  }

  /** The time as the variable of a name has it. */
  String time(String variable) {
    Template.Values now = Template.values("", process.date());
    return switch (variable) {
      case "time_local" -> now.fill("$date{dd/MMM/yyyy:HH:mm:ss} +0000");
      case "time_iso8601" -> now.fill("$date{yyyy-MM-dd'T'HH:mm:ss}+00:00");
      default -> process.date().getEpochSecond() + ".000";
    };
  }

  ServiceProcess process() {
    return process;
  }

  Files files() {
    return files;
  }

  Configuration configuration() {
    return configuration;
  }

  NginxUpstreams upstreams() {
    return upstreams;
  }

  NginxUpstreams streamUpstreams() {
    return streamUpstreams;
  }

  HostNames names() {
    return names;
  }

  /** What it calls itself: {@code nginx/1.29.3}. */
  String software() {
    return settings.getOrDefault("server", "nginx");
  }

  /** How many connections it has taken. */
  int connections() {
    return connections;
  }

  /** The number of one more connection, to an upstream. */
  int connect() {
    connections++;
    return connections;
  }
}

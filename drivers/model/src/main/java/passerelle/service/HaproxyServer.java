package passerelle.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.haproxy.Configuration;
import passerelle.haproxy.Member;
import passerelle.haproxy.Proxy;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.text.Align;

/**
 * HAProxy 3.2 by its configuration, as its image starts it ({@code -W -db}): the master is process
 * 1, its worker 8. Its settings are {@code config}, the file, and {@code version}.
 */
final class HaproxyServer {
  private static final int MASTER = 1;
  private static final int WORKER = 8;

  private final ServiceProcess process;
  private final String path;
  private final String version;
  private final int backlog;
  private final HostNames names;
  private final Map<String, HaproxyBackend> backends = new LinkedHashMap<>();
  private final Map<String, Long> sessions = new HashMap<>();
  private final Instant begun;
  private Configuration configuration;

  private HaproxyServer(ServiceProcess process, ServiceSpec spec) {
    this.process = process;
    path = spec.settings().getOrDefault("config", "");
    version = spec.settings().getOrDefault("version", "");
    backlog = spec.backlog();
    names = new HostNames(process);
    begun = process.date();
  }

  /**
   * Starts it; what is wrong ends the process, as HAProxy ends.
   *
   * @param open is run once it listens
   */
  static void start(ServiceProcess process, ServiceSpec spec, OnceOpen open)
      throws KernelException {
    new HaproxyServer(process, spec).begin(open);
  }

  ServiceProcess process() {
    return process;
  }

  Configuration configuration() {
    return configuration;
  }

  /** The servers of a proxy. */
  Optional<HaproxyBackend> backend(String name) {
    return Optional.ofNullable(backends.get(name));
  }

  /** When it was started. */
  Instant begun() {
    return begun;
  }

  /** A request has come to a proxy. */
  void count(Proxy proxy) {
    sessions.merge(proxy.name(), 1L, Long::sum);
  }

  /** How many requests have come to a proxy. */
  long sessions(Proxy proxy) {
    return sessions.getOrDefault(proxy.name(), 0L);
  }

  String version() {
    return version;
  }

  private void begin(OnceOpen open) throws KernelException {
    Optional<String> text = process.file(path);
    List<String> faults = new ArrayList<>();
    if (text.isEmpty()) {
      faults.add(
          "config : Cannot open configuration file/directory "
              + (path + " : No such file or directory"));
    } else if (!text.get().isEmpty() && !text.get().endsWith("\n")) {
      String last = text.get().substring(text.get().lastIndexOf('\n') + 1);
      faults.add(
          ("config : parsing [" + path + ":" + text.get().lines().count() + "]: Missing LF on")
              + (" last line, file might have been truncated at position " + (last.length() + 1))
              + ".");
      faults.add("config : Error(s) found in configuration file : " + path);
      faults.add("config : Fatal errors found in configuration.");
    }
    if (!faults.isEmpty()) {
      end(MASTER, faults);
      return;
    }
    configuration = Configuration.read(path, text.get());
    if (!configuration.parsing().isEmpty()) {
      configuration.parsing().forEach(fault -> faults.add("config : " + fault));
      faults.add("config : Error(s) found in configuration file : " + path);
      faults.add("config : Fatal errors found in configuration.");
      end(WORKER, faults);
      return;
    }
    say("NOTICE", MASTER, "Initializing new worker (" + WORKER + ")");
    faults.addAll(configuration.faults(path));
    if (!faults.isEmpty()) {
      faults.add("Fatal errors found in configuration.");
      end(WORKER, faults);
      return;
    }
    warn();
    List<HaproxyBackend> all = new ArrayList<>();
    for (Proxy proxy : configuration.proxies()) {
      if (proxy.hasServers()) {
        HaproxyBackend backend = new HaproxyBackend(proxy);
        backends.put(proxy.name(), backend);
        all.add(backend);
      }
    }
    resolve(all, 0, 0, new ArrayList<>(), open);
  }

  private void warn() {
    List<String> warnings = configuration.warnings();
    if (!warnings.isEmpty()) {
      introduce(WORKER);
      warnings.forEach(warning -> say("WARNING", WORKER, warning));
    }
  }

  /** Looks up the names of servers, one after the other. */
  private void resolve(
      List<HaproxyBackend> all, int at, int server, List<String> faults, OnceOpen open)
      throws KernelException {
    if (at == all.size()) {
      if (faults.isEmpty()) {
        listen(open);
      } else {
        faults.add("Failed to initialize server(s) addr.");
        end(WORKER, faults);
      }
      return;
    }
    HaproxyBackend backend = all.get(at);
    if (server == backend.proxy().members().size()) {
      resolve(all, at + 1, 0, faults, open);
      return;
    }
    Member member = backend.proxy().members().get(server);
    names.find(
        member.host(),
        found -> {
          Optional<SocketAddress> address =
              found.stream().findFirst().map(ip -> new SocketAddress(ip, member.port()));
          backend.add(new HaproxyBackend.Peer(member, address));
          if (address.isEmpty() && !member.optional()) {
            String name = "'server " + backend.proxy().name() + "/" + member.name() + "'";
            String why = " : could not resolve address '" + member.host() + "'.";
            faults.add("[" + path + ":" + member.line() + "] : " + name + why);
          }
          try {
            resolve(all, at, server + 1, faults, open);
          } catch (KernelException refused) {
            end(WORKER, new ArrayList<>(List.of(refused.getMessage())));
          }
        });
  }

  private void listen(OnceOpen open) throws KernelException {
    for (Proxy proxy : configuration.proxies()) {
      for (Proxy.Bind bind : proxy.binds()) {
        Optional<IpAddress> address = IpAddress.parse(bind.address());
        if (address.isEmpty()) {
          end(WORKER, unbound(proxy, bind, "invalid address"));
          return;
        }
        try {
          SocketAddress local = new SocketAddress(address.get(), bind.port());
          process.listen(local, false, backlog, acceptor(proxy, bind));
        } catch (KernelException refused) {
          if (refused.errno() == Errno.EAFNOSUPPORT) {
            throw refused;
          }
          end(WORKER, unbound(proxy, bind, process.strerror(refused.errno())));
          return;
        }
      }
    }
    say("NOTICE", MASTER, "Loading success.");
    backends.values().forEach(backend -> new HaproxyChecks(this, backend).start());
    open.opened();
  }

  private List<String> unbound(Proxy proxy, Proxy.Bind bind, String why) {
    List<String> faults = new ArrayList<>();
    faults.add(
        ("Binding [" + path + ":" + bind.line() + "] for " + proxy.kind() + " " + proxy.name())
            + (": protocol tcpv4: cannot bind socket (" + why + ") for [" + bind.address())
            + (":" + bind.port() + "]."));
    faults.add("[haproxy.main()] Some protocols failed to start their listeners! Exiting.");
    return faults;
  }

  private Consumer<Connection> acceptor(Proxy proxy, Proxy.Bind bind) {
    Consumer<Connection> plain =
        connection -> {
          if (proxy.logs() && proxy.logFormat().isEmpty()) {
            String kind = proxy.isHttp() ? "/HTTP)" : "/TCP)";
            String ends = connection.peer() + " to " + connection.local();
            log(proxy, "Connect from " + ends + " (" + proxy.name() + kind);
          }
          if (proxy.isHttp()) {
            new HttpServer(
                    (c, request, then) ->
                        new HaproxyExchange(this, proxy, bind.tls(), c, request).answer(then),
                    (c, request, answer) -> {})
                .accept(connection);
          } else {
            new HaproxySession(this, proxy, connection).start();
          }
        };
    return bind.tls() ? TlsAcceptor.of(Map.of("tls", "localhost"), plain) : plain;
  }

  /** Writes a line to the log, if that is standard output. */
  void log(Proxy proxy, String line) {
    if (proxy.logs() && configuration.log()) {
      process.log(line + "\n");
    }
  }

  /** A date as its logs have it. */
  String stamp(Instant when) {
    return Template.values("", when).fill("[$date{dd/MMM/yyyy:HH:mm:ss.SSS}]");
  }

  /** Says something on standard error. */
  void say(String level, int pid, String text) {
    String label = "[" + level + "]";
    process.print(Align.left(label, 11) + "(" + pid + ") : " + text + "\n");
  }

  /** The same, of the worker, and to the log of a proxy. */
  void tell(String level, Proxy proxy, String text) {
    say(level, WORKER, text);
    log(proxy, text.replaceAll("(backend|proxy) '([^']+)'", "$1 $2"));
  }

  private void introduce(int pid) {
    say("NOTICE", pid, "haproxy version is " + version);
    say("NOTICE", pid, "path to executable is /usr/local/sbin/haproxy");
  }

  private void end(int pid, List<String> faults) {
    introduce(pid);
    faults.forEach(fault -> say("ALERT", pid, fault));
    if (pid == WORKER) {
      if (!configuration.parsing().isEmpty()) {
        say("NOTICE", MASTER, "Initializing new worker (" + WORKER + ")");
      }
      introduce(MASTER);
      say("WARNING", MASTER, "Failed to load worker (" + WORKER + ") exited with code 1 (Exit)");
    }
    process.exit(1);
  }
}

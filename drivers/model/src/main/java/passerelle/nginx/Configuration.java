package passerelle.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration says.
 *
 * @param http the http block
 * @param upstreams those of HTTP by name
 * @param stream the stream block, empty where there is none
 */
public record Configuration(
    Scope http, List<VirtualServer> servers, Map<String, Upstream> upstreams, Stream stream) {

  /**
   * A name that has to be resolved at the start, and the directive that has it.
   *
   * @param written as nginx names it: with its port where it is a server of an upstream
   */
  public record Wanted(String host, String written, Directive where) {
    /** What nginx says when it has no address. */
    public ConfigurationError missing() {
      return new ConfigurationError("host not found in upstream \"" + written + "\"", where);
    }
  }

  /** The names of all directives that nginx knows. */
  public static Set<String> directives() {
    return Grammar.names();
  }

  /** Reads a configuration from its main file on. */
  public static Configuration read(Files files, String path) throws ConfigurationError {
    List<Directive> main = new ConfigurationReader(files).read(path);
    if (main.stream().noneMatch(d -> d.name().equals("events"))) {
      throw new ConfigurationError("no \"events\" section in configuration");
    }
    Scope outermost = new Scope(main, Optional.empty());
    Scope http = outermost.inner(inside(main, "http"));
    Map<String, Upstream> upstreams = Upstream.all(http, 80);
    List<VirtualServer> servers = new ArrayList<>();
    for (Directive server : http.own("server")) {
      VirtualServer read = VirtualServer.of(server, http);
      certificates(read, server, files);
      servers.add(read);
    }
    Stream stream = Stream.of(outermost.inner(inside(main, "stream")));
    return new Configuration(http, List.copyOf(servers), upstreams, stream);
  }

  private static List<Directive> inside(List<Directive> main, String block) {
    return main.stream()
        .filter(d -> d.name().equals(block))
        .flatMap(d -> d.block().stream())
        .toList();
  }

  private static void certificates(VirtualServer server, Directive block, Files files)
      throws ConfigurationError {
    if (server.listens().stream().noneMatch(Listen::tls)) {
      return;
    }
    if (server.scope().value("ssl_certificate").isEmpty()) {
      throw new ConfigurationError(
          "no \"ssl_certificate\" is defined for the \"listen ... ssl\" directive", block);
    }
    for (String kind : List.of("ssl_certificate", "ssl_certificate_key")) {
      String named = server.scope().value(kind).orElse("");
      String path = named.startsWith("/") ? named : ConfigurationReader.PREFIX + named;
      if (files.text(path).isEmpty()) {
        throw new ConfigurationError(
            ("cannot load certificate " + (kind.endsWith("key") ? "key " : ""))
                + ("\"" + path + "\": BIO_new_file() failed (SSL: error:80000002:system ")
                + ("library::No such file or directory:calling fopen(" + path + ", r) ")
                + "error:10000080:BIO routines::no such file)");
      }
    }
  }

  /** The files that a configuration is made of, in the order in which they are read. */
  public static List<Files.Named> files(Files files, String path) {
    List<Files.Named> read = new ArrayList<>();
    Files watched =
        new Files() {
          @Override
          public Optional<String> text(String each) {
            return files.text(each);
          }

          @Override
          public Optional<List<String>> names(String directory) {
            return files.names(directory);
          }

          @Override
          public void read(Named file) {
            read.add(file);
          }
        };
    wrong(watched, path);
    return List.copyOf(read);
  }

  /** What is wrong with a configuration, but for names without address; empty if nothing is. */
  public static Optional<String> wrong(Files files, String path) {
    try {
      read(files, path).wanted();
      return Optional.empty();
    } catch (ConfigurationError error) {
      return Optional.of(error.getMessage());
    }
  }

  /** All addresses, in the order in which they first stand there. */
  public List<Listen> listens() {
    Map<String, Listen> all = new LinkedHashMap<>();
    for (VirtualServer server : servers) {
      for (Listen listen : server.listens()) {
        all.merge(
            listen.text(),
            listen,
            (one, other) -> new Listen(one.address(), one.port(), one.tls() || other.tls(), false));
      }
    }
    return List.copyOf(all.values());
  }

  /**
   * The server that answers on an address for a name ({@code ngx_http_find_virtual_server}); empty
   * when none listens there.
   */
  public Optional<VirtualServer> server(Listen on, String host) {
    String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    VirtualServer chosen = null;
    VirtualServer first = null;
    int best = Integer.MAX_VALUE;
    for (VirtualServer server : servers) {
      Optional<Listen> its =
          server.listens().stream().filter(l -> l.text().equals(on.text())).findFirst();
      if (its.isEmpty()) {
        continue;
      }
      first = first == null || its.get().first() ? server : first;
      int rank = server.fits(name).orElse(Integer.MAX_VALUE);
      if (rank < best) {
        best = rank;
        chosen = server;
      }
    }
    return Optional.ofNullable(chosen == null ? first : chosen);
  }

  /** The names of all servers that requests may be handed to, without variables in them. */
  public List<Wanted> wanted() throws ConfigurationError {
    List<Wanted> all = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    wantMembers(http, seen, all);
    wantMembers(stream.scope(), seen, all);
    for (VirtualServer server : servers) {
      passes(server.scope().directives(), seen, all);
    }
    for (StreamServer server : stream.servers()) {
      for (Directive pass : server.scope().own("proxy_pass")) {
        if (!stream.upstreams().containsKey(pass.argument(0))) {
          want(pass.argument(0), name(pass.argument(0)), pass, seen, all);
        }
      }
    }
    return all;
  }

  private static void wantMembers(Scope scope, Set<String> seen, List<Wanted> all) {
    for (Directive upstream : scope.own("upstream")) {
      for (Directive server : upstream.block()) {
        if (server.name().equals("server") && !server.arguments().contains("resolve")) {
          want(server.argument(0), server.argument(0), server, seen, all);
        }
      }
    }
  }

  private void passes(List<Directive> block, Set<String> seen, List<Wanted> all)
      throws ConfigurationError {
    for (Directive each : block) {
      String target = each.argument(0);
      if (each.name().equals("proxy_pass") && !target.contains("$")) {
        if (!target.matches("(?i)https?://.*")) {
          throw new ConfigurationError("invalid URL prefix", each);
        }
        Pass pass = Pass.of(target);
        if (pass.port() < 1 || pass.port() > 65535) {
          throw new ConfigurationError("invalid port in upstream \"" + pass.host() + "\"", each);
        }
        String host = pass.host();
        if (!upstreams.containsKey(host)) {
          want(host, name(host), each, seen, all);
        }
      }
      if (each.name().equals("fastcgi_pass") && !target.contains("$") && !target.contains("/")) {
        if (!upstreams.containsKey(target)) {
          if (!target.contains(":")) {
            throw new ConfigurationError("no port in upstream \"" + target + "\"", each);
          }
          want(target, name(target), each, seen, all);
        }
      }
      passes(each.block(), seen, all);
    }
  }

  private static void want(
      String host, String written, Directive where, Set<String> seen, List<Wanted> all) {
    String name = name(host);
    boolean address = name.matches("[0-9.]+|\\[.*\\]|unix:.*");
    if (!address && seen.add(name)) {
      all.add(new Wanted(name, written, where));
    }
  }

  /** Without the port. */
  private static String name(String host) {
    return host.replaceFirst(":[0-9]+$", "");
  }
}

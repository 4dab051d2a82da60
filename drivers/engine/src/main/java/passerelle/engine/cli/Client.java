package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoQuote;

/**
 * How the client is set up, by the options in front of the command, their variables and its
 * configuration: which context it is in, and where the daemon listens (docker/cli
 * cli/command/cli.go).
 */
public final class Client {
  private static final Set<String> LEVELS =
      Set.of("panic", "fatal", "error", "warn", "warning", "info", "debug", "trace");

  /** Where systemd and dockerd listen; /var/run leads to /run. */
  private static final Set<String> SOCKETS =
      Set.of("unix:///var/run/docker.sock", "unix:///run/docker.sock");

  private static final String PING = "Head \"http://%s/_ping\"";

  /** What a command asks first, where the client names the question in its message. */
  private static final Map<String, String> QUESTIONS =
      Map.of(
          "create", PING,
          "images", "Get \"http://%s/v%s/images/json\"",
          "info", "Get \"http://%s/v%s/info\"",
          "network ls", "Get \"http://%s/v%s/networks\"",
          "ps", "Get \"http://%s/v%s/containers/json\"",
          "run", PING,
          "version", "Get \"http://%s/v%s/version\"",
          "volume ls", "Get \"http://%s/v%s/volumes\"");

  /** Commands that ask for a container by name first. */
  private static final Map<String, String> OF_A_CONTAINER =
      Map.of(
          "exec", "Get \"http://%s/v%s/containers/%s/json\"",
          "inspect", "Get \"http://%s/v%s/containers/%s/json\"",
          "logs", "Get \"http://%s/v%s/containers/%s/json\"",
          "port", "Get \"http://%s/v%s/containers/%s/json\"",
          "rm", "Delete \"http://%s/v%s/containers/%s\"",
          "start", "Post \"http://%s/v%s/containers/%s/start\"",
          "stop", "Post \"http://%s/v%s/containers/%s/stop\"");

  private final Engine engine;
  private final CliStyle style;
  private final DockerIo io;
  private final ParsedFlags flags;
  private final ContextStore contexts;

  /**
   * A client.
   *
   * @param flags the options in front of the command
   */
  public Client(Engine engine, CliStyle style, DockerIo io, ParsedFlags flags) {
    this.engine = engine;
    this.style = style;
    this.io = io;
    this.flags = flags;
    this.contexts = new ContextStore(engine, directory());
  }

  private String directory() {
    return flags
        .text("config")
        .or(() -> variable("DOCKER_CONFIG"))
        .orElseGet(() -> io.variable("HOME").orElse("/root") + "/.docker");
  }

  private Optional<String> variable(String name) {
    return io.variable(name).filter(value -> !value.isEmpty());
  }

  /** The version of the API that it speaks, if the daemon does: {@code 1.45}. */
  public String api() {
    return variable(ApiVersion.VARIABLE)
        .map(typed -> typed.replaceFirst("^v", ""))
        .orElseGet(() -> engine.profile().versions().api());
  }

  public ContextStore contexts() {
    return contexts;
  }

  /** What is said in {@code docker info}; the messages themselves concern nobody. */
  public boolean debugs() {
    return flags.on("debug");
  }

  /** What is wrong with the options whatever the command is. */
  public void check() throws CliException {
    String level = flags.text("log-level").orElse("info");
    if (!LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
      throw new CliException("Unable to parse logging level: " + level + "\n", 1);
    }
    if (flags.has("context") && flags.has("host")) {
      throw new CliException(style.says(Phrase.HOST_AND_CONTEXT) + "\n", 1);
    }
  }

  /** The name of the context that it is in (resolveContextName). */
  public String context() {
    if (flags.has("context")) {
      return flags.text("context").orElse("");
    }
    if (flags.has("host") || variable("DOCKER_HOST").isPresent()) {
      return ContextStore.DEFAULT;
    }
    return variable("DOCKER_CONTEXT").or(contexts::current).orElse(ContextStore.DEFAULT);
  }

  /** Where the daemon of the context that needs no name listens: {@code unix:///...}. */
  public String defaultHost() throws CliException {
    List<String> hosts = flags.all("host");
    if (hosts.size() > 1) {
      throw unresolved("Please specify only one -H");
    }
    boolean tls =
        flags.on("tls")
            || flags.has("tlsverify")
            || variable("DOCKER_TLS").isPresent()
            || variable("DOCKER_TLS_VERIFY").isPresent();
    String typed = hosts.isEmpty() ? variable("DOCKER_HOST").orElse("") : hosts.get(0);
    String host;
    try {
      host = DaemonHost.parse(typed, tls);
    } catch (Problem wrong) {
      throw unresolved(wrong.getMessage());
    }
    if (tls) {
      requireAuthority();
    }
    return host;
  }

  /** The certificate that a server's is held against must be there. */
  private void requireAuthority() throws CliException {
    String certificates = variable("DOCKER_CERT_PATH").orElseGet(contexts::directory);
    String file = flags.text("tlscacert").orElse(certificates + "/ca.pem");
    if (!contexts.hasFile(file)) {
      throw unresolved("open " + file + ": no such file or directory");
    }
    throw Unmodelled.refuse("option --tls of the client");
  }

  /** Where the daemon of the context listens. */
  private String host() throws CliException {
    String context = context();
    if (context.equals(ContextStore.DEFAULT)) {
      return defaultHost();
    }
    return contexts
        .find(context)
        .map(ContextStore.Context::host)
        .orElseThrow(() -> unresolved(contexts.missing(context)));
  }

  private static CliException unresolved(String why) {
    return uninitialized("unable to resolve docker endpoint: " + why);
  }

  private static CliException uninitialized(String why) {
    return new CliException("Failed to initialize: " + why + "\n", 1);
  }

  /**
   * Connects to the daemon.
   *
   * @param command that needs it
   * @param arguments the command's
   * @return what the client says when that fails; empty when the daemon answers
   */
  public Optional<String> failure(String command, List<String> arguments) throws CliException {
    String host = host();
    int colon = host.indexOf("://");
    String address = host.substring(colon + 3);
    return switch (host.substring(0, colon)) {
      case "unix" -> {
        if (SOCKETS.contains(host) && !io.mayConnect()) {
          yield Optional.of(refused(command, arguments, host, address));
        }
        boolean answers =
            SOCKETS.contains(host) && (engine.daemon().isRunning() || io.wakeDaemon());
        yield answers
            ? Optional.empty()
            : Optional.of(
                style.unreachable(
                    host, "dial unix " + address + ": connect: no such file or directory"));
      }
      case "tcp" -> Optional.of(dialled(command, host, address));
      case "fd", "npipe" ->
          throw uninitialized(
              address.isEmpty()
                  ? "unable to parse docker host `" + host + "`"
                  : "protocol not available");
      default -> throw Unmodelled.refuse("a daemon behind " + GoQuote.quote(host));
    };
  }

  /** The socket is root's, and the group docker's. */
  private String refused(String command, List<String> arguments, String host, String address) {
    // That of images comes after one for the version, whose other failures are not told.
    String asked =
        command.equals("images")
            ? PING
            : QUESTIONS.getOrDefault(command, OF_A_CONTAINER.getOrDefault(command, PING));
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    String question = asked.formatted(address.replace("/", "%2F"), api(), name);
    String why = question + ": dial unix " + address + ": connect: permission denied";
    return style.says(Phrase.FORBIDDEN, host, why);
  }

  private String dialled(String command, String host, String address) throws CliException {
    int colon = address.lastIndexOf(':');
    String name = address.substring(0, colon).replaceFirst("^\\[(.*)]$", "$1");
    String digits = address.substring(colon + 1);
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port == 0 || port > 65535) {
      return told(command, host, address, "dial tcp: address " + digits + ": invalid port");
    }
    List<Optional<String>> outcome = new ArrayList<>();
    if (!engine.kernel().spaces().dial(engine.settings().host(), name, port, outcome::add)) {
      throw Unmodelled.refuse("option --host with tcp:// on the real kernel");
    }
    engine.kernel().clock().advanceUntil(() -> !outcome.isEmpty(), Long.MAX_VALUE / 4);
    String why =
        outcome.get(0).orElseThrow(() -> Unmodelled.refuse("a daemon that listens at " + host));
    return told(command, host, address, why);
  }

  private String told(String command, String host, String address, String why) throws CliException {
    if (style.has(Trait.NAMES_NO_QUESTION) || why.matches(".*(connection refused|i/o timeout)")) {
      return style.unreachable(host, why);
    }
    if (!QUESTIONS.containsKey(command)) {
      throw Unmodelled.refuse("docker " + command + " to a daemon that it cannot reach, " + why);
    }
    return "error during connect: " + QUESTIONS.get(command).formatted(address, api()) + ": " + why;
  }
}

package passerelle.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.nginx.Directive;
import passerelle.nginx.Listen;
import passerelle.nginx.Scope;
import passerelle.nginx.StreamServer;
import passerelle.nginx.Variables;
import passerelle.packet.Payload;

/**
 * A TCP session of nginx, from the client's connection to its line in the log ({@code
 * ngx_stream_proxy_module.c}): as soon as one side has said its last, both are closed.
 */
final class NginxStream {
  private static final long SECOND = 1_000_000_000L;
  private static final String CONNECTING = " while connecting to upstream";

  private final NginxServer nginx;
  private final Connection client;
  private final Listen listen;
  private final StreamServer server;
  private final int number;
  private final Instant begun;
  private final Variables variables = new Variables(name -> Optional.of(variable(name)));
  private final List<String> asked = new ArrayList<>();
  private NginxUpstreams.Attempt attempt;
  private Optional<Instant> connected = Optional.empty();
  private Instant lastHeard;
  private long fromClient;
  private long toClient;
  private int status;

  NginxStream(NginxServer nginx, Connection client, Listen listen, StreamServer server) {
    this.nginx = nginx;
    this.client = client;
    this.listen = listen;
    this.server = server;
    number = nginx.connect();
    begun = nginx.process().date();
    lastHeard = begun;
  }

  void start() {
    String address = client.peer().address().toString();
    if (server.forbids(address)) {
      tell("error", "access forbidden by rule while initializing session", "");
      end(403);
    } else if (server.pass().isPresent()) {
      attempt = nginx.streamUpstreams().new Attempt(server.pass().get(), address);
      next(false);
    } else {
      Payload text = Payload.of(variables.fill(server.text().orElse("")));
      toClient = text.length();
      client.send(text);
      end(200);
    }
  }

  private void next(boolean again) {
    Optional<NginxUpstreams.Peer> peer = attempt.next(now().getEpochSecond());
    if (peer.isEmpty()) {
      if (!again) {
        tell("error", "no live upstreams" + CONNECTING, server.pass().orElseThrow().host());
      }
      end(502);
      return;
    }
    try {
      nginx.connect();
      asked.add(peer.get().address().toString());
      Connection upstream = nginx.process().connect(peer.get().address());
      upstream.listen(new Upstream(upstream, peer.get()));
    } catch (KernelException refused) {
      failed(peer.get(), refused.errno());
    }
  }

  private void failed(NginxUpstreams.Peer peer, Errno why) {
    boolean rests = peer.fail(now().getEpochSecond()) && !attempt.isAlone();
    String what = why == Errno.ETIMEDOUT ? "upstream timed out (" : "connect() failed (";
    String address = peer.address().toString();
    tell(
        "error",
        what + why.number() + ": " + nginx.process().strerror(why) + ")" + CONNECTING,
        address);
    if (rests) {
      tell("warn", "upstream server temporarily disabled" + CONNECTING, address);
    }
    next(true);
  }

  private Instant now() {
    return nginx.process().date();
  }

  /** One direction of the session. */
  private class Side extends Relay {
    Side(Connection from, Connection to) {
      super(from, to);
    }

    @Override
    public void received(Payload data) {
      lastHeard = now();
      if (from == client) {
        fromClient += data.length();
      } else {
        toClient += data.length();
      }
      super.received(data);
    }

    @Override
    public void ended() {
      to.close();
      from.close();
      log(200);
    }

    @Override
    public void failed() {
      failed(Errno.ECONNRESET);
    }

    @Override
    public void failed(Errno why) {
      String whom = from == client ? "client" : "upstream";
      tell(
          "error",
          ("recv() failed (" + why.number() + ": " + nginx.process().strerror(why) + ")")
              + (" while proxying and reading from " + whom),
          asked.get(asked.size() - 1));
      ended();
    }
  }

  /** The direction from the upstream, once there is a connection. */
  private final class Upstream extends Side {
    private final NginxUpstreams.Peer peer;
    private final ServiceProcess.Timer timeout;

    Upstream(Connection upstream, NginxUpstreams.Peer peer) {
      super(upstream, client);
      this.peer = peer;
      timeout =
          nginx
              .process()
              .after(time("proxy_connect_timeout", 60 * SECOND), () -> failed(Errno.ETIMEDOUT));
    }

    @Override
    public void connected() {
      timeout.cancel();
      connected = Optional.of(now());
      peer.succeed();
      client.listen(new Side(client, from));
      watch(time("proxy_timeout", 600 * SECOND));
    }

    /** Ends what is silent in both directions for too long. */
    private void watch(long nanos) {
      nginx
          .process()
          .after(
              nanos,
              () -> {
                long left = nanos - millis(lastHeard) * 1_000_000;
                if (status == 0 && left > 0) {
                  watch(left);
                } else if (status == 0) {
                  ended();
                }
              });
    }

    @Override
    public void failed(Errno why) {
      if (connected.isPresent()) {
        super.failed(why);
        return;
      }
      timeout.cancel();
      from.close();
      NginxStream.this.failed(peer, why);
    }
  }

  /** A time of the configuration: {@code 5s}, {@code 500ms}, {@code 1m}. */
  private long time(String directive, long otherwise) {
    String written = server.scope().value(directive).orElse("");
    if (!written.matches("[0-9]{1,6}(ms|[smh])?")) {
      return otherwise;
    }
    long count = Long.parseLong(written.replaceFirst("\\D+", ""));
    return switch (written.replaceFirst("\\d+", "")) {
      case "ms" -> count * SECOND / 1000;
      case "m" -> count * 60 * SECOND;
      case "h" -> count * 3600 * SECOND;
      default -> count * SECOND;
    };
  }

  private void end(int code) {
    client.close();
    log(code);
  }

  private void log(int code) {
    if (status != 0) {
      return;
    }
    status = code;
    Scope stream = nginx.configuration().stream().scope();
    for (Directive each : server.scope().all("access_log")) {
      NginxServer.format(stream, each.argument(1))
          .ifPresent(format -> nginx.log(each.argument(0), variables.fill(format)));
    }
  }

  private void tell(String level, String message, String upstream) {
    String address = client.peer().address().toString();
    String bytes =
        ", bytes from/to client:%1/%2, bytes from/to upstream:%2/%1"
            .replace("%1", "" + fromClient)
            .replace("%2", "" + toClient);
    nginx
        .process()
        .print(
            (nginx.stamp() + " [" + level + "] 29#29: *" + number + " " + message)
                + (", client: " + address + ", server: " + listen.text())
                + (upstream.isEmpty() ? "" : ", upstream: \"" + upstream + "\"" + bytes)
                + "\n");
  }

  private long millis(Instant since) {
    return Duration.between(since, now()).toMillis();
  }

  private static String seconds(long millis) {
    return millis / 1000 + "." + ("" + (1000 + millis % 1000)).substring(1);
  }

  /** What of several servers only the last one has, with what stands for it in the others. */
  private String last(String otherwise, String value) {
    List<String> all = new ArrayList<>(asked);
    all.replaceAll(each -> otherwise);
    if (!all.isEmpty()) {
      all.set(all.size() - 1, connected.isPresent() ? value : otherwise);
    }
    return all.isEmpty() ? "-" : String.join(", ", all);
  }

  private String variable(String name) {
    return switch (name) {
      case "remote_addr" -> client.peer().address().toString();
      case "remote_port" -> "" + client.peer().port();
      case "server_addr" -> client.local().address().toString();
      case "server_port" -> "" + client.local().port();
      case "protocol" -> "TCP";
      case "status" -> "" + status;
      case "bytes_sent" -> "" + toClient;
      case "bytes_received" -> "" + fromClient;
      case "session_time" -> seconds(millis(begun));
      case "connection" -> "" + number;
      case "hostname" -> nginx.process().hostname();
      case "upstream_addr" -> asked.isEmpty() ? "-" : String.join(", ", asked);
      case "upstream_bytes_sent" -> last("0", "" + fromClient);
      case "upstream_bytes_received" -> last("0", "" + toClient);
      case "upstream_connect_time" -> last("-", seconds(connected.map(this::after).orElse(0L)));
      case "time_local", "time_iso8601", "msec" -> nginx.time(name);
      default -> "-";
    };
  }

  private long after(Instant moment) {
    return Duration.between(begun, moment).toMillis();
  }
}

package passerelle.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import passerelle.haproxy.Proxy;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/** A TCP session of HAProxy in {@code mode tcp}, from the client's connection to its log line. */
final class HaproxySession {
  private static final long SECOND = 1_000_000_000L;
  private static final int RETRIES = 3;

  private final HaproxyServer haproxy;
  private final Proxy front;
  private final Connection client;
  private final Instant begun;
  private Optional<Instant> connected = Optional.empty();
  private Optional<HaproxyBackend> backend = Optional.empty();
  private Optional<HaproxyBackend.Peer> peer = Optional.empty();
  private long toClient;
  private int retries;
  private int ends;
  private boolean logged;

  HaproxySession(HaproxyServer haproxy, Proxy front, Connection client) {
    this.haproxy = haproxy;
    this.front = front;
    this.client = client;
    begun = haproxy.process().date();
  }

  void start() {
    String name = front.hasServers() ? front.name() : front.defaultBackend().orElse("");
    backend = haproxy.backend(name);
    String source = client.peer().address().toString();
    peer = backend.flatMap(b -> b.choose(source, "", Optional.empty()));
    if (peer.isEmpty()) {
      client.close();
      log("SC");
      return;
    }
    peer.get().begin();
    connect();
  }

  private void connect() {
    try {
      Connection server = haproxy.process().connect(peer.get().address());
      server.listen(new Side(server, client));
    } catch (KernelException refused) {
      failed();
    }
  }

  /** The same server is asked again, three times, a second apart. */
  private void failed() {
    if (retries < RETRIES) {
      retries++;
      haproxy.process().after(SECOND, this::connect);
      return;
    }
    client.close();
    log("SC");
  }

  /** One direction. */
  private final class Side extends Relay {
    private boolean over;

    Side(Connection from, Connection to) {
      super(from, to);
    }

    @Override
    public void connected() {
      if (from != client) {
        connected = Optional.of(haproxy.process().date());
        client.listen(new Side(client, from));
      }
    }

    @Override
    public void received(Payload data) {
      toClient += to == client ? data.length() : 0;
      super.received(data);
    }

    @Override
    public void ended() {
      if (over) {
        return;
      }
      over = true;
      ends++;
      to.finish();
      if (ends > 1) {
        from.close();
        to.close();
        log("--");
      }
    }

    @Override
    public void failed(Errno why) {
      if (connected.isEmpty()) {
        from.close();
        HaproxySession.this.failed();
        return;
      }
      to.close();
      from.close();
      log(from == client ? "CD" : "SD");
    }

    @Override
    public void failed() {
      failed(Errno.ECONNRESET);
    }
  }

  private void log(String state) {
    if (logged) {
      return;
    }
    logged = true;
    peer.ifPresent(HaproxyBackend.Peer::end);
    if (!front.logFormat().equals("tcplog")) {
      return;
    }
    String tc = connected.map(when -> "" + millis(begun, when)).orElse("-1");
    String server = peer.map(p -> p.member().name()).orElse("<NOSRV>");
    String name = backend.map(b -> b.proxy().name()).orElse(front.name());
    haproxy.log(
        front,
        (client.peer() + " " + haproxy.stamp(begun) + " " + front.name() + " " + name)
            + ("/" + server + " " + (peer.isEmpty() ? "-1" : "1") + "/" + tc + "/")
            + (millis(begun, haproxy.process().date()) + " " + toClient + " " + state)
            + (" 1/1/0/0/" + retries + " 0/0"));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}

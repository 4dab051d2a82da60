package passerelle.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import passerelle.lab.LabDate;
import passerelle.packet.Payload;
import passerelle.packet.tls.TlsCertificate;
import passerelle.packet.tls.TlsException;
import passerelle.packet.tls.TlsServer;

/**
 * Stands before a server and speaks TLS with its clients, and HTTP/2 with those that can. A client
 * that speaks something else, or the TLS of the real world, is refused.
 */
record TlsAcceptor(TlsCertificate certificate, List<String> protocols, Consumer<Connection> server)
    implements Consumer<Connection> {
  /** How long a certificate has been there when the lab begins, and how long it holds. */
  private static final int AGE = 30;

  private static final int LIFE = 90;

  private static final String ANY = "*";

  /**
   * A server behind TLS if its settings have {@code tls}.
   *
   * @param settings {@code tls} is the common name of a self-signed certificate, or the names that
   *     it holds for, parted by commas, the first one its subject, or {@code *} for whichever is
   *     asked for; {@code tls:issuer} who signed it; {@code tls:protocols} what is spoken, the best
   *     first
   */
  static Consumer<Connection> of(Map<String, String> settings, Consumer<Connection> server) {
    String names = settings.getOrDefault("tls", "");
    if (names.isEmpty()) {
      return server;
    }
    String protocols = settings.getOrDefault("tls:protocols", "http/1.1");
    TlsCertificate certificate =
        certificate(List.of(names.split(",")), settings.getOrDefault("tls:issuer", ""));
    return new TlsAcceptor(certificate, List.of(protocols.split(",")), server);
  }

  private static TlsCertificate certificate(List<String> names, String issuer) {
    Instant from = LabDate.BOOT.truncatedTo(ChronoUnit.DAYS).minus(AGE, ChronoUnit.DAYS);
    Instant until = from.plus(LIFE, ChronoUnit.DAYS).minusSeconds(1);
    return issuer.isEmpty()
        ? TlsCertificate.selfSigned(names.get(0), from, until)
        : new TlsCertificate("CN=" + names.get(0), names, issuer, from, until);
  }

  private TlsCertificate shownTo(String name) {
    boolean any = certificate.names().contains(ANY) && !name.isEmpty();
    return any ? certificate(List.of(name), certificate.issuer()) : certificate;
  }

  @Override
  public void accept(Connection connection) {
    connection.listen(new Session(connection));
  }

  /** A connection as the server behind sees it: what is sealed on the wire is plain here. */
  private final class Session extends LayeredConnection {
    private final TlsServer tls = new TlsServer(name -> shownTo(name), protocols);
    private Payload early = Payload.EMPTY;
    private boolean handedOver;
    private boolean over;

    Session(Connection lower) {
      super(lower);
    }

    @Override
    public void received(Payload data) {
      if (over) {
        return;
      }
      try {
        tls.receive(data);
      } catch (TlsException damaged) {
        over = true;
      }
      flush();
      if (over) {
        lower().close();
        return;
      }
      if (tls.isOpen() && !handedOver) {
        handedOver = true;
        server.accept(tls.protocol().equals("h2") ? new Http2Connection(this) : this);
      }
      tell(tls.takeData());
      if (tls.isEnded()) {
        ended();
      }
    }

    private void tell(Payload plain) {
      early = early.plus(plain);
      if (listener().isPresent() && early.length() > 0) {
        Payload all = early;
        early = Payload.EMPTY;
        listener().get().received(all);
      }
    }

    private void flush() {
      Payload sealed = tls.takeOutgoing();
      if (sealed.length() > 0) {
        lower().send(sealed);
      }
    }

    @Override
    public void listen(Listener newListener) {
      super.listen(newListener);
      newListener.connected();
      tell(Payload.EMPTY);
    }

    @Override
    public void send(Payload data) {
      tls.send(data);
      flush();
    }

    @Override
    public void finish() {
      farewell();
      lower().finish();
    }

    @Override
    public void close() {
      farewell();
      lower().close();
    }

    private void farewell() {
      if (!over) {
        over = true;
        tls.close();
        flush();
      }
    }
  }
}

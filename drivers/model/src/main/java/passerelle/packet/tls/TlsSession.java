package passerelle.packet.tls;

import java.util.Optional;
import passerelle.packet.Payload;

/**
 * One end of a connection, without sockets: it is handed what came, and keeps what is to be sent.
 */
public abstract sealed class TlsSession permits TlsClient, TlsServer {
  /** Octets of data that a record has at most. */
  private static final int LONGEST = 16384;

  /** What seals a record besides its content: the type of the content, and 16 octets of proof. */
  private static final int TAG = 16;

  private static final int FINISHED = 48;
  private static final int CLOSE_NOTIFY = 0x0100;

  /** Who is told what goes by, in the words of OpenSSL's clients. */
  public interface Observer {
    /** A record's header. */
    void header(boolean outgoing);

    /**
     * A message.
     *
     * @param what its name and number: {@code TLS handshake, Finished (20)}
     * @param length its octets
     */
    void message(boolean outgoing, String what, int length);
  }

  /** Nobody. */
  public static final Observer UNOBSERVED =
      new Observer() {
        @Override
        public void header(boolean outgoing) {}

        @Override
        public void message(boolean outgoing, String what, int length) {}
      };

  private final Observer observer;
  private Payload unread = Payload.EMPTY;
  private Payload outgoing = Payload.EMPTY;
  private Payload data = Payload.EMPTY;
  private Optional<KeyStream> sending = Optional.empty();
  private Optional<KeyStream> receiving = Optional.empty();
  private boolean open;
  private boolean ended;

  TlsSession(Observer observer) {
    this.observer = observer;
  }

  /** The handshake is over: data may be sent. */
  public boolean isOpen() {
    return open;
  }

  /** The peer has said that it sends no more. */
  public boolean isEnded() {
    return ended;
  }

  /** What is to be sent, once. */
  public Payload takeOutgoing() {
    Payload taken = outgoing;
    outgoing = Payload.EMPTY;
    return taken;
  }

  /** Data that came, once. */
  public Payload takeData() {
    Payload taken = data;
    data = Payload.EMPTY;
    return taken;
  }

  /** Takes octets that came. */
  public void receive(Payload octets) throws TlsException {
    unread = unread.plus(octets);
    while (unread.length() >= TlsRecord.HEADER) {
      int type = unread.at(0);
      if (type < TlsRecord.CHANGE_CIPHER_SPEC || type > 23 || unread.at(1) != 3) {
        throw new TlsException(TlsException.WRONG_VERSION);
      }
      int end = TlsRecord.HEADER + (unread.at(3) << 8 | unread.at(4));
      if (unread.length() < end) {
        return;
      }
      TlsRecord record = new TlsRecord(type, unread.slice(TlsRecord.HEADER, end));
      unread = unread.slice(end, unread.length());
      observer.header(false);
      receive(record);
    }
  }

  private void receive(TlsRecord record) throws TlsException {
    boolean sealed = record.type() == TlsRecord.APPLICATION_DATA;
    TlsRecord inner = sealed ? unseal(record.fragment()) : record;
    switch (inner.type()) {
      case TlsRecord.CHANGE_CIPHER_SPEC -> observer.message(false, CHANGE, 1);
      case TlsRecord.HANDSHAKE -> {
        Handshake message = Handshake.read(inner.fragment());
        observer.message(false, message.kind().told(), message.length());
        receive(message);
      }
      case TlsRecord.APPLICATION_DATA -> data = data.plus(inner.fragment());
      default -> alert(inner.fragment());
    }
  }

  private static final String CHANGE = "TLS change cipher, Change cipher spec (1)";

  private void alert(Payload alert) throws TlsException {
    int code = new OctetReader(alert).u16();
    if (code != CLOSE_NOTIFY) {
      throw new TlsException(TlsException.HANDSHAKE_FAILURE);
    }
    observer.message(false, "TLS alert, close notify (256)", 2);
    ended = true;
  }

  /** Takes a message of the handshake. */
  abstract void receive(Handshake message) throws TlsException;

  /** Has the handshake done. */
  void open() {
    open = true;
  }

  /**
   * Takes the keys into use, which follow from what both ends have said.
   *
   * @param client whether this is the client's end
   */
  void key(Payload randoms, boolean client) {
    KeyStream own = KeyStream.of(randoms, client ? "client" : "server");
    KeyStream other = KeyStream.of(randoms, client ? "server" : "client");
    sending = Optional.of(own);
    receiving = Optional.of(other);
  }

  void sendHello(Handshake message, int version) {
    observer.header(true);
    observer.message(true, message.kind().told(), message.length());
    outgoing = outgoing.plus(new TlsRecord(TlsRecord.HANDSHAKE, message.write()).write(version));
  }

  void send(Handshake message) {
    observer.header(true);
    observer.message(true, message.kind().told(), message.length());
    outgoing = outgoing.plus(seal(TlsRecord.HANDSHAKE, message.write()));
  }

  /** The record that TLS 1.3 needs no more and sends for the sake of old middleboxes. */
  void sendChangeCipherSpec() {
    observer.header(true);
    observer.message(true, CHANGE, 1);
    outgoing =
        outgoing.plus(
            new TlsRecord(TlsRecord.CHANGE_CIPHER_SPEC, Payload.of(new byte[] {1})).write());
  }

  void sendFinished(Payload randoms, String whose) {
    Payload proof = KeyStream.of(randoms, "finished " + whose).octets(FINISHED);
    send(new Handshake(Handshake.Kind.FINISHED, proof));
  }

  /**
   * Refuses and says why.
   *
   * @param code level and description (RFC 8446 section 6)
   */
  void sendAlert(int code, String name) {
    observer.header(true);
    observer.message(true, "TLS alert, " + name + " (" + code + ")", 2);
    sendAlert(code);
  }

  private void sendAlert(int code) {
    Payload alert = new OctetWriter().u16(code).payload();
    outgoing =
        outgoing.plus(
            sending.isPresent()
                ? seal(TlsRecord.ALERT, alert)
                : new TlsRecord(TlsRecord.ALERT, alert).write());
  }

  /** Sends data. */
  public void send(Payload plain) {
    for (int from = 0; from < plain.length(); from += LONGEST) {
      observer.header(true);
      Payload part = plain.slice(from, Math.min(plain.length(), from + LONGEST));
      outgoing = outgoing.plus(seal(TlsRecord.APPLICATION_DATA, part));
    }
  }

  /** Says that nothing more will be sent. */
  public void close() {
    sendAlert(CLOSE_NOTIFY);
  }

  /** A record that shows its length and nothing else (RFC 8446 section 5.2). */
  private Payload seal(int type, Payload content) {
    Payload inner = new OctetWriter().octets(content).u8(type).payload();
    Payload sealed = sending.orElseThrow().cover(inner.plus(Payload.zeros(TAG)));
    return new TlsRecord(TlsRecord.APPLICATION_DATA, sealed).write();
  }

  private TlsRecord unseal(Payload sealed) throws TlsException {
    if (receiving.isEmpty() || sealed.length() <= TAG) {
      throw new TlsException(TlsException.UNEXPECTED_MESSAGE);
    }
    Payload inner = receiving.get().cover(sealed);
    int type = inner.at(inner.length() - TAG - 1);
    return new TlsRecord(type, inner.slice(0, inner.length() - TAG - 1));
  }
}

package passerelle.service;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import passerelle.packet.Payload;

/** Messages over TCP have their length before them (RFC 1035 section 4.2.2). */
final class DnsOverTcp implements Connection.Listener {
  private final BiConsumer<Payload, Consumer<Payload>> server;
  private final Connection connection;
  private Payload received = Payload.EMPTY;

  private DnsOverTcp(BiConsumer<Payload, Consumer<Payload>> server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  /**
   * Takes connections.
   *
   * @param server is asked a question, and told whom to answer, now or later
   */
  static Consumer<Connection> server(BiConsumer<Payload, Consumer<Payload>> server) {
    return connection -> connection.listen(new DnsOverTcp(server, connection));
  }

  @Override
  public void received(Payload data) {
    received = received.plus(data);
    while (received.length() >= 2) {
      int length = received.at(0) << 8 | received.at(1);
      if (received.length() < 2 + length) {
        return;
      }
      Payload message = received.slice(2, 2 + length);
      received = received.slice(2 + length, received.length());
      server.accept(message, reply -> connection.send(framed(reply)));
    }
  }

  private static Payload framed(Payload message) {
    byte[] length = {(byte) (message.length() >>> 8), (byte) message.length()};
    return Payload.of(length).plus(message);
  }

  @Override
  public void ended() {
    connection.close();
  }
}

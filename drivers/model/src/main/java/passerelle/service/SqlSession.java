package passerelle.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.Payload;
import passerelle.packet.sql.SqlMessage;

/**
 * One client of a database: what it sends is taken apart into the messages of a protocol.
 *
 * @param <M> a message of the protocol
 */
abstract class SqlSession<M extends SqlMessage> implements Connection.Listener {
  final Connection connection;

  /** What {@link SqlStore} is told of server and client. */
  final Map<String, String> known = new LinkedHashMap<>();

  private Payload received = Payload.EMPTY;

  SqlSession(Connection connection) {
    this.connection = connection;
  }

  /** The first message of what has come in; empty while it is not whole. */
  abstract Optional<M> read(Payload data);

  abstract void answer(M message);

  @Override
  public final void received(Payload data) {
    received = received.plus(data);
    Optional<M> next = read(received);
    while (next.isPresent()) {
      received = received.slice(next.get().length(), received.length());
      answer(next.get());
      next = read(received);
    }
  }

  @Override
  public final void ended() {
    connection.close();
  }
}

package passerelle.service;

import java.util.function.Consumer;
import passerelle.packet.Payload;

/** The classic small services over TCP. */
final class SmallServices {
  /** How long a program started for a connection takes until it writes, and until it ends. */
  private static final long START = 1_000_000;

  private static final long END = 300_000;

  private SmallServices() {}

  /** Sends a text and closes, as {@code nc -ll -e echo} does; what the client says is not read. */
  static Consumer<Connection> banner(Payload text) {
    return connection ->
        connection.after(
            START,
            () -> {
              connection.send(text);
              connection.after(END, connection::close);
            });
  }

  /** Sends back what comes (RFC 862). */
  static void echo(Connection connection) {
    connection.listen(
        new Connection.Listener() {
          @Override
          public void received(Payload data) {
            connection.send(data);
            connection.read(!connection.isCongested());
          }

          @Override
          public void drained() {
            connection.read(true);
          }

          @Override
          public void ended() {
            connection.close();
          }
        });
  }

  /** Reads and says nothing (RFC 863). */
  static void sink(Connection connection) {
    connection.listen(
        new Connection.Listener() {
          @Override
          public void ended() {
            connection.close();
          }
        });
  }
}

package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.packet.Payload;
import passerelle.text.Resources;

/**
 * A Redis server: the protocol RESP 2 (redis.io: protocol specification), and a store in memory.
 */
final class RedisServer implements Consumer<Connection> {
  private static final int LONGEST = 1 << 20;

  /** What who is not on the server's own machine is told ({@code clientAcceptHandler}). */
  private static final String PROTECTED = Resources.text(RedisServer.class, "redis-protected.txt");

  private final RedisStore store;
  private final Map<String, String> settings;

  RedisServer(ServiceProcess process, Map<String, String> settings) {
    this.settings = settings;
    store = new RedisStore(process::date);
  }

  @Override
  public void accept(Connection connection) {
    connection.listen(new Session(connection));
  }

  /** What one client says. */
  private final class Session implements Connection.Listener {
    private final Connection connection;
    private final String password = settings.getOrDefault("password", "");
    private boolean known = password.isEmpty();
    private String received = "";

    Session(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void received(Payload data) {
      received += new String(data.toBytes(), StandardCharsets.ISO_8859_1);
      if (received.length() > LONGEST) {
        connection.close();
        return;
      }
      Optional<Request> next = Request.read(received);
      while (next.isPresent()) {
        received = received.substring(next.get().length());
        answer(next.get().words());
        next = Request.read(received);
      }
    }

    @Override
    public void connected() {
      boolean near = connection.peer().address().isLoopback();
      if (settings.getOrDefault("protected", "no").equals("yes") && password.isEmpty() && !near) {
        connection.send(Payload.of(PROTECTED));
        connection.close();
      }
    }

    private void answer(List<String> words) {
      if (words.isEmpty()) {
        return;
      }
      String reply = reply(words);
      connection.send(Payload.of(reply.getBytes(StandardCharsets.ISO_8859_1)));
      if (words.get(0).equalsIgnoreCase("QUIT")) {
        connection.close();
      }
    }

    private String reply(List<String> words) {
      String name = words.get(0).toUpperCase(Locale.ROOT);
      if (name.equals("AUTH") && words.size() > 1) {
        return authenticate(words);
      }
      if (!known && !name.equals("QUIT")) {
        return "-NOAUTH Authentication required.\r\n";
      }
      return name.equals("INFO") ? info() : store.answer(words);
    }

    /** {@code AUTH PASSWORD}, or that of a user; there is the default one alone. */
    private String authenticate(List<String> words) {
      if (password.isEmpty()) {
        return "-ERR AUTH <password> called without any password configured for the default user."
            + " Are you sure your configuration is correct?\r\n";
      }
      boolean user = words.size() == 2 || words.get(1).equals("default");
      known = user && words.get(words.size() - 1).equals(password);
      return known
          ? "+OK\r\n"
          : "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
    }

    private String info() {
      String text =
          "# Server\r\nredis_version:"
              + settings.getOrDefault("version", "8.2.2")
              + "\r\nredis_mode:standalone\r\nos:Linux 6.18.0 x86_64\r\nprocess_id:1\r\ntcp_port:"
              + connection.local().port()
              + "\r\n\r\n# Clients\r\nconnected_clients:1\r\n\r\n# Replication\r\nrole:master\r\n"
              + "connected_slaves:0\r\n\r\n# Keyspace\r\n"
              + (store.size() == 0 ? "" : "db0:keys=" + store.size() + ",expires=0,avg_ttl=0\r\n");
      return RedisStore.bulk(text);
    }

    @Override
    public void ended() {
      connection.close();
    }
  }

  /**
   * A request: an array of bulk strings, or a line of words.
   *
   * @param length how much of what came it took
   */
  private record Request(List<String> words, int length) {

    static Optional<Request> read(String text) {
      int end = text.indexOf('\n');
      if (end < 0) {
        return Optional.empty();
      }
      String line = text.substring(0, end).replace("\r", "");
      if (!line.startsWith("*")) {
        List<String> words = List.of(line.trim().split("\\s+"));
        return Optional.of(new Request(line.isBlank() ? List.of() : words, end + 1));
      }
      int count = number(line);
      List<String> words = new ArrayList<>();
      int at = end + 1;
      for (int i = 0; i < count; i++) {
        int next = text.indexOf('\n', at);
        if (next < 0) {
          return Optional.empty();
        }
        int length = number(text.substring(at, next).replace("\r", ""));
        at = next + 1;
        if (text.length() < at + length + 2) {
          return Optional.empty();
        }
        words.add(text.substring(at, at + length));
        at += length + 2;
      }
      return Optional.of(new Request(words, at));
    }

    private static int number(String line) {
      String digits = line.substring(Math.min(1, line.length()));
      return digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
    }
  }
}

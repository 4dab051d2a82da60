package passerelle.service;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.packet.Payload;
import passerelle.packet.sql.FieldReader;
import passerelle.packet.sql.Fields;
import passerelle.packet.sql.MySqlPacket;

/**
 * A MySQL or MariaDB server: its protocol 4.1 for queries in text, without TLS and without
 * passwords, and what {@link SqlAnswer} knows.
 */
final class MySqlServer implements Consumer<Connection> {
  private static final int AUTOCOMMIT = 2;
  private static final int LONG = 3;
  private static final int STRING = 0xfd;
  private final String version;
  private int threads = 7;

  MySqlServer(Map<String, String> settings) {
    version = settings.getOrDefault("version", "9.5.0");
  }

  @Override
  public void accept(Connection connection) {
    connection.listen(new Session(connection));
  }

  /** One client. */
  private final class Session extends SqlSession<MySqlPacket> {
    private final int thread = ++threads;
    private boolean started;
    private int number;

    Session(Connection connection) {
      super(connection);
    }

    @Override
    public void connected() {
      Fields hello = new Fields().big(10, 1).text(version).little(thread, 4);
      hello.bare("passerel").big(0, 1).little(MySqlPacket.CAPABILITIES & 0xffff, 2);
      hello.big(MySqlPacket.UTF8, 1).little(AUTOCOMMIT, 2);
      hello.little(MySqlPacket.CAPABILITIES >>> 16, 2).big(21, 1).bare("\0".repeat(10));
      send(hello.text("lesalted4you").text("caching_sha2_password"));
    }

    private void send(Fields payload) {
      connection.send(new MySqlPacket(number++, payload.done()).bytes());
    }

    @Override
    Optional<MySqlPacket> read(Payload data) {
      return MySqlPacket.read(data);
    }

    @Override
    void answer(MySqlPacket packet) {
      number = packet.number() + 1;
      FieldReader in = new FieldReader(packet.payload());
      if (!started) {
        start(in);
        return;
      }
      switch ((int) in.big(1)) {
        case MySqlPacket.QUIT -> connection.close();
        case MySqlPacket.PING -> fine();
        case MySqlPacket.QUERY -> query(in.bare(Integer.MAX_VALUE / 2));
        default -> refuse();
      }
    }

    private void start(FieldReader in) {
      started = true;
      in.bare(32);
      String user = in.text();
      known.put("version", version);
      known.put("user", user + "@" + connection.peer().address());
      known.put("current_user", user + "@%");
      known.put("connection_id", "" + thread);
      fine();
    }

    private void fine() {
      send(new Fields().big(0, 3).little(AUTOCOMMIT, 2).big(0, 2));
    }

    private void refuse() {
      Fields error = new Fields().big(MySqlPacket.ERROR, 1).little(1235, 2);
      send(error.bare("#42000").bare(SqlAnswer.REFUSAL));
    }

    private void end() {
      send(new Fields().big(MySqlPacket.END, 1).big(0, 2).little(AUTOCOMMIT, 2));
    }

    private void query(String sql) {
      Optional<SqlAnswer> answer = SqlAnswer.of(sql, known);
      if (answer.isEmpty()) {
        refuse();
        return;
      }
      send(new Fields().big(answer.get().columns().size(), 1));
      Fields row = new Fields();
      for (SqlAnswer.Column column : answer.get().columns()) {
        Fields head = new Fields().counted("def").counted("").counted("").counted("");
        head.counted(column.expression()).counted("").big(12, 1).little(MySqlPacket.UTF8, 2);
        head.little(column.value().length(), 4).big(column.number() ? LONG : STRING, 1);
        send(head.little(0, 2).big(0, 3));
        row.counted(column.value());
      }
      end();
      send(row);
      end();
    }
  }
}

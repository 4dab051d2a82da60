package passerelle.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.packet.Payload;
import passerelle.packet.sql.FieldReader;
import passerelle.packet.sql.Fields;
import passerelle.packet.sql.MySqlPacket;
import passerelle.packet.sql.Scramble;

/**
 * A MySQL or MariaDB server: its protocol 4.1 for queries in text, without TLS, the passwords of
 * root and of one user, and what {@link SqlStore} keeps.
 */
final class MySqlServer implements Consumer<Connection> {
  private static final int AUTOCOMMIT = 2;
  private static final int LONG = 3;
  private static final int STRING = 0xfd;
  private static final Pattern USE = Pattern.compile("(?i)use\\s+`?(\\w+)`?\\s*;?");
  private final String version;
  private final SqlStore store;
  private static final String NONCE = "passerelesalted4you.";
  private static final int NONCE_HEAD = 8;
  private static final int SCRAMBLE = 32;

  /** By user. */
  private final Map<String, String> passwords = new LinkedHashMap<>();

  private int threads = 7;

  MySqlServer(ServiceProcess process, Map<String, String> settings) {
    version = settings.getOrDefault("version", "9.5.0");
    passwords.put("root", settings.getOrDefault("root", ""));
    if (settings.containsKey("user")) {
      passwords.put(settings.get("user"), settings.getOrDefault("password", ""));
    }
    String made = settings.getOrDefault("database", "");
    store =
        new SqlStore(
            SqlDialect.MYSQL,
            () -> SqlDate.of(process).replaceFirst("\\..*", ""),
            "information_schema",
            "mysql",
            "performance_schema",
            "sys");
    Map<String, String> known = new LinkedHashMap<>();
    if (!made.isEmpty()) {
      store.open(made);
      known.put("current_database", made);
    }
    SqlJournal.open(process, settings.getOrDefault("journal", ""), store, known);
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
      hello.text(NONCE.substring(0, NONCE_HEAD)).little(MySqlPacket.CAPABILITIES & 0xffff, 2);
      hello.big(MySqlPacket.UTF8, 1).little(AUTOCOMMIT, 2);
      hello.little(MySqlPacket.CAPABILITIES >>> 16, 2).big(21, 1).bare("\0".repeat(10));
      send(hello.text(NONCE.substring(NONCE_HEAD)).text("caching_sha2_password"));
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
        case MySqlPacket.INIT_DB -> open(in.bare(Integer.MAX_VALUE / 2));
        default -> refuse(SqlStore.unmodelled());
      }
    }

    private void start(FieldReader in) {
      started = true;
      in.bare(32);
      String user = in.text();
      boolean shown = in.big(1) > 0;
      String scramble = shown ? octets(in) : "";
      String password = passwords.get(user);
      if (password == null || !scramble.equals(octets(Scramble.of(password, NONCE)))) {
        String host = connection.peer().address().toString();
        String at = host.matches("127\\..*|::1") ? "localhost" : host;
        String using = "' (using password: " + (shown ? "YES)" : "NO)");
        String denied = "Access denied for user '" + user + "'@'" + at + using;
        refuse(new SqlFault(SqlFault.Kind.DENIED, denied));
        connection.close();
        return;
      }
      known.put("version", version);
      known.put("user", user + "@" + connection.peer().address());
      known.put("current_user", user + "@%");
      known.put("connection_id", "" + thread);
      fine();
    }

    private String octets(Payload scramble) {
      return scramble.length() == 0 ? "" : octets(new FieldReader(scramble));
    }

    private String octets(FieldReader in) {
      StringBuilder octets = new StringBuilder();
      for (int i = 0; i < SCRAMBLE; i++) {
        octets.append((char) in.big(1));
      }
      return octets.toString();
    }

    private void fine() {
      send(new Fields().big(0, 3).little(AUTOCOMMIT, 2).big(0, 2));
    }

    private void refuse(SqlFault fault) {
      Fields error = new Fields().big(MySqlPacket.ERROR, 1).little(fault.kind().number(), 2);
      send(error.bare("#" + fault.kind().mysqlState()).bare(fault.getMessage()));
    }

    private void end() {
      send(new Fields().big(MySqlPacket.END, 1).big(0, 2).little(AUTOCOMMIT, 2));
    }

    private void query(String sql) {
      Matcher use = USE.matcher(sql);
      if (use.matches()) {
        open(use.group(1));
        return;
      }
      SqlAnswer answer = store.run(sql.replaceFirst("\\s*;\\s*$", ""), known);
      if (answer.error().isPresent()) {
        refuse(answer.error().get());
      } else if (answer.columns().isEmpty()) {
        Fields done = new Fields().big(0, 1).big(answer.changed(), 1).big(0, 1);
        send(done.little(AUTOCOMMIT, 2).big(0, 2));
      } else {
        rows(answer);
      }
    }

    private void open(String database) {
      Optional<SqlFault> fault = store.use(database);
      if (fault.isPresent()) {
        refuse(fault.get());
      } else {
        known.put("current_database", database);
        known.put("database", database);
        fine();
      }
    }

    private void rows(SqlAnswer answer) {
      send(new Fields().big(answer.columns().size(), 1));
      for (int i = 0; i < answer.columns().size(); i++) {
        SqlAnswer.Column column = answer.columns().get(i);
        int at = i;
        int width =
            answer.rows().stream()
                .mapToInt(r -> r[at] == null ? 4 : r[at].length())
                .max()
                .orElse(0);
        Fields head = new Fields().counted("def").counted("").counted("").counted("");
        head.counted(column.expression()).counted("").big(12, 1).little(MySqlPacket.UTF8, 2);
        head.little(width, 4).big(column.number() ? LONG : STRING, 1);
        send(head.little(0, 2).big(0, 3));
      }
      end();
      for (String[] values : answer.rows()) {
        Fields row = new Fields();
        for (String value : values) {
          if (value == null) {
            row.big(MySqlPacket.NULL, 1);
          } else {
            row.counted(value);
          }
        }
        send(row);
      }
      end();
    }
  }
}

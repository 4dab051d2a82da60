package passerelle.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.packet.Payload;
import passerelle.packet.sql.FieldReader;
import passerelle.packet.sql.Fields;
import passerelle.packet.sql.PgMessage;
import passerelle.packet.sql.Scram;

/**
 * A PostgreSQL server: its protocol 3.0 for simple queries, without TLS, and what {@link SqlStore}
 * keeps. As the pg_hba.conf of its image says, it trusts who is on its own machine, and asks others
 * for the password of its one role by {@link Scram}.
 */
final class PostgresServer implements Consumer<Connection> {
  private static final int INT4 = 23;
  private static final int TEXT = 25;

  /** Authentication requests (protocol, "Message Formats"). */
  private static final int OK = 0;

  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  /** Random in a real server; nobody attacks a lab's. */
  private static final String NONCE = "cGFzc2VyZWxsZSBsYWIh";

  private static final String SALT = "c2VsIGRlIEd1w6lyYW5kZQ==";

  private final String version;

  /** The version with what it was built of and for. */
  private final String build;

  private final SqlStore store;

  /** The superuser, the only role there is at first. */
  private final String owner;

  /** The superuser's; empty where everybody is trusted. */
  private String password = "";

  private Optional<Scram> verifier = Optional.empty();

  PostgresServer(ServiceProcess process, Map<String, String> settings) {
    version = settings.getOrDefault("version", "18.1");
    build = settings.getOrDefault("build", version + " on x86_64-pc-linux-gnu");
    store =
        new SqlStore(
            SqlDialect.POSTGRES, () -> SqlDate.of(process), "postgres", "template0", "template1");
    owner = settings.getOrDefault("user", "postgres");
    String made = settings.getOrDefault("database", owner);
    store.open(made);
    store.setOwner(owner);
    if (!settings.getOrDefault("method", "").equals("trust")) {
      password = settings.getOrDefault("password", "");
      Optional.ofNullable(settings.get("passwordFile"))
          .ifPresent(file -> process.ask(() -> process.file(file), this::takePassword));
    }
    SqlJournal.open(
        process,
        settings.getOrDefault("journal", ""),
        store,
        new LinkedHashMap<>(Map.of("current_database", made)));
  }

  private void takePassword(Optional<String> file) {
    password = file.map(String::strip).orElse("");
  }

  private Scram verifier() {
    if (verifier.isEmpty()) {
      verifier = Optional.of(Scram.of(password, SALT, Scram.ITERATIONS));
    }
    return verifier.get();
  }

  @Override
  public void accept(Connection connection) {
    connection.listen(new Session(connection));
  }

  /** One client. */
  private final class Session extends SqlSession<PgMessage> {
    private boolean started;
    private boolean admitted;
    private String clientFirst = "";
    private String serverFirst = "";

    Session(Connection connection) {
      super(connection);
    }

    @Override
    Optional<PgMessage> read(Payload data) {
      return PgMessage.read(data, started);
    }

    @Override
    void answer(PgMessage message) {
      if (!started) {
        start(new FieldReader(message.body()));
      } else if (!admitted && message.type() == 'p') {
        prove(new FieldReader(message.body()));
      } else if (!admitted) {
        connection.close();
      } else if (message.type() == 'Q') {
        query(new FieldReader(message.body()).text());
      } else if (message.type() == 'X') {
        connection.close();
      }
    }

    private void start(FieldReader in) {
      long code = in.big(4);
      if (code == PgMessage.SSL_REQUEST) {
        connection.send(Payload.of("N"));
        return;
      }
      if (code != PgMessage.VERSION) {
        connection.close();
        return;
      }
      started = true;
      Map<String, String> told = new LinkedHashMap<>();
      String name = in.text();
      while (!name.isEmpty()) {
        told.put(name, in.text());
        name = in.text();
      }
      String user = told.getOrDefault("user", "");
      known.put("current_user", user);
      String database = told.getOrDefault("database", user);
      known.put("current_database", database);
      if (password.isEmpty() || connection.peer().address().isLoopback()) {
        if (user.equals(owner)) {
          open();
        } else {
          refuse("28000", "role \"" + user + "\" does not exist");
        }
        return;
      }
      send('R', new Fields().big(PgMessage.SASL, 4).text(Scram.MECHANISM).big(0, 1));
    }

    private void prove(FieldReader in) {
      if (clientFirst.isEmpty()) {
        in.text();
        clientFirst = in.bare((int) Math.max(0, in.big(4)));
        String nonces = Scram.attribute(clientFirst, 'r').orElse("") + NONCE;
        serverFirst = Scram.serverFirst(nonces, SALT);
        send('R', new Fields().big(SASL_CONTINUE, 4).bare(serverFirst));
        return;
      }
      String user = known.get("current_user");
      String proof = in.bare(Integer.MAX_VALUE / 2);
      if (!verifier().proves(proof, clientFirst, serverFirst) || !user.equals(owner)) {
        refuse("28P01", "password authentication failed for user \"" + user + "\"");
        return;
      }
      String last = verifier().serverFinal(clientFirst, serverFirst);
      send('R', new Fields().big(SASL_FINAL, 4).bare(last));
      open();
    }

    private void open() {
      String database = known.get("current_database");
      if (!store.has(database)) {
        refuse("3D000", "database \"" + database + "\" does not exist");
        return;
      }
      known.put("version", "PostgreSQL " + build);
      known.put("inet_client_addr", connection.peer().address().toString());
      known.put("inet_client_port", "" + connection.peer().port());
      known.put("inet_server_addr", connection.local().address().toString());
      known.put("inet_server_port", "" + connection.local().port());
      admitted = true;
      send('R', new Fields().big(OK, 4));
      send('S', new Fields().text("server_version").text(version));
      send('S', new Fields().text("client_encoding").text("UTF8"));
      send('K', new Fields().big(1, 4).big(connection.peer().port(), 4));
      ready();
    }

    private void send(char type, Fields body) {
      connection.send(new PgMessage(type, body.done()).bytes());
    }

    /** Ends the session before it begins. */
    private void refuse(String state, String message) {
      Fields error = new Fields().bare("S").text("FATAL").bare("V").text("FATAL");
      send('E', error.bare("C").text(state).bare("M").text(message).big(0, 1));
      connection.close();
    }

    private void ready() {
      send('Z', new Fields().bare("I"));
    }

    private void query(String sql) {
      List<String> commands = SqlWords.commands(sql);
      for (String command : commands) {
        SqlAnswer answer = store.run(command, known);
        answer(answer, commands.size() == 1);
        if (answer.error().isPresent()) {
          break;
        }
      }
      ready();
    }

    private void answer(SqlAnswer answer, boolean alone) {
      if (answer.error().isPresent()) {
        SqlFault fault = answer.error().get();
        Fields error = new Fields().bare("S").text("ERROR").bare("V").text("ERROR");
        error.bare("C").text(fault.kind().sqlState()).bare("M").text(fault.getMessage());
        if (alone && fault.position() > 0) {
          error.bare("P").text("" + fault.position());
        }
        send('E', error.big(0, 1));
        return;
      }
      if (!answer.columns().isEmpty()) {
        rows(answer);
      }
      send('C', new Fields().text(answer.tag()));
    }

    private void rows(SqlAnswer answer) {
      int count = answer.columns().size();
      Fields head = new Fields().big(count, 2);
      for (SqlAnswer.Column column : answer.columns()) {
        head.text(column.name().isEmpty() ? "?column?" : column.name());
        head.big(0, 4).big(0, 2).big(column.number() ? INT4 : TEXT, 4);
        head.big(column.number() ? 4 : -1, 2).big(-1, 4).big(0, 2);
      }
      send('T', head);
      for (String[] values : answer.rows()) {
        Fields row = new Fields().big(count, 2);
        for (String value : values) {
          if (value == null) {
            row.big(-1, 4);
          } else {
            row.big(Payload.of(value).length(), 4).bare(value);
          }
        }
        send('D', row);
      }
    }
  }
}

package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.packet.Payload;
import passerelle.packet.sql.FieldReader;
import passerelle.packet.sql.Fields;
import passerelle.packet.sql.PgMessage;
import passerelle.packet.sql.Scram;

/** The client's side of PostgreSQL's protocol (interfaces/libpq). */
record PgClient(Dialogue dialogue) {
  private static final List<Long> NUMBERS = List.of(20L, 21L, 23L, 700L, 701L, 1700L);
  private static final int MOST = 1664;

  /** Random in a real client; nobody attacks a lab's. */
  private static final String NONCE = "cG9zdGdyZXMgY2xpZW50";

  /**
   * How a session begins.
   *
   * @param client empty where it does not
   * @param refusal why it does not
   * @param needsPassword the server asked for one, and there was none
   */
  record Start(Optional<PgClient> client, Optional<String> refusal, boolean needsPassword) {
    static Start refused(String why) {
      return new Start(Optional.empty(), Optional.of(why), false);
    }

    /** The same with where it was tried before the reason. */
    Start at(String where) {
      return new Start(client, refusal.map(where::concat), needsPassword);
    }
  }

  /** Begins a session. */
  Start start(String user, String database, Optional<String> password) {
    dialogue.say(message('\0', new Fields().big(PgMessage.SSL_REQUEST, 4)));
    Optional<Payload> plain =
        dialogue.hear(p -> p.length() == 0 ? Optional.empty() : Optional.of(p.slice(0, 1)), p -> 1);
    if (plain.isEmpty()) {
      return Start.refused(Postgres.LOST);
    }
    Fields hello = new Fields().big(PgMessage.VERSION, 4).text("user").text(user);
    hello.text("database").text(database).text("application_name").text("psql");
    dialogue.say(message('\0', hello.big(0, 1)));
    Optional<PgMessage> next = hear();
    while (next.isPresent() && next.get().type() != 'Z') {
      FieldReader in = new FieldReader(next.get().body());
      if (next.get().type() == 'E') {
        return Start.refused(complaint(in, "") + "\n");
      }
      if (next.get().type() == 'R' && in.big(4) == PgMessage.SASL) {
        if (password.isEmpty()) {
          return new Start(
              Optional.empty(), Optional.of("fe_sendauth: no password supplied\n"), true);
        }
        prove(password.get());
      }
      next = hear();
    }
    return next.isPresent()
        ? new Start(Optional.of(this), Optional.empty(), false)
        : Start.refused(Postgres.LOST);
  }

  /** Shows that it knows the password; what the server makes of it comes next. */
  private void prove(String password) {
    String first = Scram.clientFirst(NONCE);
    Fields chosen = new Fields().text(Scram.MECHANISM).big(first.length(), 4);
    dialogue.say(message('p', chosen.bare(first)));
    FieldReader in = new FieldReader(hear().map(PgMessage::body).orElse(Payload.EMPTY));
    in.big(4);
    String answer = in.bare(Integer.MAX_VALUE / 2);
    String salt = Scram.attribute(answer, 's').filter(s -> s.matches("[\\w+/]+=*")).orElse("");
    String nonces = Scram.attribute(answer, 'r').orElse("");
    Scram scram = Scram.of(password, salt, Scram.ITERATIONS);
    dialogue.say(message('p', new Fields().bare(scram.clientFinal(nonces, first, answer))));
  }

  private static Payload message(char type, Fields body) {
    return new PgMessage(type, body.done()).bytes();
  }

  private Optional<PgMessage> hear() {
    return dialogue.hear(octets -> PgMessage.read(octets, true), PgMessage::length);
  }

  /** Asks, and hears an answer for each command; empty when the server ends the session. */
  Optional<List<Answer>> ask(String sql) {
    dialogue.say(message('Q', new Fields().text(sql)));
    List<Answer> answers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    List<String[]> rows = new ArrayList<>();
    Optional<PgMessage> next = hear();
    while (next.isPresent() && next.get().type() != 'Z') {
      FieldReader in = new FieldReader(next.get().body());
      switch (next.get().type()) {
        case 'T' -> columns(in, names, numbers);
        case 'D' -> rows.add(values(in));
        case 'E' -> answers.add(Answer.error(complaint(in, sql)));
        case 'C' -> {
          answers.add(
              new Answer(
                  Optional.empty(),
                  List.copyOf(names),
                  List.copyOf(numbers),
                  List.copyOf(rows),
                  in.text()));
          names.clear();
          numbers.clear();
          rows.clear();
        }
        default -> {}
      }
      next = hear();
    }
    return next.isEmpty() ? Optional.empty() : Optional.of(answers);
  }

  void close() {
    dialogue.say(message('X', new Fields()));
    dialogue.close();
  }

  private static void columns(FieldReader in, List<String> names, List<Boolean> numbers) {
    long count = in.big(2);
    for (int i = 0; i < count && !in.isAtEnd(); i++) {
      names.add(in.text());
      in.big(6);
      numbers.add(NUMBERS.contains(in.big(4)));
      in.big(8);
    }
  }

  private static String[] values(FieldReader in) {
    int count = (int) in.big(2);
    String[] row = new String[Math.min(count, MOST)];
    for (int i = 0; i < row.length && !in.isAtEnd(); i++) {
      int length = (int) in.big(4);
      row[i] = length < 0 ? null : in.bare(length);
    }
    return row;
  }

  /** Severity and message of an error, and the place in the query (libpq, reportErrorPosition). */
  private static String complaint(FieldReader in, String sql) {
    String severity = "";
    String message = "";
    int place = 0;
    while (!in.isAtEnd()) {
      char field = (char) in.big(1);
      String value = in.text();
      severity = field == 'S' ? value : severity;
      message = field == 'M' ? value : message;
      place = field == 'P' && value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : place;
    }
    return severity + ":  " + message + place(sql, place);
  }

  private static String place(String sql, int place) {
    if (place < 1 || place > sql.length() + 1) {
      return "";
    }
    int start = sql.lastIndexOf('\n', place - 2) + 1;
    int end = sql.indexOf('\n', place - 1);
    String line = sql.substring(start, end < 0 ? sql.length() : end);
    long number = sql.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    String head = "LINE " + number + ": ";
    return "\n" + head + line + "\n" + " ".repeat(head.length() + place - 1 - start) + "^";
  }
}

package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.packet.Payload;
import passerelle.packet.sql.FieldReader;
import passerelle.packet.sql.Fields;
import passerelle.packet.sql.PgMessage;

/** The client's side of PostgreSQL's protocol (interfaces/libpq). */
final class PgClient {
  private static final List<Long> NUMBERS = List.of(20L, 21L, 23L, 700L, 701L, 1700L);
  private final Dialogue dialogue;

  PgClient(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /** Begins a session; false when the server ends it. */
  boolean start(String user, String database) {
    dialogue.say(message('\0', new Fields().big(PgMessage.SSL_REQUEST, 4)));
    Optional<Payload> plain =
        dialogue.hear(p -> p.length() == 0 ? Optional.empty() : Optional.of(p.slice(0, 1)), p -> 1);
    if (plain.isEmpty()) {
      return false;
    }
    Fields hello = new Fields().big(PgMessage.VERSION, 4).text("user").text(user);
    hello.text("database").text(database).text("application_name").text("psql");
    dialogue.say(message('\0', hello.big(0, 1)));
    Optional<PgMessage> next = hear();
    while (next.isPresent() && next.get().type() != 'Z') {
      next = hear();
    }
    return next.isPresent();
  }

  private static Payload message(char type, Fields body) {
    return new PgMessage(type, body.done()).bytes();
  }

  private Optional<PgMessage> hear() {
    return dialogue.hear(octets -> PgMessage.read(octets, true), PgMessage::length);
  }

  /** Asks; empty when the server ends the session. */
  Optional<Answer> ask(String sql) {
    dialogue.say(message('Q', new Fields().text(sql)));
    List<String> names = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    List<String> row = new ArrayList<>();
    Optional<String> error = Optional.empty();
    Optional<PgMessage> next = hear();
    while (next.isPresent() && next.get().type() != 'Z') {
      FieldReader in = new FieldReader(next.get().body());
      switch (next.get().type()) {
        case 'T' -> columns(in, names, numbers);
        case 'D' -> values(in, row);
        case 'E' -> error = Optional.of(complaint(in));
        default -> {}
      }
      next = hear();
    }
    dialogue.say(message('X', new Fields()));
    dialogue.close();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    return error.isPresent()
        ? error.map(Answer::error)
        : Optional.of(new Answer(error, names, numbers, row));
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

  private static void values(FieldReader in, List<String> row) {
    long count = in.big(2);
    for (int i = 0; i < count && !in.isAtEnd(); i++) {
      row.add(in.bare((int) in.big(4)));
    }
  }

  /** Severity and message of an error. */
  private static String complaint(FieldReader in) {
    String severity = "";
    String message = "";
    while (!in.isAtEnd()) {
      char field = (char) in.big(1);
      String value = in.text();
      severity = field == 'S' ? value : severity;
      message = field == 'M' ? value : message;
    }
    return severity + ":  " + message;
  }
}

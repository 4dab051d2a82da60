package passerelle.sim.userland.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.packet.Payload;
import passerelle.packet.sql.FieldReader;
import passerelle.packet.sql.Fields;
import passerelle.packet.sql.MySqlPacket;

/** The client's side of MySQL's protocol (libmysqlclient). */
record MySqlClient(Dialogue dialogue) {
  private static final int STRING = 0xfd;

  /** From the first part of the nonce to the second. */
  private static final int GREETING_REST = 18;

  private static final int LARGEST = 1 << 24;

  private Optional<FieldReader> hear() {
    return dialogue
        .hear(MySqlPacket::read, MySqlPacket::length)
        .map(packet -> new FieldReader(packet.payload()));
  }

  private void say(int number, Payload payload) {
    dialogue.say(new MySqlPacket(number, payload).bytes());
  }

  /** What the server says of itself before anything else. */
  record Greeting(String version, long thread, String nonce) {}

  /** Hears the greeting; empty when the server ends the session. */
  Optional<Greeting> greeting() {
    return hear()
        .map(
            in -> {
              in.big(1);
              String version = in.text();
              long thread = in.little(4);
              String nonce = in.text();
              in.bare(GREETING_REST);
              return new Greeting(version, thread, nonce + in.text());
            });
  }

  /** Begins a session; the server's complaint, if it has one, and empty when the server ends it. */
  Optional<Answer> start(String user, Payload scramble) {
    Fields hello = new Fields().little(MySqlPacket.CAPABILITIES, 4).little(LARGEST, 4);
    hello.big(MySqlPacket.UTF8, 1).bare("\0".repeat(23)).text(user).big(scramble.length(), 1);
    Payload rest = new Fields().text("caching_sha2_password").done();
    say(1, hello.done().plus(scramble).plus(rest));
    return answer();
  }

  /** Goes to a database; the server's complaint, if it has one. */
  Optional<Answer> open(String database) {
    say(0, new Fields().big(MySqlPacket.INIT_DB, 1).bare(database).done());
    return answer();
  }

  /** Asks; empty when the server ends the session. */
  Optional<Answer> ask(String sql) {
    say(0, new Fields().big(MySqlPacket.QUERY, 1).bare(sql).done());
    return answer();
  }

  void close() {
    say(0, new Fields().big(MySqlPacket.QUIT, 1).done());
    dialogue.close();
  }

  private Optional<Answer> answer() {
    Optional<FieldReader> head = hear();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    int count = (int) head.get().big(1);
    if (count == MySqlPacket.ERROR) {
      return Optional.of(Answer.error(complaint(head.get())));
    }
    List<String> names = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<FieldReader> column = hear();
      if (column.isEmpty()) {
        return Optional.empty();
      }
      column(column.get(), names, numbers);
    }
    List<String[]> rows = new ArrayList<>();
    if (count == 0) {
      long affected = head.get().big(1);
      return Optional.of(new Answer(Optional.empty(), names, numbers, List.of(), "" + affected));
    }
    if (count > 0) {
      hear();
      Optional<FieldReader> next = hear();
      while (next.isPresent()) {
        int first = (int) next.get().big(1);
        if (first == MySqlPacket.END) {
          break;
        }
        rows.add(values(next.get(), first, count));
        next = hear();
      }
      if (next.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Answer(Optional.empty(), names, numbers, rows, ""));
  }

  /**
   * A row.
   *
   * @param first its first octet: the length of the first value, or that there is none
   */
  private static String[] values(FieldReader in, int first, int count) {
    String[] row = new String[count];
    int length = first;
    for (int i = 0; i < count; i++) {
      row[i] = length == MySqlPacket.NULL ? null : in.bare(length);
      length = i + 1 < count ? (int) in.big(1) : 0;
    }
    return row;
  }

  private static String counted(FieldReader in) {
    return in.bare((int) in.big(1));
  }

  private static void column(FieldReader in, List<String> names, List<Boolean> numbers) {
    for (int i = 0; i < 4; i++) {
      counted(in);
    }
    names.add(counted(in));
    counted(in);
    in.bare(7);
    numbers.add(in.big(1) != STRING);
  }

  /** {@code 1235 (42000): ...}. */
  private static String complaint(FieldReader in) {
    long code = in.little(2);
    in.bare(1);
    String state = in.bare(5);
    return code + " (" + state + ") at line 1: " + in.bare(Integer.MAX_VALUE / 2);
  }
}

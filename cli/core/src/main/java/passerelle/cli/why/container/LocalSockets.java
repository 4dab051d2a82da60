package passerelle.cli.why.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Remedy;

/** Clients of databases that look for their server in the file system, and send no packet. */
public final class LocalSockets {
  private static final Pattern NO_SOCKET =
      Pattern.compile(
          "(?:through|on) socket [\"'](/[^\"']*?(mysql|PGSQL)[^\"']*)[\"']"
              + "(?: \\(2\\)| failed: No such file)");

  /** All up to the client, whose options follow. */
  private static final Pattern CLIENT = Pattern.compile("^(?:.*\\s)?(mysql|mariadb|psql)(?=\\s+-)");

  private static final Pattern NAMED = Pattern.compile("(?<=-h |-h|--host[= ])localhost\\b");

  private static final int MYSQL = 3306;
  private static final int POSTGRES = 5432;

  private LocalSockets() {}

  /** What a client that has looked for a file would ask for by its network. */
  public static Optional<Question> wanted(Deed last, String from) {
    Matcher said = NO_SOCKET.matcher(last.effect().printed());
    return said.find()
        ? Optional.of(
            new Question(
                from, "localhost", said.group(2).equals("mysql") ? MYSQL : POSTGRES, Protocol.TCP))
        : Optional.empty();
  }

  /** The server answers, and the client has looked for a file; empty where it has not said so. */
  public static Optional<Diagnosis> of(Attempt attempt, Deed last) {
    Matcher said = NO_SOCKET.matcher(last.effect().printed());
    Matcher client = CLIENT.matcher(last.typed().line());
    if (!said.find() || !client.find()) {
      return Optional.empty();
    }
    String loopback = Family.IPV4.loopback().toString();
    Matcher named = NAMED.matcher(last.typed().line());
    String line =
        named.find() ? named.replaceFirst(loopback) : client.replaceFirst("$0 -h " + loopback);
    return Optional.of(
        Diagnosis.of(
                Cause.LOCALHOST_IS_A_SOCKET,
                client.group(1),
                said.group(1),
                attempt.question().from(),
                attempt.question().port())
            .or(Remedy.at(last.machine(), line)));
  }
}

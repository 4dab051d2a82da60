package passerelle.cli.why;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.lab.Deed;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.trial.Copies;
import passerelle.cli.why.trial.Mended;
import passerelle.cli.why.trial.Trial;
import passerelle.cli.why.typed.Remedy;
import passerelle.kernel.NetnsSnapshot;
import passerelle.scenarios.replay.LabException;

/**
 * A server that is reached and spoken to in another language than its own: http or https.
 *
 * @param copies of the lab
 * @param probed what came of asking whether it is reached
 */
record Languages(Copies copies, Attempt probed) {
  /** Servers that nobody asks by http, and how their own clients ask whether they are there. */
  private static final Map<String, List<String>> CLIENTS =
      Map.of(
          "redis-server", List.of("redis-cli ping"),
          "valkey-server", List.of("valkey-cli ping"),
          "postgres", List.of("pg_isready"),
          "mysqld", List.of("mysqladmin ping"),
          "mariadbd", List.of("mariadb-admin ping", "mysqladmin ping"),
          "memcached", List.of(),
          "sshd", List.of());

  /** The server speaks no TLS, and is asked for https. */
  Answer plain() throws LabException {
    String line =
        last()
            .typed()
            .line()
            .replaceFirst(
                "https://([^/:\\s]+)(?=[/\\s]|$)", "http://$1:" + probed.question().port())
            .replace("https://", "http://");
    Diagnosis diagnosis = of(Cause.SPEAKS_NO_TLS).or(Remedy.at(last().machine(), line));
    return answer(diagnosis, new Trial(copies).of(diagnosis));
  }

  /**
   * The server says nothing to whom speaks http: it is no web server, or answers https; empty where
   * neither is so.
   */
  Optional<Answer> secured() throws LabException {
    String line = last().typed().line();
    String secured = line.replaceFirst("\\bhttp://([^/\\s:]+:\\d+)", "https://$1");
    if (secured.equals(line)) {
      return Optional.empty();
    }
    Diagnosis other = of(Cause.SPEAKS_NO_HTTP);
    List<String> clients = CLIENTS.get(other.arguments().get(1));
    if (clients != null) {
      Diagnosis asked = other.or(own(clients));
      return Optional.of(answer(asked, new Trial(copies).of(asked)));
    }
    Diagnosis diagnosis =
        of(Cause.SPEAKS_TLS)
            .or(Remedy.at(last().machine(), secured))
            .or(Remedy.at(last().machine(), secured.replaceFirst("\\bcurl ", "curl -k ")));
    return new Trial(copies).of(diagnosis).map(mended -> answer(diagnosis, Optional.of(mended)));
  }

  /** Its own client, in its own container. */
  private List<Remedy> own(List<String> clients) {
    return probed.destination().container().stream()
        .flatMap(c -> clients.stream().map(client -> "docker exec " + c.name() + " " + client))
        .map(Remedy::onHost)
        .toList();
  }

  /** What it speaks, and who made it. */
  Diagnosis of(Cause cause) {
    Destination destination = probed.destination();
    String process =
        destination.onPort().stream().findFirst().map(NetnsSnapshot.Socket::process).orElse("?");
    return Diagnosis.of(cause, probed.question().target(), process)
        .by(destination.container().flatMap(probed.makers()::of));
  }

  private Answer answer(Diagnosis diagnosis, Optional<Mended> mended) {
    return new Answer(
        Optional.of(probed.asItWent(probed.story())), Optional.of(diagnosis), mended, List.of());
  }

  private Deed last() {
    List<Deed> history = copies.lab().history();
    return history.get(history.size() - 1);
  }
}

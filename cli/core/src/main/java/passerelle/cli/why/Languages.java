package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.lab.Deed;
import passerelle.kernel.NetnsSnapshot;
import passerelle.scenarios.replay.LabException;

/**
 * A server that is reached and spoken to in another language than its own: http or https.
 *
 * @param copies of the lab
 * @param probed what came of asking whether it is reached
 */
record Languages(Copies copies, Attempt probed) {
  /** Servers that nobody asks by http. */
  private static final Set<String> DATABASES =
      Set.of(
          "redis-server", "valkey-server", "postgres", "mysqld", "mariadbd", "memcached", "sshd");

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
    if (DATABASES.contains(other.arguments().get(1))) {
      return Optional.of(answer(other, Optional.empty()));
    }
    Diagnosis diagnosis =
        of(Cause.SPEAKS_TLS)
            .or(Remedy.at(last().machine(), secured))
            .or(Remedy.at(last().machine(), secured.replaceFirst("\\bcurl ", "curl -k ")));
    return new Trial(copies).of(diagnosis).map(mended -> answer(diagnosis, Optional.of(mended)));
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

package passerelle.cli.why;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/** Docker's daemon where it does not run, and what has stopped with it. */
final class Daemons {
  /** What it reads when it starts. */
  static final String FILE = "/etc/docker/daemon.json";

  private static final String START = "systemctl start docker";

  /** What dockerd says last where it cannot start. */
  private static final Pattern REASON =
      Pattern.compile("dockerd\\[\\d+]: ((?:unable to configure|failed to start) .*)");

  private Daemons() {}

  /** Why it does not run; empty where it does. */
  static Optional<Diagnosis> stopped(Lab lab) {
    return lab.engine().daemon().isRunning() ? Optional.empty() : Optional.of(diagnosis(lab));
  }

  private static Diagnosis diagnosis(Lab lab) {
    Spot host = new Spot(lab, LabTopology.HOST);
    Optional<String> byHand = host.typed("systemctl", "stop");
    Optional<String> file = host.typed(FILE);
    Optional<String> reason = byHand.isPresent() ? Optional.empty() : lastWords(host);
    Diagnosis stopped =
        Diagnosis.of(Cause.DAEMON_STOPPED, reason.map(text -> " (" + text + ")").orElse(""))
            .by(byHand.or(() -> file))
            .or(Remedy.onHost(START));
    return file.isPresent() ? stopped.or(Remedy.onHost("rm " + FILE, START)) : stopped;
  }

  private static Optional<String> lastWords(Spot host) {
    return REASON
        .matcher(host.output("journalctl -u docker"))
        .results()
        .map((MatchResult said) -> said.group(1))
        .reduce((first, last) -> last);
  }

  /** A container that ended with the daemon, which does not start it again by itself. */
  static Optional<Diagnosis> took(Container container, Makers makers) {
    return makers
        .of("die", container.name())
        .filter(line -> line.matches("(?s).*\\b(systemctl|service|p?kill(all)?)\\b.*docker.*"))
        .map(
            line ->
                Diagnosis.of(Cause.STOPPED_WITH_DAEMON, container.name())
                    .by(Optional.of(line))
                    .or(Remedy.onHost("docker start " + container.name())));
  }
}

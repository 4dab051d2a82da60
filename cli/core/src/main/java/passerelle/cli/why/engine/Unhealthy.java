package passerelle.cli.why.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.engine.HealthCheck;
import passerelle.kernel.NetnsSnapshot;

/** A container that runs, and whose health check fails. */
public record Unhealthy(Container container, Makers makers) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d+)?(?=/|\\s|$)");

  private static final Pattern URL = Pattern.compile("https?://[^\\s\"']+");

  /** With what the check printed, and with other checks, each done once to show that it is well. */
  public Diagnosis diagnosis() {
    boolean byCompose = ComposeText.of(makers.lab(), container).isPresent();
    if (byCompose) {
      return makers
          .at(container.created())
          .flatMap(deed -> new RefusedCompose(makers.lab(), deed).unhealthy(container.name()))
          .orElseGet(this::found);
    }
    RunLine line = RunLine.of(container, makers).without("--health-cmd");
    Diagnosis found = found();
    for (String check : checks()) {
      String once = "docker exec " + container.name() + " sh -c '" + check + "'";
      found =
          found.or(line.with("--health-cmd", "'" + check + "'").again().then(Remedy.onHost(once)));
    }
    return found;
  }

  private Diagnosis found() {
    return Diagnosis.of(Cause.UNHEALTHY, container.name(), LastWords.checked(container))
        .by(makers.of(container));
  }

  /** The same check of the ports on which the container listens, and by another program. */
  private Set<String> checks() {
    String check =
        HealthCheck.of(container.spec()).map(HealthCheck::command).orElse("").replace("'", "\"");
    Set<String> checks = new LinkedHashSet<>();
    Matcher asked = LOOPBACK.matcher(check);
    if (asked.find()) {
      container.sandbox().stream()
          .flatMap(sandbox -> Engines.sockets(makers.lab(), sandbox.netns()).stream())
          .filter(socket -> socket.protocol().equals("tcp"))
          .map(NetnsSnapshot.Socket::port)
          .flatMap(port -> Stream.of(asked.group(1), "127.0.0.1").map(host -> host + ":" + port))
          .map(asked::replaceFirst)
          .forEach(checks::add);
    }
    // The image may lack the program by which it asks.
    URL.matcher(String.join("\n", checks))
        .results()
        .map(url -> "wget -qO /dev/null " + url.group())
        .toList()
        .forEach(checks::add);
    return checks;
  }
}

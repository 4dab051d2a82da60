package passerelle.cli.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a deck uses and has never made: its reader is to have it. */
final class Presumed {
  private static final Pattern CONTAINER =
      Pattern.compile("(?im)no such container: ([a-z0-9][\\w.-]+)$");

  private static final Pattern NETWORK =
      Pattern.compile("(?m)\\bnetwork ([A-Za-z0-9][\\w.-]+) not found");

  private static final Pattern CREATED = Pattern.compile("(?m)^([0-9a-f]{64})$");

  /** What looks at the network of a container: about others there is nothing to be seen. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "(?s).*\\bdocker (?:network \\w+|(?:container )?(?:exec|inspect|port|run|create|attach))"
              + " .*");

  /** An official image's name that a container bears. */
  private static final Pattern WEB = Pattern.compile("(?i).*(?:nginx|web|front|proxy|server).*");

  /** What takes a container from a network, on which it must have been. */
  private static final Pattern LEAVES =
      Pattern.compile("\\bdocker network disconnect (?:-f |--force )?(\\S+) (\\S+)");

  private Presumed() {}

  /**
   * Makes the container or the network that an engine has not found.
   *
   * @param command what was refused
   * @param unheard tells names that no command before has named
   * @param run does what the reader does, unseen, and gives its status
   * @return how; empty if the refusal tells of something else
   */
  static Optional<String> make(
      String command, String refusal, Predicate<String> unheard, HostLine run) {
    if (!LOOKS.matcher(command).matches()) {
      return Optional.empty();
    }
    Matcher container = CONTAINER.matcher(refusal);
    if (container.find() && unheard.test(container.group(1))) {
      String name = container.group(1);
      String image = WEB.matcher(name).matches() ? "nginx" : "alpine";
      Matcher left = LEAVES.matcher(command);
      String joined = left.find() && left.group(2).equals(name) ? left.group(1) : "none";
      boolean alone = name.matches("(?i).*none.*");
      String network = alone || !joined.equals("none") ? " --network " + joined : "";
      return made("docker run -dit" + network + " --name " + name + " " + image, run);
    }
    List<String> networks =
        NETWORK.matcher(refusal).results().map(m -> m.group(1)).distinct().toList();
    if (networks.isEmpty() || !networks.stream().allMatch(unheard)) {
      return Optional.empty();
    }
    Matcher created = CREATED.matcher(refusal);
    if (created.find()) {
      run.run("docker rm " + created.group(1));
    }
    return made(
        networks.stream()
            .map(name -> "docker network create " + name)
            .collect(Collectors.joining("; ")),
        run);
  }

  private static Optional<String> made(String command, HostLine run) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}

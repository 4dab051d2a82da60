package passerelle.cli.session;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
      String network = name.matches("(?i).*none.*") ? " --network none" : "";
      return made("docker run -dit" + network + " --name " + name + " " + image, run);
    }
    Matcher network = NETWORK.matcher(refusal);
    if (!network.find() || !unheard.test(network.group(1))) {
      return Optional.empty();
    }
    Matcher created = CREATED.matcher(refusal);
    if (created.find()) {
      run.run("docker rm " + created.group(1));
    }
    return made("docker network create " + network.group(1), run);
  }

  private static Optional<String> made(String command, HostLine run) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}

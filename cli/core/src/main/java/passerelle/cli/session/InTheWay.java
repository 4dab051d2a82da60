package passerelle.cli.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A container or a network that an earlier part of a deck has left behind, and whose name or port
 * the deck takes once more without a word: its reader has removed it.
 */
final class InTheWay {
  private static final Pattern NAME =
      Pattern.compile("The container name \"/([\\w.-]+)\" is already in use");

  private static final Pattern NETWORK =
      Pattern.compile("network with name ([\\w.-]+) already exists");

  private static final Pattern PORT =
      Pattern.compile("Bind for [\\d.:\\[\\]]*?:(\\d+) failed: port is already allocated");

  /** Where a container is already, is not, or still is: the deck wants it otherwise. */
  private static final Pattern JOINED =
      Pattern.compile(
          "endpoint with name (?<there>\\S+) already exists in network (?<net>\\S+)"
              + "|container (?<absent>\\S+) is not connected to network (?<other>\\S+)"
              + "|network (?<used>\\S+) has active endpoints \\(name:");

  /** A container that runs, or does not, and the deck wants it otherwise: one way of several. */
  private static final Pattern STATE =
      Pattern.compile(
          "cannot remove container \"/?(?<runs>[\\w.-]+)\": container is running"
              + "|cannot kill container: (?<ended>[\\w.-]+): .* is not running");

  private static final Pattern MEMBER = Pattern.compile("name:\"([^\"]+)\"");

  private static final Pattern REMOVES =
      Pattern.compile("(?s)(?:sudo )?docker network (?:rm|remove) (.*)");

  private static final Pattern CREATED = Pattern.compile("(?m)^([0-9a-f]{64})$");

  private InTheWay() {}

  /**
   * Removes what a refusal of an engine names.
   *
   * @param command what was refused
   * @param run does what the reader does, unseen, and gives its status
   * @return what that was; empty if the refusal names nothing of the kind
   */
  static Optional<String> remove(String command, String refusal, HostLine run) {
    Matcher name = NAME.matcher(refusal);
    if (name.find()) {
      return removed(run, "docker rm -f " + name.group(1));
    }
    Matcher network = NETWORK.matcher(refusal);
    if (network.find()) {
      // One that is in use stays: it is not left behind.
      return removed(run, "docker network rm " + network.group(1));
    }
    if (refusal.contains("Pool overlaps with other one")) {
      return removed(run, "docker network prune -f");
    }
    Matcher joined = JOINED.matcher(refusal);
    if (joined.find()) {
      return removed(run, otherwise(joined, refusal) + goneByNow(command, refusal));
    }
    Matcher state = STATE.matcher(refusal);
    if (state.find() && !command.contains("$(")) {
      String runs = state.group("runs");
      return removed(
          run, runs == null ? "docker start " + state.group("ended") : "docker stop " + runs);
    }
    Matcher port = PORT.matcher(refusal);
    if (!port.find()) {
      return Optional.empty();
    }
    Matcher created = CREATED.matcher(refusal);
    if (created.find()) {
      run.run("docker rm " + created.group(1));
    }
    return removed(run, "docker rm -f $(docker ps -q -f publish=" + port.group(1) + ")");
  }

  private static String otherwise(Matcher joined, String refusal) {
    String absent = joined.group("absent");
    if (absent != null) {
      return "docker network connect " + joined.group("other") + " " + absent;
    }
    String leave = "docker network disconnect -f ";
    return joined.group("there") != null
        ? leave + joined.group("net") + " " + joined.group("there")
        : MEMBER
            .matcher(refusal)
            .results()
            .map(member -> leave + joined.group("used") + " " + member.group(1))
            .collect(Collectors.joining("; "));
  }

  /** Makes anew what the same command has removed before it came to what was in its way. */
  private static String goneByNow(String command, String refusal) {
    Matcher removes = REMOVES.matcher(command);
    List<String> removed = removes.matches() ? List.of(removes.group(1).split("\\s+")) : List.of();
    return refusal
        .lines()
        .filter(removed::contains)
        .map(name -> "; docker network create " + name)
        .collect(Collectors.joining());
  }

  private static Optional<String> removed(HostLine run, String command) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}

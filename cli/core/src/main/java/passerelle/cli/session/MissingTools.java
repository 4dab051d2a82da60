package passerelle.cli.session;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tools that the images of a deck's day had, or that its author has put in without a word: today's
 * ubuntu, debian and nginx come without {@code ping} and {@code ip}. Its reader installs them.
 */
final class MissingTools {
  private static final Pattern REFUSED =
      Pattern.compile("exec: \"(?<tool>[\\w.-]+)\": executable file not found in \\$PATH");

  /** A command that is done in a container which is there. */
  private static final Pattern EXEC =
      Pattern.compile(
          "(?:sudo )?docker (?:container )?exec(?: -[a-z]+| --\\w+)* (?<name>[A-Za-z0-9][\\w.-]*)"
              + " (?<tool>[\\w.-]+).*",
          Pattern.DOTALL);

  /** The packages of Debian that hold them. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("ping", "iputils-ping"),
          Map.entry("ip", "iproute2"),
          Map.entry("ss", "iproute2"),
          Map.entry("ifconfig", "net-tools"),
          Map.entry("netstat", "net-tools"),
          Map.entry("route", "net-tools"),
          Map.entry("arp", "net-tools"),
          Map.entry("dig", "dnsutils"),
          Map.entry("nslookup", "dnsutils"),
          Map.entry("host", "dnsutils"),
          Map.entry("ps", "procps"),
          Map.entry("nc", "netcat-openbsd"));

  private MissingTools() {}

  /**
   * Installs the tool that a container was asked for and has not.
   *
   * @param run does what the reader does, unseen, and gives its status
   * @return how; empty if there is no such package, or the refusal tells of something else
   */
  static Optional<String> install(String command, String refusal, HostLine run) {
    Matcher refused = REFUSED.matcher(refusal);
    Matcher exec = EXEC.matcher(command);
    if (!refused.find() || !exec.matches() || !exec.group("tool").equals(refused.group("tool"))) {
      return Optional.empty();
    }
    String tool = refused.group("tool");
    String prefix = "docker exec " + exec.group("name") + " ";
    String install = prefix + "apt-get install -y " + PACKAGES.getOrDefault(tool, tool);
    return run.run(prefix + "apt-get update") == 0 && run.run(install) == 0
        ? Optional.of(install)
        : Optional.empty();
  }
}

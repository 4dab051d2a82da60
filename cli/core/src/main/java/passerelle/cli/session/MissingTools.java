package passerelle.cli.session;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.WordMap;

/**
 * Tools that the images of a deck's day had, or that its author has put in without a word: today's
 * ubuntu, debian and nginx come without {@code ping} and {@code ip}. Its reader installs them.
 */
final class MissingTools {
  private static final Pattern REFUSED =
      Pattern.compile("exec: \"(?<tool>[\\w.-]+)\": executable file not found in \\$PATH");

  /** How the shell of a container says it. */
  private static final Pattern TYPED =
      Pattern.compile(
          "(?m)^(?:bash|sh|ash)?:? ?(?:\\d+: )?(?<tool>[a-z]+): (?:command )?not found$");

  /** A command that is done in a container which is there. */
  private static final Pattern EXEC =
      Pattern.compile(
          "(?:sudo )?(?<exec>docker(?: container|[ -]compose)? exec)(?: -[uew] \\S+| -[a-zA-Z]+|"
              + " --\\w+(?:=\\S+)?)* (?<name>[A-Za-z0-9][\\w.-]*|\\$\\([^()]*\\))"
              + " (?<tool>[\\w.-]+).*",
          Pattern.DOTALL);

  /** A container that is begun with a tool: its image. */
  private static final String RUN =
      "(?s)(?:sudo )?docker(?: container)? run (?:.* )?([a-z][\\w./:-]*) %s(?: .*)?";

  /** What an engine says of a container that it has made, and cannot start. */
  private static final Pattern CREATED = Pattern.compile("(?m)^([0-9a-f]{64})$");

  /** The packages of Debian that hold them. */
  private static final Map<String, String> PACKAGES =
      WordMap.of(
          """
          ping=iputils-ping ip=iproute2 ss=iproute2 ifconfig=net-tools netstat=net-tools
          route=net-tools arp=net-tools dig=dnsutils nslookup=dnsutils host=dnsutils ps=procps
          nc=netcat-openbsd
          """);

  /** The packages of Alpine, where they are called otherwise. */
  private static final Map<String, String> ALPINE =
      WordMap.of("dig=bind-tools nslookup=bind-tools host=bind-tools telnet=busybox-extras");

  private static final Pattern INSTALLS =
      Pattern.compile(
          "\\b(?:apt|apt-get|yum|dnf|microdnf)(?: -\\S+)* install\\b|\\bapk(?: -\\S+)* add\\b");

  /** What apt says of every package before it has lists, as in an image. */
  private static final Pattern NO_LISTS = Pattern.compile("Unable to locate package ");

  /** The manager of packages that the author's machine has had, and this one has not. */
  private static final Pattern MANAGER =
      Pattern.compile("(?m)^(?:bash|sudo): (yum|dnf): command not found$");

  /** What takes its place. */
  private static final String APT = "#!/bin/sh\nexec apt-get \"$@\"\n";

  private MissingTools() {}

  /** Whether a command puts tools where it is typed, which may be those of the next commands. */
  static boolean installs(String command) {
    return INSTALLS.matcher(command).find();
  }

  /** Whether an image may lack a tool of that name that its author has had. */
  static boolean isInstallable(String tool) {
    return PACKAGES.containsKey(tool);
  }

  /**
   * Installs the tool that a container was asked for and has not.
   *
   * @param inside the container in whose shell the command was typed
   * @param run does what the reader does, unseen, and gives its status
   * @return how; empty if there is no such package, or the refusal tells of something else
   */
  static Optional<String> install(
      String command, String refusal, Optional<String> inside, HostLine run) {
    Matcher refused = REFUSED.matcher(refusal);
    Matcher exec = EXEC.matcher(command);
    if (refused.find() && exec.matches() && exec.group("tool").equals(refused.group("tool"))) {
      String in = exec.group("exec") + " " + exec.group("name");
      String tool = exec.group("tool");
      return install(in, tool, run).or(() -> installOnline(in, exec.group("name"), tool, run));
    }
    if (refused.reset().find() && isInstallable(refused.group("tool"))) {
      Matcher begins = Pattern.compile(RUN.formatted(refused.group("tool"))).matcher(command);
      if (begins.matches()) {
        CREATED.matcher(refusal).results().forEach(made -> run.run("docker rm " + made.group(1)));
        return build(begins.group(1), refused.group("tool"), run);
      }
    }
    if (NO_LISTS.matcher(refusal).find()) {
      Optional<String> in =
          exec.matches()
              ? Optional.of(exec.group("exec") + " " + exec.group("name"))
              : inside.map(name -> "docker exec " + name);
      return in.filter(at -> run.run(at + " test -z \"$(" + at + " ls /var/lib/apt/lists)\"") == 0)
          .map(at -> at + " apt-get update")
          .filter(update -> run.run(update) == 0);
    }
    Matcher manager = MANAGER.matcher(refusal);
    if (inside.isEmpty() && manager.find()) {
      String makes = HostLine.writing("/usr/local/bin/" + manager.group(1), APT);
      return run.run(makes) == 0 ? Optional.of(makes) : Optional.empty();
    }
    Matcher typed = TYPED.matcher(refusal);
    return typed.find() && isInstallable(typed.group("tool"))
        ? inside.flatMap(name -> install("docker exec " + name, typed.group("tool"), run))
        : Optional.empty();
  }

  /** Makes an image of the same name that has the tool: the distribution's of that day had. */
  private static Optional<String> build(String image, String tool, HostLine run) {
    String lines =
        "FROM " + image + "\\nRUN apt-get update && apt-get install -y " + PACKAGES.get(tool);
    String builds = "printf '" + lines + "\\n' | docker build -q -t " + image + " -";
    return run.run(builds) == 0 ? Optional.of(builds) : Optional.empty();
  }

  /** The same for a container that has no network, and had one when its author put the tool in. */
  private static Optional<String> installOnline(
      String exec, String container, String tool, HostLine run) {
    if (run.run("docker network connect bridge " + container) != 0) {
      return Optional.empty();
    }
    Optional<String> how = install(exec, tool, run);
    run.run("docker network disconnect bridge " + container);
    return how;
  }

  private static Optional<String> install(String exec, String tool, HostLine run) {
    String apt = exec + " apt-get install -y " + PACKAGES.getOrDefault(tool, tool);
    if (run.run(exec + " apt-get update") == 0) {
      return run.run(apt) == 0 ? Optional.of(apt) : Optional.empty();
    }
    String apk = exec + " apk add " + ALPINE.getOrDefault(tool, PACKAGES.getOrDefault(tool, tool));
    return run.run(apk) == 0 ? Optional.of(apk) : Optional.empty();
  }
}

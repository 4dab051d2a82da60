package passerelle.cli.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The networks, namespaces and containers that a deck has made, and taken away again, as references
 * do that show how both are done: who goes on with them makes them anew.
 */
final class MadeBefore {
  /** A command that makes something, with its name. */
  private static final Pattern MAKES =
      Pattern.compile(
          "(?s)\\s*(?:sudo )?(?:docker network create .*?(?<network>[\\w.-]+)\\s*|ip netns add"
              + " (?<netns>\\S+)\\s*|docker (?:container )?run (?=(?:.*"
              + " )?-(?:\\w*d|-detach)).*--name[ =](?<container>[\\w.-]+) .*)");

  private static final Pattern RUN = Pattern.compile("docker (?:container )?run");

  /** A command that takes something away has nothing to take. */
  private static final Pattern TAKES =
      Pattern.compile("(?s).*(?<=\\s)(?:rm|remove|del|delete|stop|disconnect|prune)\\s.*");

  /** How the engine and ip say that something is not there. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "\\bnetwork (?<network>[\\w.-]+) not found"
              + "|Cannot open network namespace \"(?<netns>[\\w.-]+)\""
              + "|argument \"(?<value>[A-Za-z][\\w.-]*)\" is wrong: Invalid \"netns\" value"
              + "|No such container: (?<container>[\\w.-]+)");

  /** How programs say that nobody has a name, or that a container does not run. */
  private static final Pattern NOT_THERE =
      Pattern.compile(
          "(?:bad address '|host: |host \"|ping: |can't find |[Cc]ontainer"
              + " )([a-z0-9][\\w.-]*)(?='|\"|:|$| is not running)",
          Pattern.MULTILINE);

  /** A command in a container, and how it is refused where that has ended. */
  private static final Pattern EXEC =
      Pattern.compile(
          "(?s)(?:sudo )?docker(?: container)? exec(?: -[uew] \\S+| -[a-zA-Z]+| --\\w+(?:=\\S+)?)*"
              + " ([A-Za-z0-9][\\w.-]*) .*");

  private static final Pattern ENDED = Pattern.compile("container [0-9a-f]{64} is not running");

  /** What the image of a database wants to be told, and has said so when it ended. */
  private static final List<String> WANTED =
      List.of("POSTGRES_PASSWORD", "MYSQL_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD");

  /** What has come in a container's place may have its port. */
  private static final Pattern PUBLISHES = Pattern.compile(" (?:-p|--publish)[ =]\\S+");

  private final HostLine run;
  private final Map<String, String> made = new HashMap<>();

  /**
   * Nothing was made yet.
   *
   * @param run does what the reader does, unseen, and gives its status
   */
  MadeBefore(HostLine run) {
    this.run = run;
  }

  /** A command went well. */
  void done(String command) {
    Matcher makes = MAKES.matcher(command);
    if (!makes.matches()) {
      return;
    }
    if (makes.group("network") != null) {
      made.put("network " + makes.group("network"), command.strip());
    } else if (makes.group("netns") != null) {
      made.put("netns " + makes.group("netns"), command.strip());
    } else if (makes.group("container") != null) {
      made.put("container " + makes.group("container"), command.strip());
    }
  }

  /**
   * Makes again what is said not to be there, or begins it where it has ended; a namespace also for
   * the first time, and a database with the password that it has asked for.
   *
   * @param command what was refused
   * @param unheard tells names that no command before has named
   * @return how; empty if the deck has not made it
   */
  Optional<String> again(String command, String refusal, Predicate<String> unheard) {
    Matcher absent = ABSENT.matcher(refusal);
    if (TAKES.matcher(command).matches()) {
      return Optional.empty();
    }
    Matcher exec = EXEC.matcher(command);
    if (exec.matches() && ENDED.matcher(refusal).find()) {
      return called(exec.group(1))
          .flatMap(this::withPassword)
          .or(() -> Optional.of("docker start " + exec.group(1)).filter(way -> run.run(way) == 0));
    }
    if (!absent.find()) {
      return NOT_THERE
          .matcher(refusal)
          .results()
          .map(name -> name.group(1))
          .flatMap(name -> called(name).stream())
          .findFirst()
          .flatMap(this::withPassword);
    }
    if (absent.group("container") != null) {
      return Optional.ofNullable(made.get("container " + absent.group("container")))
          .map(way -> PUBLISHES.matcher(way).replaceAll(""))
          .filter(way -> run.run(way) == 0);
    }
    String netns = absent.group("netns") == null ? absent.group("value") : absent.group("netns");
    Optional<String> how =
        netns != null
            ? Optional.ofNullable(made.get("netns " + netns))
                .or(() -> Optional.of("ip netns add " + netns).filter(add -> unheard.test(netns)))
            : Optional.ofNullable(made.get("network " + absent.group("network")));
    return how.filter(way -> run.run(way) == 0);
  }

  /** The container that has been given a name, or an alias. */
  private Optional<String> called(String name) {
    String alias = "(?s).* --net(?:work)?-alias[ =]" + Pattern.quote(name) + "\\s.*";
    return made.entrySet().stream()
        .filter(one -> one.getKey().startsWith("container "))
        .filter(one -> one.getKey().equals("container " + name) || one.getValue().matches(alias))
        .map(one -> one.getKey().substring("container ".length()))
        .findFirst();
  }

  /** Begins a database once more that has ended at once for want of a password. */
  private Optional<String> withPassword(String container) {
    return WANTED.stream()
        .filter(
            variable ->
                run.run("docker logs %s 2>&1 | grep -q %s".formatted(container, variable)) == 0)
        .findFirst()
        .map(
            variable ->
                "docker rm -f "
                    + container
                    + "; "
                    + RUN.matcher(made.get("container " + container))
                        .replaceFirst("$0 -e " + variable + "=secret"))
        // A database needs some time before it answers.
        .filter(way -> run.run(way) == 0 && run.run("sleep 20") == 0);
  }
}

package passerelle.scenarios.slides;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.scenarios.slides.Deck.CodeBlock;

/** Clients with a prompt, to which a deck has its reader say what the block below shows. */
final class Clients {
  /** One that is opened for a person: without a command, a file or a pipe to read. */
  private static final Pattern OPENS =
      Pattern.compile(
          "(?:sudo )?(?:docker(?:[ -]compose)? exec (?!.*<).*)?\\b(?:psql|mysql|mariadb|redis-cli)"
              + "(?: (?!-c\\b|-e|--command|--execute)(?:-\\S+|[\\w.@:/-]+))*\\s*(?:#.*)?");

  private static final Set<String> LANGUAGES =
      Set.of("sql", "mysql", "psql", "pgsql", "postgresql", "postgres", "redis");

  /** How what is said to one begins where a block does not tell its language. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?i)(?:create|insert|select|show|use|drop|update|delete|alter) .*|\\\\[a-z+]+.*"
              + "|(?:ping|keys|get|set|incr|del)\\b.*");

  private Clients() {}

  /** What is said to a client that a command opens; nothing for any other. */
  static List<String> said(String command, CodeBlock below) {
    boolean language =
        LANGUAGES.contains(below.info())
            || below.info().isEmpty()
                && !below.lines().isEmpty()
                && SAID.matcher(below.lines().get(0)).matches();
    return language && OPENS.matcher(command.strip()).matches()
        ? below.lines().stream().filter(line -> !line.isBlank()).toList()
        : List.of();
  }
}

package passerelle.cli.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the Internet that a deck asks for and the lab's does not have: they are there, where
 * whoever asks finds others.
 */
final class PublicNames {
  /** One that may be somebody's on the Internet. */
  private static final String NAME =
      "(?<name>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+"
          + "(?!local|lan|home|internal|test|invalid|example|corp)[a-z]{2,12})";

  /** How programs say that a name is nobody's. */
  private static final Pattern NOBODY =
      Pattern.compile(
          "(?im)(?:bad address '|could not resolve host: |host address ‘|: |^)"
              + NAME
              + "(?:['’]|: Name or service not known|: Temporary failure in name resolution|$)");

  /** What may say nothing when it finds nobody, or not whom. */
  private static final Pattern ASKS =
      Pattern.compile("(?is).*\\b(?:curl|wget|ping) .*(?://|[ \"'])" + NAME + "(?:[:/\"' ].*)?");

  /** What is called by a name like one, and is a file. */
  private static final Pattern FILE =
      Pattern.compile("(?s).* (?:--(?:cacert|cert|key|output)|-[oOTE])[ =]?%s(?: .*)?");

  private static final Pattern UNNAMED = Pattern.compile("\\s*|\\w+: unknown host\\s*");

  private static final Pattern WITHIN =
      Pattern.compile(
          "(?s)(?:sudo )?docker(?: container)? exec(?: -[uew] \\S+| -[a-zA-Z]+)* ([\\w.-]+) .*");

  /** A name that is known there. */
  private static final String KNOWN = "www.example.org";

  static final String KNOWN_ADDRESS = "93.184.215.14";

  /** Who answers for the others, and shows a certificate of any name. */
  private static final String ANYBODY = "93.184.215.15";

  private PublicNames() {}

  /**
   * Makes it known to whoever asks, if they reach the Internet's name servers.
   *
   * @param command what was refused
   * @param inside the container in whose shell it was typed
   * @param run does what the reader does, unseen, and gives its status
   * @return how; empty if the refusal tells of something else
   */
  static Optional<String> find(
      String command, String refusal, Optional<String> inside, HostLine run) {
    boolean named = !UNNAMED.matcher(refusal).matches();
    Matcher nobody = named ? NOBODY.matcher(refusal) : ASKS.matcher(command);
    if (!nobody.find()
        || !command.contains(nobody.group("name"))
        || command.matches(FILE.pattern().formatted(Pattern.quote(nobody.group("name"))))) {
      return Optional.empty();
    }
    Matcher within = WITHIN.matcher(command);
    Optional<String> place = within.matches() ? Optional.of(within.group(1)) : inside;
    String knows = finds(KNOWN) + " && ! " + finds(nobody.group("name"));
    String line = "echo %s %s >> /etc/hosts".formatted(ANYBODY, nobody.group("name"));
    String where = place.map(name -> "docker exec -u 0 " + name + " sh -c ").orElse("sudo sh -c ");
    return run.run(where + "'" + knows + " && " + line + "'") == 0
        ? Optional.of(where + "'" + line + "'")
        : Optional.empty();
  }

  private static String finds(String name) {
    return "(getent hosts %s || nslookup %s) >/dev/null 2>&1".formatted(name, name);
  }
}

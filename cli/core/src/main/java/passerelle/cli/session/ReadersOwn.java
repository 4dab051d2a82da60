package passerelle.cli.session;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the machine of a reference's reader has: directories of packages, chains of one's own. */
record ReadersOwn(HostLine run) {
  private static final Pattern NO_DIRECTORY =
      Pattern.compile(
          "(?m)^(?:bash|tee|cp|cat): (?:cannot create regular file ')?"
              + "(/etc/(?:[a-z][\\w.-]*/)+)[\\w.-]+'?: No such file or directory");

  /** What writes a file there. */
  private static final Pattern WRITES =
      Pattern.compile("(?s).*(?:>|\\btee (?:-a )?|\\bcp .*)\\s*/etc/.*");

  /** A directory of the course's, or of the reader's project, in which a deck goes on. */
  private static final Pattern COURSE =
      Pattern.compile("bash: cd: ((?:\\./|~/)?[\\w][\\w./-]*): No such file or directory");

  /** A file of the reader's that goes into a container. */
  private static final Pattern COPIED =
      Pattern.compile("(?m)^lstat (/\\S+): no such file or directory");

  private static final Pattern NO_CHAIN = Pattern.compile("No chain/target/match by that name");

  private static final Pattern CHAIN =
      Pattern.compile(
          "(?:sudo )?iptables (?:-t (?<table>\\w+) )?-[XFAEZL] (?<chain>[A-Z][A-Z0-9_-]{3,27})"
              + "(?: .*)?");

  private static final Pattern BUILT_IN = Pattern.compile("INPUT|OUTPUT|FORWARD|(?:PRE|POST).*ING");

  /**
   * Makes it.
   *
   * @param command what was refused
   * @param unheard tells names that no command before has named
   * @return how; empty if the refusal tells of something else
   */
  Optional<String> make(String command, String refusal, Predicate<String> unheard) {
    Matcher directory = NO_DIRECTORY.matcher(refusal);
    if (directory.find() && WRITES.matcher(command).matches()) {
      return made("mkdir -p " + directory.group(1).replaceFirst("/$", ""));
    }
    Matcher course = COURSE.matcher(refusal);
    if (command.strip().startsWith("cd ") && course.find()) {
      return made("mkdir -p " + course.group(1));
    }
    Matcher copied = COPIED.matcher(refusal);
    if (command.contains("docker cp ") && copied.find()) {
      String file = copied.group(1);
      return made("mkdir -p \"$(dirname " + file + ")\"; touch " + file);
    }
    Matcher chain = CHAIN.matcher(command);
    if (!NO_CHAIN.matcher(refusal).find() || !chain.matches()) {
      return Optional.empty();
    }
    String name = chain.group("chain");
    String table = chain.group("table") == null ? "" : "-t " + chain.group("table") + " ";
    return BUILT_IN.matcher(name).matches() || !unheard.test(name)
        ? Optional.empty()
        : made("iptables " + table + "-N " + name);
  }

  private Optional<String> made(String command) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}

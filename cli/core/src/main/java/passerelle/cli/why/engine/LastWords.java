package passerelle.cli.why.engine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.Container;
import passerelle.engine.Health;

/** What a container, or its health check, said last, as far as it tells of a reason. */
public final class LastWords {
  /** What a line says that tells of a reason. */
  private static final Pattern REASON =
      Pattern.compile(
          "(?i)\\b(error|fatal|emerg|failed|cannot|can't|could not|denied|not found|no such)\\b");

  /** How HAProxy begins a line: how grave it is, which process says it, and where it is. */
  private static final Pattern SIGNED =
      Pattern.compile(
          "^\\[[A-Z]+] +\\(\\d+\\) : (?:\\[\\S*/(?=[\\w.-]+:\\d+] : ))?((?:[\\w.-]+:\\d+(?=] :"
              + " ))?)(?:] : )?");

  /** What names a line of a file of settings, as nginx and HAProxy do. */
  private static final Pattern PLACE = Pattern.compile("(?: in |\\[)(/[^\\s:\\]]+):(\\d+)");

  /** A name or an address, as a group of a pattern. */
  public static final String NAME = "([A-Za-z][\\w.-]*|\\d+(?:\\.\\d+){3})";

  /** A name that a program has not found, as programs and libraries say it. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(?:host not found in upstream \"|could not resolve address '|translate host name \""
              + "|ENOTFOUND |EAI_AGAIN |bad address '|resolve host: |lookup |server host ')"
              + NAME
              + "(?::(\\d+))?");

  private LastWords() {}

  /** Whether a line looks like one that tells why. */
  public static boolean tellsReason(String line) {
    return REASON.matcher(line).find();
  }

  /** Where in its settings it has met with an error, by what it said: the file and the line. */
  public static Matcher place(Container container) {
    return PLACE.matcher(told(lines(container)).orElse(""));
  }

  /**
   * The last line that it printed and that tells of a reason and where in its settings that is; or
   * else the last that tells of a reason, or the last, in parentheses; empty where it said nothing.
   */
  public static String of(Container container) {
    return telling(lines(container));
  }

  /** The same of what its health check printed last. */
  static String checked(Container container) {
    return container.health().map(Health::log).orElse(List.of()).stream()
        .map(result -> telling(result.output().lines().map(String::strip).toList()))
        .filter(text -> !text.isEmpty())
        .reduce((first, last) -> last)
        .orElse("");
  }

  private static String telling(List<String> lines) {
    return told(lines)
        .map(text -> " (" + SIGNED.matcher(text).replaceFirst("$1 ").strip() + ")")
        .orElse("");
  }

  private static Optional<String> told(List<String> lines) {
    return lines.stream()
        .filter(line -> tellsReason(line) && PLACE.matcher(line).find())
        .reduce((first, last) -> last)
        .or(() -> lines.stream().filter(LastWords::tellsReason).reduce((first, last) -> last))
        .or(() -> lines.stream().filter(line -> !line.isEmpty()).reduce((first, last) -> last));
  }

  /** What a container printed, without empty lines. */
  public static List<String> lines(Container container) {
    return container.log().entries().stream()
        .map(entry -> entry.text().strip())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** The name that it did not find, by what it said, and the port if that tells one. */
  public static Matcher missed(Container container) {
    return UNKNOWN.matcher(of(container));
  }

  /** Whether it said that it did not find a name. */
  public static boolean missesName(Container container) {
    return missed(container).find();
  }
}

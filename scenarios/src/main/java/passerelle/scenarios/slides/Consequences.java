package passerelle.scenarios.slides;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.slides.DeckRun.Played;

/**
 * Differences of a deck that only follow from an earlier one: what a command names is not there, as
 * the command that was to make it, or to reach it, has failed.
 */
final class Consequences {
  /** How programs say that something is not there. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "(?im)^.*(?:not found|no such|cannot find|cannot open|does not exist|not known|bad"
              + " address|could not resolve|not running|not connected|invalid \"netns\").*$");

  /** How they say that there is no way, without saying to whom. */
  private static final Pattern NO_WAY =
      Pattern.compile("(?i)unreachable|100% packet loss|timed out|refused");

  /** Where a command is done. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:netns exec|ip -n|docker(?: container)? exec(?: -[a-z]+)*) (?<name>[\\w.-]+)");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][\\w.-]*[A-Za-z0-9_]");

  /** What such sentences are made of. */
  private static final Set<String> GRAMMAR =
      Set.of(
          "no",
          "not",
          "such",
          "file",
          "or",
          "directory",
          "the",
          "is",
          "to",
          "in",
          "of",
          "add",
          "dev",
          "type",
          "container",
          "network",
          "image",
          "device",
          "namespace",
          "netns",
          "exec",
          "link",
          "addr",
          "name",
          "up",
          "run",
          "start",
          "host",
          "error",
          "object",
          "interface",
          "set");

  private final Predicate<String> isCommand;

  Consequences(Predicate<String> isCommand) {
    this.isCommand = isCommand;
  }

  /**
   * The line of the first command that failed before and that this one's failure follows from;
   * empty if none tells.
   *
   * @param before the commands before, with their verdicts
   */
  OptionalInt cause(List<Judged> before, Played failed) {
    String answer = failed.output().map(Output::text).orElse("");
    Set<String> wanted = new HashSet<>();
    ABSENT.matcher(answer).results().forEach(line -> wanted.addAll(names(line.group())));
    wanted.retainAll(names(failed.run()));
    Matcher place = PLACE.matcher(failed.run());
    if (wanted.isEmpty() && NO_WAY.matcher(answer).find() && place.find()) {
      wanted.add(place.group("name"));
    }
    return before.stream()
        .filter(judged -> !judged.verdict().isGood())
        .filter(judged -> names(judged.played().run()).stream().anyMatch(wanted::contains))
        .mapToInt(judged -> judged.played().line())
        .findFirst();
  }

  private Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (!GRAMMAR.contains(word.group()) && !isCommand.test(word.group())) {
        names.add(word.group());
      }
    }
    return names;
  }
}

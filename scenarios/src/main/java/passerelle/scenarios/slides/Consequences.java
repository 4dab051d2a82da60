package passerelle.scenarios.slides;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.slides.DeckRun.Played;

/**
 * Differences of a deck that only follow from an earlier one: what a command names is not there, as
 * the command that was to make it, or to reach it, has failed.
 */
final class Consequences {
  /** How programs say that something is not there; its name, which is no word of their commands. */
  static final Pattern ABSENT =
      Pattern.compile(
          "(?im)(?:no such (?:container|object|volume|image|network): ?|does not exist: |\\bnetwork"
              + " (?=\\S+ not found)|\\b(?:cannot find device|device|network namespace|argument|bad"
              + " address|interface|container) (?=[\"']?[\\w./-]+[\"']?(?: does not exist| is"
              + " (?:wrong|not)|:|$))|\\bopen (?=\\S+: no such)|server can't find (?=\\S+:"
              + " NXDOMAIN)|\\bping: (?=\\S+: (?:name|temporary)))[\"']?"
              + "(?!(?:network|container|image|volume)\\s)([\\w./-]+)");

  /** How they say that there is no way, without saying to whom. */
  private static final Pattern NO_WAY =
      Pattern.compile("(?i)unreachable|100% packet loss|timed out|refused");

  /** Where a command is done. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:netns exec|ip -n|docker(?: container)? exec(?: -[a-z]+)*) (?<name>[\\w.-]+)");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_](?:[\\w./-]*[A-Za-z0-9_])?");

  private Consequences() {}

  /**
   * The line of the first command that failed before and that this one's failure follows from;
   * empty if none tells.
   *
   * @param before the commands before, with their verdicts
   */
  static OptionalInt cause(List<Judged> before, Played failed) {
    String answer = failed.output().map(Output::text).orElse("");
    Set<String> wanted = new HashSet<>();
    ABSENT.matcher(answer).results().forEach(absent -> wanted.add(absent.group(1)));
    wanted.retainAll(names(failed.run()));
    Matcher place = PLACE.matcher(failed.run());
    if (wanted.isEmpty() && NO_WAY.matcher(answer).find() && place.find()) {
      wanted.add(place.group("name"));
    }
    return before.stream()
        .filter(judged -> !judged.verdict().answers())
        .filter(judged -> names(judged.played().run()).stream().anyMatch(wanted::contains))
        .mapToInt(judged -> judged.played().line())
        .findFirst();
  }

  private static Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    WORD.matcher(text).results().forEach(word -> names.add(word.group()));
    return names;
  }
}

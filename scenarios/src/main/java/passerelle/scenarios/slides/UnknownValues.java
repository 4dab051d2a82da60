package passerelle.scenarios.slides;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids and processes in commands that no output has printed before: the author has looked them up
 * off the slides. They are those of what came last. The author's network card is this machine's.
 */
final class UnknownValues {
  private static final Pattern ID =
      Pattern.compile("(?<![\\w.:/@-])[0-9a-f]{12}(?:[0-9a-f]{52})?(?![\\w.:-])");

  /** The process that nsenter is to enter, and that of files below /proc. */
  private static final Pattern PROCESS =
      Pattern.compile("(?<=nsenter .{0,40}(?:-t|--target)[ =]?|/proc/)\\d{2,7}(?=\\s|/ns/|$)");

  private static final Pattern OF_NETWORK = Pattern.compile("(?s)(?:sudo )?docker network .*");

  private UnknownValues() {}

  /**
   * The command with what came last in the place of what nobody knows.
   *
   * @param typed the command as the deck prints it
   */
  static String filled(String command, String typed, SlideLab lab) {
    String thing = OF_NETWORK.matcher(command).matches() ? "network" : "container";
    String ids =
        command.contains("docker ")
            ? ID.matcher(command)
                .replaceAll(m -> lab.isId(m.group()) ? m.group() : filled(m, thing, lab))
            : command;
    return PROCESS
        .matcher(Shape.CARD.matcher(ids).replaceAll("eth0"))
        .replaceAll(
            m ->
                lab.isProcess(m.group()) || !typed.contains(m.group())
                    ? m.group()
                    : filled(m, "process", lab));
  }

  private static String filled(MatchResult value, String thing, SlideLab lab) {
    Optional<String> there = lab.fill(thing);
    return Matcher.quoteReplacement(there.orElse(value.group()));
  }
}

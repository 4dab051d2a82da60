package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.slides.DeckRun.Played;

/** Containers without a network: whoever asks out of one shows that nobody is reached. */
final class Isolated {
  private static final Pattern ALONE =
      Pattern.compile("(?s).*\\bdocker (?:container )?run\\b.* --net(?:work)?[ =]none\\b.*");

  private static final Pattern NAME = Pattern.compile(" --name[ =]([\\w.-]+)");

  private static final Pattern WITHIN =
      Pattern.compile("\\bdocker (?:container )?exec(?: -\\w+)* ([\\w.-]+) ");

  private Isolated() {}

  /**
   * Whether a command of which the deck prints nothing has reached nobody, as the deck's own {@code
   * --network none} has it.
   *
   * @param before the commands before it
   */
  static boolean isAlone(Played played, List<Played> before) {
    String answer = played.output().map(Output::text).orElse("");
    Matcher within = WITHIN.matcher(played.run());
    return !played.isPrinted()
        && Judge.UNANSWERED.matcher(answer).find()
        && (ALONE.matcher(played.run()).matches()
            || within.find()
                && before.stream()
                    .filter(run -> within.group(1).equals(name(run.run())))
                    .reduce((first, last) -> last)
                    .filter(run -> ALONE.matcher(run.run()).matches())
                    .isPresent());
  }

  private static String name(String command) {
    Matcher name = NAME.matcher(command);
    return name.find() ? name.group(1) : "";
  }
}

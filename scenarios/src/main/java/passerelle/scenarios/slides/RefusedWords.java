package passerelle.scenarios.slides;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.slides.Attempts.Attempt;

/**
 * Words of a command that a program has refused as no values, so that they can only stand for those
 * of the reader's own: an address that is called {@code IpDuLan}, a number {@code num_ligne}, a
 * variable that nothing has set.
 *
 * @param unset gives the variables in a command that nothing has set, and words for them
 * @param fill what a reader would put for words, if that is known
 */
record RefusedWords(
    Function<String, Map<String, String>> unset, Function<String, Optional<String>> fill) {
  /** What a program says of a word, and what is to stand there: the first group is the word. */
  private record Refusal(Pattern said, String value) {
    Refusal(String said, String value) {
      this(Pattern.compile("(?m)" + said), value);
    }
  }

  /** What stands for a machine. */
  private static final String MACHINE =
      "((?i:(?:(?:the|your|my|mon|ma|votre|ip|addr(?:ess)?|adresse|dns|host|name|nom|h[oô]te|serveu?r|machine|dest(?:ination)?"
          + "|target|cible|remote|distante?)[_.-]?){1,4})\\d*)";

  private static final List<Refusal> REFUSALS =
      List.of(
          // One of a network for benchmarks (RFC 2544).
          new Refusal("host/network `([\\w.-]+)' not found", "198.18.0.2"),
          new Refusal("repository name \\((?:library/)?([\\w.-]+)\\) must be lowercase", "image"),
          new Refusal("invalid port/service `(\\w[\\w.-]*)' specified", "80"),
          new Refusal("could not resolve [^/\\s]+/(\\w[\\w.-]*): Servname", "80"),
          new Refusal(
              "Invalid rule number `((?!(?:IN|OUT)PUT|FORWARD|P\\w+ROUTING)\\w[\\w.-]*)'", "1"),
          new Refusal(
              "could not resolve "
                  + MACHINE
                  + "/|(?:\\bhost:? \"?|^|: )"
                  + MACHINE
                  + "(?:$|\"|: [NT])",
              "machine"));

  /** What is said of what follows where a variable holds nothing. */
  private static final Pattern NOTHING =
      Pattern.compile("Bad argument `|(?:host/network|port/service) `-");

  private static final Pattern CHAIN =
      Pattern.compile("(?iu)(?<= )(cha[iî]ne?(?:[_-]\\w+)?)(?= |$)");
  private static final Pattern NO_CHAIN =
      Pattern.compile("Bad built-in chain name|No chain/target/match by that name");

  private static final int MOST = 4;

  /**
   * A command as it was typed at last.
   *
   * @param chosen the values in it that nothing tells, by the words that stand for them
   */
  record Typed(String command, Map<String, String> chosen, Attempt attempt) {}

  /** Types a command, again and again, with values for the words that are refused. */
  Typed type(
      String command,
      Map<String, String> chosen,
      boolean fails,
      BiFunction<String, Map<String, String>, Attempt> type) {
    Typed typed = new Typed(command, chosen, type.apply(command, chosen));
    for (int i = 0; i < MOST && !fails && failed(typed.attempt()); i++) {
      Optional<Typed> next = next(typed, type);
      if (next.isEmpty()) {
        return typed;
      }
      typed = next.get();
    }
    return typed;
  }

  private static boolean failed(Attempt attempt) {
    return attempt.output().filter(o -> o.status() != 0).isPresent();
  }

  private Optional<Typed> next(Typed typed, BiFunction<String, Map<String, String>, Attempt> type) {
    String said = typed.attempt().output().map(o -> o.text()).orElse("");
    Map<String, String> variables = unset.apply(typed.command());
    if (NOTHING.matcher(said).find() && !variables.isEmpty()) {
      String worded = typed.command();
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        worded = worded.replace(variable.getKey(), variable.getValue());
      }
      return Optional.of(again(typed, worded, variables, type));
    }
    Matcher chain = CHAIN.matcher(typed.command());
    if (NO_CHAIN.matcher(said).find() && chain.find()) {
      return Optional.of(put(typed, chain.group(1), "INPUT", type));
    }
    return REFUSALS.stream()
        .flatMap(
            refusal ->
                refusal
                    .said()
                    .matcher(said)
                    .results()
                    .map(m -> m.groupCount() > 1 && m.group(1) == null ? m.group(2) : m.group(1))
                    .filter(word -> at(word).matcher(typed.command()).find())
                    .map(
                        word ->
                            put(
                                typed,
                                word,
                                fill.apply(refusal.value()).orElse(refusal.value()),
                                type)))
        .findFirst();
  }

  private static Pattern at(String word) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w.-])");
  }

  private static Typed put(
      Typed typed,
      String word,
      String value,
      BiFunction<String, Map<String, String>, Attempt> type) {
    String filled = at(word).matcher(typed.command()).replaceAll(Matcher.quoteReplacement(value));
    return again(typed, filled, Map.of(word, value), type);
  }

  private static Typed again(
      Typed typed,
      String command,
      Map<String, String> more,
      BiFunction<String, Map<String, String>, Attempt> type) {
    Map<String, String> chosen = new TreeMap<>(typed.chosen());
    chosen.putAll(more);
    return new Typed(command, chosen, type.apply(command, chosen));
  }
}

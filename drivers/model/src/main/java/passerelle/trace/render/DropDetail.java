package passerelle.trace.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.trace.HopEvent;

/**
 * The detail of a drop in two parts.
 *
 * @param where what did it: a route, a size, a rule by its table, chain and number
 * @param rule that rule as iptables prints it; empty when it was none
 */
public record DropDetail(String where, String rule) {
  private static final String HOLE = "\0";
  private static final Pattern RULE = Pattern.compile("(table .*, chain .* rule [0-9]+): (.*)");

  private static final String BUNDLE = "passerelle/trace/messages";

  /** Keys of what a kernel says about a drop, word for word in English. */
  private static final String WORDS = "detail.";

  /** The detail of a drop in a language. */
  public static DropDetail of(HopEvent.Dropped drop, Language language) {
    DropDetail detail = of(drop);
    return language == Language.EN
        ? detail
        : new DropDetail(in(Messages.of(language, BUNDLE), detail.where()), detail.rule());
  }

  /** The words of a kernel in another language, where they are known. */
  private static String in(Messages messages, String words) {
    Messages english = Messages.of(Language.EN, BUNDLE);
    for (String key : english.keys()) {
      if (key.startsWith(WORDS)) {
        String[] parts = english.get(key, HOLE, HOLE, HOLE).split(HOLE, -1);
        String pattern = Stream.of(parts).map(Pattern::quote).collect(Collectors.joining("(.+)"));
        Matcher match = Pattern.compile(pattern).matcher(words);
        if (match.matches()) {
          Object[] found =
              IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group).toArray();
          return messages.get(key, found);
        }
      }
    }
    return words;
  }

  /** Both parts, in the language of the first. */
  public String text(Language language) {
    return rule.isEmpty() ? where : Messages.of(language, BUNDLE).get("drop.rule", where, rule);
  }

  private static DropDetail of(HopEvent.Dropped drop) {
    Matcher rule = RULE.matcher(drop.detail());
    return rule.matches()
        ? new DropDetail(rule.group(1), rule.group(2))
        : new DropDetail(drop.detail(), "");
  }
}

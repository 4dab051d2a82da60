package passerelle.cli.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.JsonText;

/**
 * What the compiler writes tens of thousands of times, mostly where a method can be suspended and
 * goes on, stands once before the script, and as one character wherever it was. What is packed then
 * is a tenth shorter, and spelled out again in the page.
 */
final class Phrases {
  private static final String NAME = "[A-Za-z_$][\\w$]*";

  /** The phrases but for the names in them, which differ from build to build. */
  private static final List<Pattern> KINDS =
      List.of(
          phrase("if(@()){break _;}"),
          phrase("$p,$z;$p=0;if(@()){let $T=@();$p=$T.@();"),
          phrase("=$T.@();"),
          phrase("_:while(true){switch($p){case 0:"),
          phrase("default:@();}}@().@("),
          phrase("(){let a=this;@.call(a);"),
          phrase("=b=>{return "),
          phrase("=a=>{return "));

  /** A line may end wherever the compiler found it long enough: nothing depends on it there. */
  private static final Pattern NEEDLESS =
      Pattern.compile("(?<=[{};,()=\\[\\]:?])\n+|\n+(?=[{};,()=\\[\\]:?])");

  private Phrases() {}

  private static Pattern phrase(String written) {
    return Pattern.compile(Pattern.quote(written).replace("@", "\\E" + NAME + "\\Q"));
  }

  /**
   * A line of JSON with the number of characters and the phrases, then the script, in which the
   * first phrase is the character 1, the second 2.
   *
   * @param script has no control characters but ends of lines
   */
  static String shortened(String script) {
    String left = script;
    List<Object> head = new ArrayList<>(List.of(left.length()));
    for (Pattern kind : KINDS) {
      String phrase = most(kind, left);
      if (!phrase.isEmpty()) {
        left = left.replace(phrase, String.valueOf((char) head.size()));
        head.add(phrase);
      }
    }
    return JsonText.of(head) + "\n" + left;
  }

  /**
   * On fewer lines.
   *
   * @param script as the compiler writes it: without comments
   */
  static String joined(String script) {
    return NEEDLESS.matcher(script).replaceAll("");
  }

  private static String most(Pattern kind, String script) {
    Map<String, Integer> counts = new HashMap<>();
    Matcher matcher = kind.matcher(script);
    while (matcher.find()) {
      counts.merge(matcher.group(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}

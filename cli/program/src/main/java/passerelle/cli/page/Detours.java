package passerelle.cli.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.page.Declarations.Declaration;

/**
 * Functions that only hand on to another one: bridges of generic types, lambdas, factories. Every
 * second function of the compiled engine is one. A browser need neither keep them nor call them.
 */
final class Detours {
  private static final String LETTER = "[a-z]\\w*+";
  private static final String NAME = "[A-Za-z_$][\\w$]*+(?:\\.[\\w$]++)?";
  static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'";

  /**
   * A function that can be suspended in one place only, the call whose result is its own. Groups:
   * what it reads first, whether there is a result, the call, the result's name.
   */
  private static final Pattern SUSPENDED =
      Pattern.compile(
          "=>\\{let [\\w$,]++;\\$p=0;if\\(\\w++\\(\\)\\)\\{let \\$T=\\w++\\(\\);[^}]*+\\}"
              + "_:while\\(true\\)\\{switch\\(\\$p\\)\\{case 0:((?:L=L(?:\\.\\w++)?;)*+)\\$p=1;"
                  .replace("L", LETTER)
              + "case 1:(\\$z=)?([^{};]++);if\\(\\w++\\(\\)\\)\\{break _;\\}"
              + "(?:(\\w++)=\\$z;return \\4;|return;)default:\\w++\\(\\);\\}\\}"
              + "\\w++\\(\\)\\.s\\([^)]*+\\);\\}");

  private static final Pattern READ = Pattern.compile("(L)=(L)(\\.\\w++)?;".replace("L", LETTER));
  private static final Pattern SET = Pattern.compile("\\.(\\w++)=(?!=)");
  private static final Pattern FRESH = Pattern.compile("function [\\w$]++\\(\\)\\{[^{}]*+\\}");
  private static final Pattern MAKING =
      Pattern.compile("=>\\{\\w++\\(a\\);((?:a\\.\\w++=\\w++;)++)\\}");
  private static final Pattern VARIABLE =
      Pattern.compile(TEXT + "|(?<![\\w$.])(" + LETTER + ")(?![\\w$])");

  private static final Pattern HANDS_ON =
      Pattern.compile("=>\\{(?:return )?(" + NAME + ")(\\([\\w$,]*+\\));\\}$");
  private static final Pattern ASSIGNED = Pattern.compile("(?<![\\w$.])(" + NAME + ")=(?![=>])");

  /** So many lead one to the other, unless they lead round in a circle. */
  private static final int MOST = 100;

  private Detours() {}

  /**
   * Takes from those functions what they would need to be suspended. Who called them is resumed
   * with the same arguments, and they call again, with what they read first: so that may only be
   * what never changes.
   */
  static String straightened(String script) {
    Set<String> constant = constant(script);
    return SUSPENDED
        .matcher(script)
        .replaceAll(found -> Matcher.quoteReplacement(straightened(found, constant)));
  }

  private static String straightened(MatchResult found, Set<String> constant) {
    Map<String, String> meant = new HashMap<>();
    Matcher reads = READ.matcher(found.group(1));
    while (reads.find()) {
      String field = reads.group(3) == null ? "" : reads.group(3);
      if (!field.isEmpty() && !constant.contains(field.substring(1))) {
        return found.group();
      }
      meant.put(reads.group(1), meant.getOrDefault(reads.group(2), reads.group(2)) + field);
    }
    String call =
        VARIABLE
            .matcher(found.group(3))
            .replaceAll(
                each ->
                    Matcher.quoteReplacement(
                        meant.getOrDefault(
                            each.group(1) == null ? "" : each.group(1), each.group())));
    return "=>{" + (found.group(2) == null ? "" : "return ") + call + ";}";
  }

  /** Fields that only a constructor sets, which does nothing else. */
  private static Set<String> constant(String script) {
    Map<String, Integer> sets = new HashMap<>();
    count(script, 1, sets);
    FRESH.matcher(script).results().forEach(fresh -> count(fresh.group(), -1, sets));
    Set<String> constant = new HashSet<>();
    Matcher making = MAKING.matcher(script);
    while (making.find()) {
      Matcher set = SET.matcher(making.group(1));
      while (set.find()) {
        if (sets.get(set.group(1)) == 1) {
          constant.add(set.group(1));
        }
      }
    }
    return constant;
  }

  private static void count(String script, int each, Map<String, Integer> sets) {
    SET.matcher(script).results().forEach(set -> sets.merge(set.group(1), each, Integer::sum));
  }

  /** What stands for another function, by name. */
  static Map<String, String> in(List<Declaration> all) {
    Set<String> changing = new HashSet<>();
    Map<String, String> found = new HashMap<>();
    for (Declaration each : all) {
      String rest = behindName(each);
      ASSIGNED.matcher(rest).results().forEach(assigned -> changing.add(assigned.group(1)));
    }
    Set<String> functions = new HashSet<>();
    all.stream().filter(Declaration::isFunction).forEach(each -> functions.add(each.name()));
    functions.removeAll(changing);
    for (Declaration each : all) {
      Matcher hands = HANDS_ON.matcher(behindName(each));
      if (functions.contains(each.name())
          && hands.find()
          && functions.contains(hands.group(1))
          && hands.group(2).equals(given(each))
          && hands.start() == each.parameters().length()) {
        found.put(each.name(), hands.group(1));
      }
    }
    Set<String> round = new HashSet<>();
    found.keySet().stream().map(name -> end(found, name)).forEach(round::add);
    found.keySet().removeAll(round);
    return found;
  }

  private static String behindName(Declaration each) {
    boolean isAssigned = each.text().startsWith(each.name() + "=");
    return isAssigned ? each.text().substring(each.name().length() + 1) : each.text();
  }

  private static String given(Declaration function) {
    String parameters = function.parameters();
    return parameters.startsWith("(") ? parameters : "(" + parameters + ")";
  }

  /** Where a name leads to in the end. */
  static String end(Map<String, String> detours, String name) {
    String at = name;
    for (int i = 0; i < MOST && detours.containsKey(at); i++) {
      at = detours.get(at);
    }
    return at;
  }
}

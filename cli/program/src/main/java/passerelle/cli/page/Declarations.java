package passerelle.cli.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the compiled script says at its outermost level, one after the other. */
final class Declarations {
  /** A function whose body a browser may read when it is called first. */
  private static final Pattern FUNCTION =
      Pattern.compile("([\\w$]+(?:\\.[\\w$]+)?)=(\\([\\w$,]*\\)|[\\w$]+)=>\\{");

  /** Also an object's member, where the object only holds names that are too many elsewhere. */
  private static final Pattern VARIABLE = Pattern.compile("([\\w$]+)(?:\\.[\\w$]+)?(?==(?!=))");

  private static final Pattern MENTIONED =
      Pattern.compile(Detours.TEXT + "|(?<![\\w$.])([A-Za-z_$][\\w$]*+)(\\.[\\w$]++)?");

  /** A name that the compiler has chosen, and that is not short because it is mentioned often. */
  private static final Pattern LONG = Pattern.compile("([A-Z]\\.)?[A-Z][\\w$]{2,}");

  private static final Pattern OBJECT = Pattern.compile("([\\w$]+)=\\{\\}");
  private static final Pattern TYPE = Pattern.compile("function ([\\w$]+)\\(");
  private static final String LET = "let ";

  /** What stands behind a brace that closes a part of a statement, not all of it. */
  private static final Pattern GOES_ON =
      Pattern.compile("\\s*(?:[^\\w$\\s]|$|(?:else|catch|finally|while)\\b)");

  private final String script;
  private final List<Declaration> all = new ArrayList<>();
  private final Set<String> objects = new HashSet<>();
  private boolean let;

  private Declarations(String script) {
    this.script = script;
  }

  /**
   * A statement, or one variable of a {@code let}.
   *
   * @param name empty for a statement that declares nothing
   * @param parameters of a function, as they are written; empty for all else
   * @param text without what separates it from the next
   * @param isLet whether it needs {@code let} before it
   * @param at where it stands in the script
   */
  record Declaration(String name, String parameters, String text, boolean isLet, int at) {
    boolean isFunction() {
      return !parameters.isEmpty();
    }

    /** The same with other names for what is declared, its own and those that it mentions. */
    Declaration renamed(UnaryOperator<String> names) {
      String other =
          MENTIONED
              .matcher(text)
              .replaceAll(found -> Matcher.quoteReplacement(renamed(found, names)));
      return new Declaration(names.apply(name), parameters, other, isLet, at);
    }

    private static String renamed(MatchResult found, UnaryOperator<String> names) {
      String first = found.group(1);
      String member = found.group(2) == null ? "" : found.group(2);
      String whole = first == null ? found.group() : names.apply(first + member);
      boolean other = first != null && whole.equals(first + member) && !member.isEmpty();
      return other ? names.apply(first) + member : whole;
    }
  }

  /**
   * All of them in their order.
   *
   * @param script without comments
   */
  static List<Declaration> in(String script) {
    Declarations found = new Declarations(script);
    found.read();
    return found.all;
  }

  /**
   * Other names, no longer than those that there are: what is declared one after the other has
   * names that follow each other. Since neighbours mention each other most, the packer, which finds
   * what names begin with, needs a twentieth less.
   *
   * @return the new name for each that is another
   */
  static Map<String, String> alike(List<Declaration> all) {
    Map<String, Set<String>> kinds = new HashMap<>();
    for (Declaration each : all) {
      Matcher found = LONG.matcher(each.name());
      if (found.matches()) {
        String kind = found.group(1) + found.group().length();
        kinds.computeIfAbsent(kind, k -> new LinkedHashSet<>()).add(each.name());
      }
    }
    Map<String, String> names = new HashMap<>();
    for (Set<String> kind : kinds.values()) {
      Iterator<String> sorted = kind.stream().sorted().iterator();
      kind.forEach(name -> names.put(name, sorted.next()));
    }
    return names;
  }

  /** What stands between the brackets of an array, one text for each element. */
  static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    int start = 1;
    int depth = 0;
    for (int i = 0; i < array.length(); i++) {
      char c = array.charAt(i);
      i = isQuote(c) ? endOfText(array, i) : i;
      depth += depth(c);
      if (depth == 0 || depth == 1 && c == ',') {
        if (i > start) {
          elements.add(array.substring(start, i).strip());
        }
        start = i + 1;
      }
      if (depth == 0) {
        break;
      }
    }
    return elements;
  }

  private void read() {
    int start = 0;
    int depth = 0;
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      i = isQuote(c) ? endOfText(script, i) : i;
      depth += depth(c);
      if (depth == 0 && (c == ';' || c == ',')) {
        add(start, i);
        let &= c == ',';
        start = i + 1;
      } else if (depth == 0 && c == '}' && !goesOn(i + 1)) {
        add(start, i + 1);
        let = false;
        start = i + 1;
      }
    }
    add(start, script.length());
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static int depth(char c) {
    return switch (c) {
      case '(', '[', '{' -> 1;
      case ')', ']', '}' -> -1;
      default -> 0;
    };
  }

  private static int endOfText(String script, int start) {
    int i = start + 1;
    while (script.charAt(i) != script.charAt(start)) {
      i += script.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  private boolean goesOn(int from) {
    return GOES_ON.matcher(script).region(from, script.length()).lookingAt();
  }

  private void add(int from, int to) {
    String text = script.substring(from, to).strip();
    int at = from;
    if (text.startsWith(LET)) {
      let = true;
      text = text.substring(LET.length());
    }
    if (text.isEmpty()) {
      return;
    }
    Matcher function = FUNCTION.matcher(text);
    Matcher type = TYPE.matcher(text);
    Matcher variable = VARIABLE.matcher(text);
    if (let && OBJECT.matcher(text).matches()) {
      objects.add(text.substring(0, text.indexOf('=')));
    }
    if (function.lookingAt()) {
      all.add(new Declaration(function.group(1), function.group(2), text, let, at));
    } else if (type.lookingAt()) {
      all.add(new Declaration(type.group(1), "", text, false, at));
    } else if (variable.lookingAt() && (let || objects.contains(variable.group(1)))) {
      all.add(new Declaration(variable.group(), "", text, let, at));
    } else {
      all.add(new Declaration("", "", text, let, at));
    }
  }
}

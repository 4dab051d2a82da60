package passerelle.cli.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.page.Declarations.Declaration;

/**
 * The compiled engine in two scripts. A browser reads the whole of a script before it runs the
 * first line, and most of this one is not needed before somebody asks for something rare. So the
 * first half has the functions that the compiler names (see {@code Early}) and all that they
 * mention; where it mentions another function, one stands for it that reads the second half and
 * calls what has come. The second half has the rest, the methods of the first half's classes among
 * it. It comes in pieces, so that nobody waits for all of it who asks for something else meanwhile:
 * only the last one puts what has come into the place of what stands for it.
 *
 * @param early what is read first
 * @param late what is read when it is needed, or nothing else is to do, one piece after the other
 */
record Halves(String early, List<String> late) {
  private static final Pattern EARLY = Pattern.compile("/\\*early:([^*]*)\\*/");

  /** Where the compiler's function that tells of classes says what they implement. */
  private static final String TELLS = ".superinterfaces=data[";

  /** What is asked of an object. */
  private static final Pattern CALLED =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|\\.([A-Za-z_$][\\w$]*+)");

  private static final String LAMBDA = "$lambda$_";

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w$.])([A-Za-z_$][\\w$]*+)(\\.[\\w$]++)?");

  /** A class before it is told what it is, and what only holds names: they do nothing, either. */
  private static final Pattern EMPTY = Pattern.compile("^function |^[\\w$]+=\\{\\}$");

  /** What stands for a function is no shorter than the function: octets. */
  private static final int LITTLE = 8;

  /** Characters that a browser reads in some 50 ms. */
  private static final int PIECE = 1_400_000;

  /**
   * Divides a script.
   *
   * @param script as the compiler writes it, without newlines that mean anything
   * @throws IllegalStateException when it does not name its first functions
   */
  static Halves of(String script) {
    String straight = Detours.straightened(script);
    Matcher named = EARLY.matcher(straight);
    if (!named.find()) {
      throw new IllegalStateException("the engine does not say what is needed first");
    }
    String all = straight.substring(0, named.start()) + straight.substring(named.end());
    List<Declaration> declared = Declarations.in(all);
    Map<String, String> detours = Detours.in(declared);
    List<Declaration> direct =
        declared.stream().filter(each -> !detours.containsKey(each.name())).toList();
    Map<String, String> alike = Declarations.alike(direct);
    UnaryOperator<String> renamed =
        name -> alike.getOrDefault(Detours.end(detours, name), Detours.end(detours, name));
    Set<String> names = new HashSet<>();
    for (String name : named.group(1).replaceAll("\\s", "").split(",")) {
      names.add(renamed.apply(name));
    }
    Dividing dividing = new Dividing(direct.stream().map(each -> each.renamed(renamed)).toList());
    dividing.choose(names, named.start());
    return dividing.halves();
  }

  /**
   * A class as the compiler tells of it.
   *
   * @param head its name, what it extends, how it is made ready
   * @param methods in turn a name and a function
   */
  private record Type(List<String> head, List<String> methods) {
    /**
     * A class that has a name for people has one more number behind it; nobody asks for that of a
     * lambda. Most methods are called by the function's name alone.
     *
     * @param called by what name methods are called otherwise
     */
    static List<Type> in(String array, Set<String> called) {
      List<Type> types = new ArrayList<>();
      List<String> parts = Declarations.elements(array);
      int i = 0;
      while (i < parts.size()) {
        boolean hasName = parts.get(i + 1).startsWith("\"");
        int end = i + (hasName ? 8 : 7);
        List<String> head = new ArrayList<>(parts.subList(i, end));
        if (hasName && head.get(1).contains(LAMBDA)) {
          head.remove(2);
          head.set(1, "0");
        }
        List<String> methods = new ArrayList<>();
        List<String> told = Declarations.elements(parts.get(end));
        for (int m = 0; m + 1 < told.size(); m += 2) {
          if (names(told.get(m)).anyMatch(called::contains)) {
            methods.addAll(told.subList(m, m + 2));
          }
        }
        types.add(new Type(head, methods));
        i = end + 1;
      }
      return types;
    }

    /** A function has one name as a method, or a list of them. */
    private static Stream<String> names(String told) {
      return Stream.of(told.split("[\\[\\],\"]"));
    }

    String name() {
      return head.get(0);
    }

    /** With some of its methods alone. */
    String written(List<String> some) {
      return String.join(",", head) + "," + (some.isEmpty() ? "0" : array(some));
    }
  }

  private static String array(List<String> elements) {
    return "[" + String.join(",", elements) + "]";
  }

  private static final class Dividing {
    private final List<Declaration> all;
    private final Map<String, Declaration> named = new HashMap<>();
    private final Map<String, Type> types = new HashMap<>();
    private final Set<String> called = new HashSet<>();
    private final String telling;
    private final Set<Declaration> early = new HashSet<>();
    private final Set<Declaration> replaced = new HashSet<>();
    private final Deque<Declaration> open = new ArrayDeque<>();

    Dividing(List<Declaration> all) {
      this.all = all;
      all.forEach(each -> named.putIfAbsent(each.name(), each));
      named.remove("");
      all.forEach(
          each -> CALLED.matcher(each.text()).results().map(m -> m.group(1)).forEach(called::add));
      telling =
          all.stream()
              .filter(each -> each.isFunction() && each.text().contains(TELLS))
              .map(each -> each.name() + "(")
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("the engine has no classes"));
      all.stream()
          .filter(this::isTelling)
          .flatMap(each -> told(each).stream())
          .forEach(type -> types.put(type.name(), type));
    }

    private boolean isTelling(Declaration statement) {
      return statement.name().isEmpty() && statement.text().startsWith(telling);
    }

    private List<Type> told(Declaration statement) {
      return Type.in(statement.text().substring(telling.length()), called);
    }

    /** What stands before {@code start} is the compiler's own, and needed from the beginning. */
    void choose(Set<String> names, int start) {
      for (Declaration each : all) {
        boolean isStatement = each.name().isEmpty() && !isTelling(each);
        if (isStatement || each.at() < start || names.contains(each.name())) {
          want(each);
        }
      }
      while (!open.isEmpty()) {
        Declaration wanted = open.pop();
        Type type = types.get(wanted.name());
        mentioned(wanted.text()).forEach(this::mention);
        if (type != null) {
          mentioned(String.join(",", type.head())).forEach(this::mention);
        }
      }
      replaced.removeAll(early);
    }

    private void want(Declaration wanted) {
      if (early.add(wanted)) {
        open.push(wanted);
      }
    }

    private void mention(Declaration other) {
      boolean isLittle = other.text().length() <= instead(other).length() + LITTLE;
      if (other.isFunction() && !isLittle && !early.contains(other)) {
        replaced.add(other);
      } else {
        want(other);
      }
    }

    private Set<Declaration> mentioned(String text) {
      Set<Declaration> found = new HashSet<>();
      Matcher names = NAME.matcher(text);
      while (names.find()) {
        Declaration whole = named.get(names.group());
        Declaration first = named.get(names.group(1));
        if (whole != null) {
          found.add(whole);
        }
        if (first != null) {
          found.add(first);
        }
      }
      return found;
    }

    private static String instead(Declaration function) {
      String given =
          function.parameters().startsWith("(")
              ? function.parameters()
              : "(" + function.parameters() + ")";
      return "%s=%s=>(readLate(),%s%s)"
          .formatted(function.name(), function.parameters(), function.name(), given);
    }

    Halves halves() {
      Written first = new Written();
      List<Written> pieces = new ArrayList<>();
      Written last = new Written("\"use strict\"");
      for (Declaration each : all) {
        if (isTelling(each)) {
          tell(told(each), first, last);
        } else if (early.contains(each)) {
          first.add(each.text(), each.isLet());
        } else if (replaced.contains(each)) {
          first.add(instead(each), each.isLet());
          last.add(each.text(), false);
        } else if (each.isFunction() || EMPTY.matcher(each.text()).find()) {
          piece(pieces).add(each.text(), each.isLet());
        } else {
          last.add(each.text(), each.isLet());
        }
      }
      pieces.add(last);
      return new Halves(first.text(), pieces.stream().map(Written::text).toList());
    }

    /** The piece that has room: functions that nobody knows before all have come. */
    private static Written piece(List<Written> pieces) {
      if (pieces.isEmpty() || pieces.get(pieces.size() - 1).text.length() > PIECE) {
        pieces.add(new Written("\"use strict\""));
      }
      return pieces.get(pieces.size() - 1);
    }

    private void tell(List<Type> some, Written first, Written second) {
      List<String> now = new ArrayList<>();
      List<String> later = new ArrayList<>();
      for (Type type : some) {
        if (!early.contains(named.get(type.name()))) {
          later.add(type.written(type.methods()));
          continue;
        }
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (int i = 0; i < type.methods().size(); i += 2) {
          String name = type.methods().get(i);
          String function = type.methods().get(i + 1);
          boolean isHere = early.containsAll(mentioned(function));
          here.addAll(List.of(name, isHere ? function : "later(" + name + ")"));
          there.addAll(isHere ? List.of() : List.of(name, function));
        }
        now.add(type.written(here));
        if (!there.isEmpty()) {
          second.add("give(" + type.name() + "," + array(there) + ")", false);
        }
      }
      if (!now.isEmpty()) {
        first.add(telling + array(now) + ")", false);
      }
      if (!later.isEmpty()) {
        second.add(telling + array(later) + ")", false);
      }
    }
  }

  /** A script that grows by one statement after the other. */
  private static final class Written {
    private final StringBuilder text = new StringBuilder();
    private boolean let;

    Written(String... statements) {
      List.of(statements).forEach(statement -> add(statement, false));
    }

    void add(String statement, boolean isLet) {
      text.append(text.isEmpty() ? "" : let && isLet ? "," : ";");
      text.append(isLet && !let ? "let " : "");
      text.append(statement);
      let = isLet;
    }

    String text() {
      return text + ";\n";
    }
  }
}

package passerelle.gotemplate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template has (Go: text/template {@code funcs.go:builtins}). */
final class Functions {
  private static final List<GoType> ONE = List.of(GoType.VALUE);
  private static final List<GoType> TWO = List.of(GoType.VALUE, GoType.VALUE);

  /** {@code and}, which {@link Caller} evaluates itself. */
  static final GoFunction AND = GoFunction.variadic(TWO, values -> values.get(0));

  /** {@code or}, which {@link Caller} evaluates itself. */
  static final GoFunction OR = GoFunction.variadic(TWO, values -> values.get(0));

  /** {@code call}, which has to be told its operand's text. */
  static final GoFunction CALL = GoFunction.variadic(TWO, values -> values.get(0));

  static final Map<String, GoFunction> BUILTINS = builtins();

  private Functions() {}

  private static Map<String, GoFunction> builtins() {
    List<GoType> any = List.of(GoType.ANY);
    Map<String, GoFunction> map = new LinkedHashMap<>();
    map.put("and", AND);
    map.put("or", OR);
    map.put("call", CALL);
    map.put("not", GoFunction.of(ONE, v -> GoValue.bool(!Comparisons.isTrue(v.get(0)))));
    map.put("index", GoFunction.variadic(TWO, Indexing::index));
    map.put("slice", GoFunction.variadic(TWO, Indexing::slice));
    map.put("len", GoFunction.of(ONE, v -> GoValue.integer(Indexing.len(v.get(0)))));
    map.put("print", GoFunction.variadic(any, v -> GoValue.string(GoPrinter.sprint(v))));
    map.put("println", GoFunction.variadic(any, v -> GoValue.string(GoPrinter.sprintln(v))));
    map.put(
        "printf",
        GoFunction.variadic(
            List.of(GoType.STRING, GoType.ANY),
            v ->
                GoValue.string(
                    Printf.sprintf(((GoValue.Str) v.get(0)).value(), v.subList(1, v.size())))));
    map.put("html", GoFunction.variadic(any, v -> GoValue.string(html(text(v)))));
    map.put("js", GoFunction.variadic(any, v -> GoValue.string(js(text(v)))));
    map.put("urlquery", GoFunction.variadic(any, v -> GoValue.string(urlQuery(text(v)))));
    map.put("eq", GoFunction.variadic(TWO, v -> GoValue.bool(Comparisons.eq(v))));
    map.put("ne", GoFunction.of(TWO, v -> GoValue.bool(!Comparisons.eq(v))));
    map.put("lt", GoFunction.of(TWO, v -> GoValue.bool(Comparisons.lt(v.get(0), v.get(1)))));
    map.put("le", GoFunction.of(TWO, v -> GoValue.bool(Comparisons.le(v.get(0), v.get(1)))));
    map.put("gt", GoFunction.of(TWO, v -> GoValue.bool(!Comparisons.le(v.get(0), v.get(1)))));
    map.put("ge", GoFunction.of(TWO, v -> GoValue.bool(!Comparisons.lt(v.get(0), v.get(1)))));
    return map;
  }

  /** {@code call} of what is no function, which is all that templates here can call. */
  static GoValue callNonFunction(String operand, GoValue wrapped) throws GoTemplateException {
    GoValue value = wrapped.unwrapped();
    throw new GoTemplateException(
        value.isValid() ? "non-function " + operand + " of type " + value.type() : "call of nil");
  }

  /** What printing shows of a value: a pointer's target. */
  static GoValue printable(GoValue value) {
    return value instanceof GoValue.Pointer ? value.indirect() : value;
  }

  private static String text(List<GoValue> values) throws GoTemplateException {
    List<GoValue> shown = new ArrayList<>();
    for (GoValue value : values) {
      shown.add(value.isValid() ? printable(value) : GoValue.string("<no value>"));
    }
    return GoPrinter.sprint(shown);
  }

  private static String html(String s) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < s.length(); i++) {
      switch (s.charAt(i)) {
        case '\0' -> out.append('\ufffd');
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(s.charAt(i));
      }
    }
    return out.toString();
  }

  private static String js(String s) {
    StringBuilder out = new StringBuilder();
    s.codePoints()
        .forEach(
            c -> {
              if (c == '\\' || c == '\'' || c == '"') {
                out.append('\\').append((char) c);
              } else if (c < ' ' || "<>&=".indexOf(c) >= 0 || c > 0x7f && !GoStrings.isPrint(c)) {
                out.append("\\u%04X".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static String urlQuery(String s) {
    return URLEncoder.encode(s, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }
}

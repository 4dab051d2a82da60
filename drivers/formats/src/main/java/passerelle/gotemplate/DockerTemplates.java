package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that Docker adds to templates (docker/cli {@code templates/templates.go}). */
public final class DockerTemplates {
  private static final GoType STRINGS = GoType.sliceOf(GoType.STRING);
  private static final Map<String, GoFunction> BASIC = basicFunctions();
  private static final Map<String, GoFunction> HEADER = headerFunctions();

  private DockerTemplates() {}

  /** Parses a template with Docker's functions; Docker's own templates have the name "". */
  public static GoTemplate parse(String name, String format) throws GoTemplateException {
    return GoTemplate.parse(name, format, BASIC);
  }

  /** The functions that leave the header of a table as it is (docker: HeaderFunctions). */
  static Map<String, GoFunction> headerFunctionsForTables() {
    return HEADER;
  }

  private static Map<String, GoFunction> basicFunctions() {
    List<GoType> string = List.of(GoType.STRING);
    Map<String, GoFunction> map = new LinkedHashMap<>();
    map.put("json", GoFunction.of(List.of(GoType.ANY), v -> json(v.get(0))));
    map.put(
        "split",
        GoFunction.of(
            List.of(GoType.STRING, GoType.STRING),
            v -> GoValue.strings(split(text(v.get(0)), text(v.get(1))))));
    map.put(
        "join",
        GoFunction.of(List.of(STRINGS, GoType.STRING), v -> join(v.get(0), text(v.get(1)))));
    map.put("title", GoFunction.of(string, v -> GoValue.string(title(text(v.get(0))))));
    map.put("lower", GoFunction.of(string, v -> GoValue.string(lower(text(v.get(0))))));
    map.put("upper", GoFunction.of(string, v -> GoValue.string(upper(text(v.get(0))))));
    map.put(
        "pad",
        GoFunction.of(
            List.of(GoType.STRING, GoType.INT, GoType.INT),
            v -> GoValue.string(pad(text(v.get(0)), number(v.get(1)), number(v.get(2))))));
    map.put(
        "truncate",
        GoFunction.of(
            List.of(GoType.STRING, GoType.INT),
            v -> GoValue.string(truncate(text(v.get(0)), number(v.get(1))))));
    return map;
  }

  private static Map<String, GoFunction> headerFunctions() {
    List<GoType> one = List.of(GoType.STRING);
    List<GoType> two = List.of(GoType.STRING, GoType.STRING);
    Map<String, GoFunction> map = new LinkedHashMap<>();
    for (String name : List.of("json", "title", "lower", "upper")) {
      map.put(name, GoFunction.of(one, v -> v.get(0)));
    }
    map.put("split", GoFunction.of(two, v -> v.get(0)));
    map.put("join", GoFunction.of(two, v -> v.get(0)));
    map.put("truncate", GoFunction.of(List.of(GoType.STRING, GoType.INT), v -> v.get(0)));
    return map;
  }

  private static String text(GoValue value) {
    return ((GoValue.Str) value).value();
  }

  private static long number(GoValue value) {
    return ((GoValue.Int) value).value();
  }

  private static GoValue json(GoValue value) throws GoTemplateException {
    if (value instanceof GoValue.Complex) {
      throw new GoTemplateException("json: unsupported type: complex128");
    }
    return GoValue.string(GoJson.compact(value).strip());
  }

  private static List<String> split(String s, String separator) {
    List<String> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      s.codePoints().forEach(c -> parts.add(Character.toString(c)));
      return parts;
    }
    int from = 0;
    for (int at = s.indexOf(separator); at >= 0; at = s.indexOf(separator, from)) {
      parts.add(s.substring(from, at));
      from = at + separator.length();
    }
    parts.add(s.substring(from));
    return parts;
  }

  private static GoValue join(GoValue strings, String separator) throws GoTemplateException {
    StringBuilder out = new StringBuilder();
    List<GoValue> elements = ((GoValue.Slice) strings).elements();
    for (int i = 0; i < elements.size(); i++) {
      out.append(i > 0 ? separator : "").append(text(elements.get(i)));
      if (out.length() > Budget.MAX_TEXT) {
        throw new GoTemplateException("strings: Join output length overflow");
      }
    }
    return GoValue.string(out.toString());
  }

  /** Go's {@code strings.Title}: the first letter of each word in title case. */
  private static String title(String s) {
    StringBuilder out = new StringBuilder();
    int previous = ' ';
    for (int c : s.codePoints().toArray()) {
      out.appendCodePoint(separates(previous) ? Character.toTitleCase(c) : c);
      previous = c;
    }
    return out.toString();
  }

  private static boolean separates(int c) {
    if (c == '_' || Character.isLetterOrDigit(c)) {
      return false;
    }
    return c < 0x80 || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String upper(String s) {
    StringBuilder out = new StringBuilder();
    s.codePoints().map(Character::toUpperCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String lower(String s) {
    StringBuilder out = new StringBuilder();
    s.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String pad(String s, long before, long after) throws GoTemplateException {
    return s.isEmpty() ? s : spaces(before) + s + spaces(after);
  }

  private static String spaces(long count) throws GoTemplateException {
    if (count < 0) {
      throw new GoTemplateException("strings: negative Repeat count");
    } else if (count > Budget.MAX_TEXT) {
      throw new GoTemplateException("strings: Repeat output length overflow");
    }
    return " ".repeat((int) count);
  }

  private static String truncate(String s, long length) throws GoTemplateException {
    if (GoStrings.byteLength(s) < length) {
      return s;
    } else if (length < 0) {
      throw new GoTemplateException("runtime error: slice bounds out of range [:" + length + "]");
    }
    return GoStrings.slice(s, 0, (int) length);
  }
}

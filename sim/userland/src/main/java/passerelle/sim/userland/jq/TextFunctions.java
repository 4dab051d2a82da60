package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What jq does with strings, regular expressions among them. */
final class TextFunctions {
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9_]*)>");

  private TextFunctions() {}

  /** {@code split(SEPARATOR)}; of nothing comes nothing. */
  static Json split(String text, String separator) {
    List<Json> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return Json.of(parts);
    }
    if (separator.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(Json.of(Character.toString(c))));
      return Json.of(parts);
    }
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(Json.of(text.substring(from, at)));
      from = at + separator.length();
    }
    parts.add(Json.of(text.substring(from)));
    return Json.of(parts);
  }

  /** The matches of an expression, as {@code match} tells them. */
  static List<Json> matches(Json value, Json expression, String flags) {
    if (!(value instanceof Json.Str text)) {
      throw new JqError(
          "%s (%s) cannot be matched, as it is not a string"
              .formatted(value.type(), Paths.shortened(value, 11)));
    }
    if (!(expression instanceof Json.Str regex)) {
      throw new JqError(
          "%s (%s) cannot be matched, as it is not a string"
              .formatted(expression.type(), Paths.shortened(expression, 11)));
    }
    Matcher matcher = pattern(regex.value(), flags).matcher(text.value());
    List<Json> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(match(matcher, text.value(), names(regex.value())));
      if (flags.indexOf('g') < 0) {
        break;
      }
    }
    return found;
  }

  private static Pattern pattern(String regex, String flags) {
    int bits = 0;
    bits |= flags.indexOf('i') >= 0 ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    bits |= flags.indexOf('x') >= 0 ? Pattern.COMMENTS : 0;
    bits |= flags.indexOf('s') >= 0 ? Pattern.DOTALL : 0;
    try {
      return Pattern.compile(GROUP.matcher(regex).replaceAll("("), bits | Pattern.MULTILINE);
    } catch (PatternSyntaxException wrong) {
      throw new JqError(regex + " (at offset 0) is not a valid regex: " + wrong.getDescription());
    }
  }

  /** The names of groups by their number; a group without one has none. */
  private static Map<Integer, String> names(String regex) {
    Map<Integer, String> names = new LinkedHashMap<>();
    int number = 0;
    for (int i = 0; i < regex.length(); i++) {
      if (regex.charAt(i) == '\\') {
        i++;
      } else if (regex.charAt(i) == '(') {
        Matcher named = GROUP.matcher(regex).region(i, regex.length());
        if (named.lookingAt()) {
          names.put(++number, named.group(1));
        } else if (!regex.startsWith("(?", i)) {
          number++;
        }
      }
    }
    return names;
  }

  private static Json match(Matcher matcher, String text, Map<Integer, String> names) {
    Map<String, Json> match = place(matcher, text, 0);
    List<Json> captures = new ArrayList<>();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      Map<String, Json> capture = place(matcher, text, group);
      capture.put("name", names.containsKey(group) ? Json.of(names.get(group)) : Json.NULL);
      captures.add(new Json.Obj(capture));
    }
    match.put("captures", Json.of(captures));
    return new Json.Obj(match);
  }

  private static Map<String, Json> place(Matcher matcher, String text, int group) {
    Map<String, Json> place = new LinkedHashMap<>();
    boolean found = matcher.start(group) >= 0;
    double offset = found ? text.codePointCount(0, matcher.start(group)) : -1;
    String string = found ? matcher.group(group) : "";
    place.put("offset", Json.of(offset));
    place.put("length", Json.of((double) string.codePointCount(0, string.length())));
    place.put("string", found ? Json.of(string) : Json.NULL);
    return place;
  }
}

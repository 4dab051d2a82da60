package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import passerelle.sim.process.Process;
import passerelle.sim.shell.Regex;

/** Variables, arrays and the fields of the current line. */
final class AwkState {
  private static final int MAX_FIELD = 10_000;

  private final Process self;
  private final Map<String, AwkValue> variables = new LinkedHashMap<>();
  private final Map<String, Map<String, AwkValue>> arrays = new LinkedHashMap<>();
  private final Map<String, Regex> regexes = new TreeMap<>();
  private List<String> fields = new ArrayList<>();
  private String line = "";
  private boolean lineStale;

  AwkState(Process self) {
    this.self = self;
    variables.put("FS", AwkValue.of(" "));
    variables.put("OFS", AwkValue.of(" "));
    variables.put("ORS", AwkValue.of("\n"));
    variables.put("RS", AwkValue.of("\n"));
    variables.put("SUBSEP", AwkValue.of("\u001c"));
    variables.put("OFMT", AwkValue.of("%.6g"));
    variables.put("CONVFMT", AwkValue.of("%.6g"));
    variables.put("NR", AwkValue.of(0));
    variables.put("FNR", AwkValue.of(0));
    variables.put("FILENAME", AwkValue.of(""));
    variables.put("RSTART", AwkValue.of(0));
    variables.put("RLENGTH", AwkValue.of(-1));
    self.environment()
        .forEach((name, value) -> array("ENVIRON").put(name, AwkValue.ofInput(value)));
  }

  AwkValue get(String name) {
    return name.equals("NF")
        ? AwkValue.of(fields.size())
        : variables.getOrDefault(name, AwkValue.UNSET);
  }

  String text(String name) {
    return get(name).text();
  }

  void set(String name, AwkValue value) {
    if (name.equals("NF")) {
      resize((int) Math.max(0, Math.min(MAX_FIELD, value.number())));
      lineStale = true;
    } else {
      variables.put(name, value);
    }
  }

  Map<String, AwkValue> array(String name) {
    return arrays.computeIfAbsent(name, key -> new LinkedHashMap<>());
  }

  boolean isArray(String name) {
    return arrays.containsKey(name);
  }

  void setLine(String text) {
    line = text;
    lineStale = false;
    fields = split(text, text("FS"));
  }

  String line() {
    if (lineStale) {
      line = String.join(text("OFS"), fields);
      lineStale = false;
    }
    return line;
  }

  AwkValue field(double index) {
    int number = (int) index;
    if (number == 0) {
      return AwkValue.ofInput(line());
    }
    boolean there = number > 0 && number <= fields.size();
    return there ? AwkValue.ofInput(fields.get(number - 1)) : AwkValue.UNSET;
  }

  void setField(double index, String text) {
    int number = (int) Math.max(0, Math.min(MAX_FIELD, index));
    if (number == 0) {
      setLine(text);
      return;
    }
    resize(Math.max(number, fields.size()));
    fields.set(number - 1, text);
    lineStale = true;
  }

  private void resize(int size) {
    fields = new ArrayList<>(fields.subList(0, Math.min(size, fields.size())));
    while (fields.size() < size) {
      fields.add("");
    }
  }

  /** Splits by blanks, by one character, or by an expression. */
  List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    if (separator.equals(" ")) {
      for (String part : text.strip().split("[ \t\n]+")) {
        if (!part.isEmpty()) {
          parts.add(part);
        }
      }
      return parts;
    }
    if (text.isEmpty()) {
      return parts;
    }
    if (separator.isEmpty()) {
      text.chars().forEach(c -> parts.add(String.valueOf((char) c)));
      return parts;
    }
    boolean plain = separator.length() == 1 && "|.*+?^$([{\\".contains(separator);
    Matcher matcher =
        regex(plain ? "[" + (separator.equals("^") ? "\\^" : separator) + "]" : separator)
            .matcher(self, text);
    int at = 0;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      if (matcher.end() > matcher.start()) {
        parts.add(text.substring(at, matcher.start()));
        at = matcher.end();
      }
      from = Math.max(matcher.end(), matcher.start() + 1);
    }
    parts.add(text.substring(at));
    return parts;
  }

  /** A compiled expression; one that is wrong ends the program. */
  Regex regex(String expression) {
    Regex known = regexes.get(expression);
    if (known != null) {
      return known;
    }
    try {
      Regex compiled = Regex.compile(expression, true, false);
      regexes.put(expression, compiled);
      return compiled;
    } catch (Regex.Invalid invalid) {
      throw new AwkMachine.Failure(
          "regular expression compile failed (" + invalid.getMessage() + ")\n" + expression);
    }
  }
}

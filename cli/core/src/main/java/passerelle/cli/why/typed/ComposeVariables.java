package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.lab.LabTopology;

/**
 * Words of a Compose file that it has by variables ({@code "${PORT:-8080}:80"}), and how they are
 * changed: beside the variable, in its default, or in the file {@code .env}.
 *
 * @param known the variables of {@code .env}
 */
record ComposeVariables(ComposeText text, Map<String, String> known) {
  private static final Pattern WORD =
      Pattern.compile("[^\\s\"']*\\$(?:\\{[^}\\s]+\\}|\\w+)[^\\s\"']*");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(\\w+)(?:(:?[-+?])([^}]*))?\\}|(\\w+))");

  private static final Pattern SETTING =
      Pattern.compile("(?:export )?([A-Za-z_]\\w*)=[\"']?([^\"'\\s]*).*");

  /**
   * A part of a word.
   *
   * @param written as it stands in the file
   * @param value what it is for Compose
   * @param name of its variable; empty for none
   */
  private record Part(String written, String value, String name) {}

  /**
   * A change.
   *
   * @param edit of the Compose file; empty where that stays as it is
   * @param before what is typed before
   */
  record Change(Optional<String> edit, List<String> before) {}

  static ComposeVariables of(Lab lab, ComposeText text) {
    Map<String, String> known = new HashMap<>();
    lab.kernel().spaces().readFile(LabTopology.HOST, file(text)).stream()
        .flatMap(String::lines)
        .map(SETTING::matcher)
        .filter(Matcher::matches)
        .forEach(setting -> known.put(setting.group(1), setting.group(2)));
    return new ComposeVariables(text, known);
  }

  private static String file(ComposeText text) {
    return text.path().replaceFirst("[^/]*$", ".env");
  }

  /** A word of some lines, as Compose understands it, is another one; empty where none is so. */
  Optional<Change> replacing(List<Integer> lines, String word, String other) {
    for (int line : lines) {
      for (MatchResult written : WORD.matcher(text.lines().get(line)).results().toList()) {
        Optional<Change> change = changed(line, written.group(), word, other);
        if (change.isPresent()) {
          return change;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Change> changed(int line, String written, String word, String other) {
    List<Part> parts = parts(written);
    String value = String.join("", parts.stream().map(Part::value).toList());
    if (!value.equals(word) || word.equals(other)) {
      return Optional.empty();
    }
    int from = 0;
    while (from < Math.min(word.length(), other.length())
        && word.charAt(from) == other.charAt(from)) {
      from++;
    }
    int same = 0;
    while (same < Math.min(word.length(), other.length()) - from
        && word.charAt(word.length() - 1 - same) == other.charAt(other.length() - 1 - same)) {
      same++;
    }
    int to = word.length() - same;
    String come = other.substring(from, other.length() - same);
    int start = 0;
    for (Part part : parts) {
      int end = start + part.value().length();
      if (start <= from && to <= end && !part.value().isEmpty()) {
        String changed =
            part.value().substring(0, from - start) + come + part.value().substring(to - start);
        return changed(line, part, changed);
      }
      start = end;
    }
    return Optional.empty();
  }

  private Optional<Change> changed(int line, Part part, String value) {
    if (known.containsKey(part.name())) {
      String set = "s/^" + part.name() + "=.*/" + part.name() + "=" + value + "/";
      return Optional.of(
          new Change(Optional.empty(), List.of("sed -i '" + set + "' " + file(text))));
    }
    String written =
        part.name().isEmpty()
            ? value
            : part.written()
                .replaceFirst("(:?-)[^}]*\\}$", "$1" + Matcher.quoteReplacement(value) + "}");
    return written.equals(part.written())
        ? Optional.empty()
        : text.replacingText(line, part.written(), written)
            .map(edit -> new Change(Optional.of(edit), List.of()));
  }

  private List<Part> parts(String word) {
    List<Part> parts = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(word);
    int at = 0;
    while (variable.find()) {
      String literal = word.substring(at, variable.start());
      parts.add(new Part(literal, literal, ""));
      String name = variable.group(1) == null ? variable.group(4) : variable.group(1);
      boolean falls = variable.group(2) != null && variable.group(2).endsWith("-");
      String value = known.getOrDefault(name, falls ? variable.group(3) : "");
      parts.add(new Part(variable.group(), value, name));
      at = variable.end();
    }
    String rest = word.substring(at);
    parts.add(new Part(rest, rest, ""));
    return parts;
  }
}

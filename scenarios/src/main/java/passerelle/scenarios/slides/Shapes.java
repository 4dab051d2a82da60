package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shape of a whole output: those of its lines, where lines of one shape that follow each other
 * count as one, and the rows of a table as one row each.
 *
 * <p>An output has the shape of a printed one when its lines have the shapes of the printed ones,
 * in that order: it may have more of them, because slides show excerpts and other things have
 * happened before. {@code ...} where something was left out, {@code ^C}, the progress of a pull and
 * of packages count for nothing.
 */
final class Shapes {
  /**
   * Lines that go together: their shape and one of them for each.
   *
   * @param columns the words that name a table's columns, if this is their line
   */
  record Run(String shape, List<String> columns, List<Shape> lines) {}

  /** A printed line beside the one that has its shape. */
  record Pair(Shape printed, Shape actual) {}

  private static final String ROW = "<row>";

  /** So many words of a line tell which one it is. */
  private static final int CUT_WORDS = 2;

  /** What tells of one thing takes so many lines at most. */
  private static final int MOST_LINES = 6;

  /** So many characters are no word that could stand anywhere. */
  private static final int LEAST_CELL = 6;

  private static final Pattern ELIDED =
      Pattern.compile(
          "(?i)\\s*(?:\\||\\.(?: \\.)*|(?:\\.{3,}+|…)(?:"
              + " *\\(.*)?|[(（](?:\\.{3,}+|…).*[)）]|<\\.\\.\\.>|\\["
              + " ?(?:\\.{3,}+|…).*\\]|\\((?:\\.{3,}+|…)\\)|<snip>|\\[?(?:output"
              + " )?(?:snip|omitted|truncated)\\]?|(?:\\.{3,}+|…).*(?:\\.{3,}+|…)|#+"
              + " ?(?:\\.{3,}+|…).*|[-<\\[({]++.*(?:snip|omit|truncated|tronqu|omis|omess|gekürzt|省略).*[->\\])}]+"
              // What Ctrl-C has cut short.
              + "|.*\\S\\^C)\\s*");

  /** What stands in a line for something that was left out of it. */
  static final Pattern LEFT_OUT =
      Pattern.compile(
          "\\.{3,}|…|(?<= )\\.(?: \\.)+(?= |$)|<[^<>=\"]+"
              + " [^<>=\"]+>|<[a-z]+(?:[A-Z][a-z]+|[_-][a-z]+)+>");

  private static final Pattern HEADER =
      Pattern.compile(
          "[A-Z][A-Z0-9_/%]*(?: [A-Z0-9_/%]+)*(?:(?: {2,}|\\t)(?:[A-Z][A-Z0-9_/%()]*(?:"
              + " [A-Z0-9_/%]+)*|\\.\\.\\.))+\\s*|(?:Netid +)?State +Recv-Q.*|(?:IP )?[Aa]ddress"
              + " +HW.*|bridge name\\s.*|port no\\s.*|[A-Z]{2,}(?: +[A-Z]{2,}){3,}");

  /** A row that begins with the number of a port of a bridge. */
  private static final Pattern NUMBERED = Pattern.compile(" +\\d+\\s.*");

  private static final Pattern ROUTE =
      Pattern.compile(
          "(?:default|\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d+)?) .*\\bdev \\S+.*|(?:[\\d.]+"
              + " +){3}[UGHR!]+ .*");

  private static final Pattern ROUTE_HEAD =
      Pattern.compile("Kernel IP routing table|Destination +Gateway .*");

  /** What an author says of an output that is not there. */
  private static final Pattern ASIDE = Pattern.compile("\\s*[(（].{4,}[)）]\\s*");

  private Shapes() {}

  /** Whether a line stands for lines that were left out. */
  static boolean isElided(String line) {
    return ELIDED.matcher(line).matches();
  }

  /** The names of a table's columns; to that of ports ss of iproute2 6.1 adds another's. */
  private static List<String> columns(String header) {
    return List.of(header.strip().replaceFirst("PortProcess$", "Port").split("\\s+"));
  }

  private static List<Run> runs(List<String> lines) {
    List<Run> runs = new ArrayList<>();
    boolean table = false;
    for (String line : lines) {
      boolean header = HEADER.matcher(line.strip()).matches();
      boolean row =
          table && !header && (!line.matches("\\s.*") || NUMBERED.matcher(line).matches());
      Shape shape = Shape.of(line);
      String text = row ? ROW : shape.text();
      table = header || row;
      if (runs.isEmpty() || !runs.get(runs.size() - 1).shape().equals(text)) {
        List<String> columns = header ? columns(line) : List.<String>of();
        runs.add(new Run(text, columns, new ArrayList<>()));
      }
      runs.get(runs.size() - 1).lines().add(shape);
    }
    return runs;
  }

  /** Groups of lines that have the shapes of the group before count with that as one. */
  private static List<Run> once(List<Run> runs) {
    List<Run> kept = new ArrayList<>();
    for (Run run : runs) {
      kept.add(run);
      for (int size = 2; size <= MOST_LINES && 2 * size <= kept.size(); size++) {
        int end = kept.size();
        List<String> shapes = kept.stream().map(Run::shape).toList();
        if (shapes.subList(end - size, end).equals(shapes.subList(end - 2 * size, end - size))) {
          kept.subList(end - size, end).clear();
          break;
        }
      }
    }
    return kept;
  }

  /**
   * The printed lines beside those that have their shapes.
   *
   * @return empty when the output has not the shape of the printed one
   */
  static Optional<List<Pair>> match(List<String> printed, List<String> actual) {
    if (OldIfconfig.is(printed) && !OldIfconfig.is(actual)) {
      return match(OldIfconfig.today(printed), actual);
    }
    if (OldNslookup.is(printed) && !OldNslookup.is(actual)) {
      return match(OldNslookup.today(printed), actual);
    }
    if (OtherPing.is(printed) != OtherPing.is(actual)
        && OtherPing.isAny(printed)
        && OtherPing.isAny(actual)) {
      return match(OtherPing.common(printed), OtherPing.common(actual));
    }
    List<String> wanted =
        Abridged.links(OutputLines.of(printed)).stream()
            .filter(line -> !isElided(line) && !Remark.is(line, actual))
            .map(line -> ResolvConf.is(actual) ? ResolvConf.withoutHost(line) : line)
            .filter(line -> !line.isBlank())
            .toList();
    if (OutputLines.of(actual).isEmpty()
        && wanted.stream().allMatch(l -> ASIDE.matcher(l).matches())) {
      return Optional.of(List.of());
    }
    Optional<JsonShape> json = JsonShape.of(withElisions(OutputLines.of(printed)));
    Optional<JsonShape> actualJson = json.isPresent() ? JsonShape.of(actual) : Optional.empty();
    if (actualJson.isPresent()) {
      return json.get().within(actualJson.get()).or(() -> json.get().withinElement(actual));
    }
    Optional<List<Pair>> excerpt =
        JsonShape.lines(wanted, actual).or(() -> JsonShape.excerpt(wanted, actual));
    if (excerpt.isPresent()) {
      return excerpt;
    }
    if (isReordered(wanted, OutputLines.of(actual))
        || areRoutes(wanted, OutputLines.of(actual))
        || isCell(wanted, OutputLines.of(actual))
        || Abridged.isOf(wanted, OutputLines.of(actual))) {
      return Optional.of(List.of());
    }
    List<Run> there = runs(OutputLines.of(actual));
    boolean cut = printed.stream().anyMatch(l -> isElided(l) || LEFT_OUT.matcher(l).find());
    List<Pair> pairs = new ArrayList<>();
    int at = 0;
    for (Run run : once(runs(wanted))) {
      while (at < there.size() && !isAlike(run, there.get(at), cut)) {
        at++;
      }
      if (at == there.size()) {
        return Optional.empty();
      }
      addPairs(run.lines(), there.get(at++).lines(), pairs);
    }
    return Optional.of(pairs);
  }

  /** Whether one has the lines of the other, in another order: directories have none. */
  private static boolean isReordered(List<String> printed, List<String> actual) {
    List<String> sorted = printed.stream().map(String::strip).sorted().toList();
    return sorted.size() > 1
        && sorted.equals(actual.stream().map(String::strip).sorted().toList())
        && !printed.equals(actual);
  }

  /** Whether lines are routes that all are there: their order is that of their addresses. */
  private static boolean areRoutes(List<String> printed, List<String> actual) {
    List<String> shapes = actual.stream().map(line -> Shape.of(line).text()).toList();
    List<String> routes =
        printed.stream().filter(line -> !ROUTE_HEAD.matcher(line.strip()).matches()).toList();
    return routes.size() > 1
        && routes.stream().allMatch(line -> ROUTE.matcher(line.strip()).matches())
        && routes.stream().allMatch(line -> shapes.contains(Shape.of(line).text()));
  }

  /**
   * Whether one line stands in a column of a table, and holds what is of no other place; or begins
   * the only line.
   */
  private static boolean isCell(List<String> printed, List<String> actual) {
    if (printed.size() != 1 || actual.isEmpty() || printed.get(0).strip().length() < LEAST_CELL) {
      return false;
    }
    String cell = printed.get(0).strip();
    return actual.size() == 1 && actual.get(0).strip().startsWith(cell + " ")
        || HEADER.matcher(actual.get(0)).matches()
            && actual.stream()
                .anyMatch(line -> (" " + line + " ").replace(",", " ").contains(" " + cell + " "));
  }

  /** The lines of JSON, where an object of which all was left out still holds something. */
  private static List<String> withElisions(List<String> printed) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < printed.size(); i++) {
      if (!isElided(printed.get(i))) {
        kept.add(printed.get(i));
      } else if (i > 0
          && i + 1 < printed.size()
          && printed.get(i - 1).strip().endsWith("{")
          && printed.get(i + 1).strip().startsWith("}")) {
        kept.add(JsonShape.LEFT_OUT);
      }
    }
    return kept;
  }

  /**
   * Whether lines have the shape of printed ones.
   *
   * @param cut whether something is left out of what was printed: then lines may lack their ends,
   *     and their beginnings, too
   */
  private static boolean isAlike(Run printed, Run actual, boolean cut) {
    if (printed.columns().size() > 1 && actual.columns().size() > 1) {
      return areAmong(printed.columns(), actual.columns());
    }
    // In Shape, no comma ends a line.
    String[] parts = LEFT_OUT.split(printed.shape().replaceFirst(",(?= ?(?:\\.{3}|…)$)", ""), -1);
    if (parts.length > 1 && !parts[0].isBlank()) {
      return hasInOrder(actual.shape(), parts);
    }
    String shape = printed.shape().replaceFirst(" ?(?:\\.\\.\\.|…)$", "");
    return printed.shape().equals(actual.shape())
        || cut
            && printed.shape().split(" ").length >= CUT_WORDS
            && (" " + actual.shape() + " ").contains(" " + printed.shape() + " ")
        || !shape.equals(printed.shape()) && !shape.isEmpty() && actual.shape().startsWith(shape);
  }

  /** Whether a line begins with the first part, and the other parts follow, whatever is between. */
  static boolean hasInOrder(String line, String[] parts) {
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      int found = line.indexOf(part, at);
      if (found < 0 || i == 0 && found > 0) {
        return false;
      }
      at = found + part.length();
    }
    return true;
  }

  /** Whether all columns are among others, in order: some releases show more, some slides less. */
  private static boolean areAmong(List<String> columns, List<String> others) {
    int at = 0;
    for (String column : columns) {
      if (!column.equals("...")) {
        while (at < others.size() && !others.get(at).equals(column)) {
          at++;
        }
        at++;
      }
    }
    return at <= others.size();
  }

  private static void addPairs(List<Shape> printed, List<Shape> actual, List<Pair> pairs) {
    for (int i = 0; i < Math.min(printed.size(), actual.size()); i++) {
      pairs.add(new Pair(printed.get(i), actual.get(i)));
    }
  }
}

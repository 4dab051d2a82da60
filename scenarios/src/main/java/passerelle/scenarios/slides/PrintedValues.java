package passerelle.scenarios.slides;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which value of the lab plays the part of one that the deck prints: its author has copied ids and
 * addresses from one command's output into the next command.
 */
final class PrintedValues {
  private static final Set<Shape.Kind> COPIED =
      EnumSet.of(
          Shape.Kind.MAC, Shape.Kind.ID, Shape.Kind.DEVICE, Shape.Kind.ADDRESS, Shape.Kind.NAME);

  /** Below it a number may mean anything; from it on a process, or a port that was chosen. */
  private static final int LEAST_NUMBER = 300;

  private static final int LEAST_PORT = 32768;

  private static final String ADDRESS = "\\d{1,3}(?:\\.\\d{1,3}){3}";
  private static final int FULL_ID = 64;
  private static final int SHORT_ID = 12;

  /**
   * The values in a command that may have been copied. An id may be cut short, or the last part of
   * a path, an address stand in a URL.
   */
  private static final Pattern WORD =
      Pattern.compile(
          "(?:(?<![\\w.:/-])(?:veth[0-9a-z]{5,9}|br-[0-9a-f]{12}|(?:[0-9a-f]{2}:){5}[0-9a-f]{2}"
              + "|[0-9a-f]{2,64})|(?<=/)[0-9a-f]{12}|(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\w.]*\\w)");

  private static final Pattern NAME = Pattern.compile("(?<![\\w.-])[a-z]+_[a-z]+\\d?(?![\\w.-])");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])\\d{3,6}(?![\\w.-])");

  /** A small number, where only the beginning of a line is looked for. */
  private static final Pattern INDEX = Pattern.compile("\\^\\d{1,2}(?!\\d)");

  /** A network whose prefix ends between two numbers: the numbers that it begins with. */
  private static final Pattern NETWORK =
      Pattern.compile("(\\d+\\.\\d+\\.)0\\.0/16|(\\d+\\.\\d+\\.\\d+\\.)0/24");

  private final Map<String, String> networkOf = new HashMap<>();
  private final Map<String, String> actualOf = new HashMap<>();
  private final Map<String, String> printedOf = new HashMap<>();

  /** Learns from lines of the same shape. */
  void learn(List<Shapes.Pair> pairs) {
    for (Shapes.Pair pair : pairs) {
      List<Shape.Value> printed = pair.printed().values();
      List<Shape.Value> actual = pair.actual().values();
      if (pair.printed().text().equals(pair.actual().text())) {
        for (int i = 0; i < printed.size(); i++) {
          learn(printed.get(i), actual.get(i));
          boolean alone = pair.printed().text().equals("<number>");
          learnNumber(printed.get(i), actual.get(i), alone ? LEAST_NUMBER : LEAST_PORT);
        }
      } else if (beginsWithId(pair.printed()) && beginsWithId(pair.actual())) {
        // A row of a table with other columns.
        learn(printed.get(0), actual.get(0));
      }
    }
  }

  private static boolean beginsWithId(Shape line) {
    return line.text().startsWith("<id> ");
  }

  private void learn(Shape.Value printed, Shape.Value actual) {
    if (COPIED.contains(printed.kind())) {
      Matcher network = NETWORK.matcher(printed.text());
      Matcher other = NETWORK.matcher(actual.text());
      if (network.matches() && other.matches()) {
        networkOf.putIfAbsent(beginning(network), beginning(other));
      }
      String from = key(printed);
      String to = key(actual);
      if (!actualOf.containsKey(from) && !printedOf.containsKey(to)) {
        actualOf.put(from, to);
        printedOf.put(to, from);
      }
    }
  }

  private void learnNumber(Shape.Value printed, Shape.Value actual, int least) {
    String number = "\\d{3,6}";
    if (printed.kind() == Shape.Kind.NUMBER
        && printed.text().matches(number)
        && actual.text().matches(number)
        && Integer.parseInt(printed.text()) >= least) {
      actualOf.putIfAbsent(printed.text(), actual.text());
    } else if (printed.kind() == Shape.Kind.NUMBER && least == LEAST_NUMBER) {
      actualOf.putIfAbsent("^" + printed.text(), "^" + actual.text());
    }
  }

  private static String beginning(Matcher network) {
    return network.group(1) == null ? network.group(2) : network.group(1);
  }

  private static String key(Shape.Value value) {
    String text = value.text().replaceFirst("/\\d+$", "");
    return text.length() == FULL_ID ? text.substring(0, SHORT_ID) : text;
  }

  /**
   * A command with the lab's values in place of the deck's.
   *
   * @param kept tells words that mean something in the lab as they stand
   */
  String translate(String command, Predicate<String> kept) {
    String translated = command;
    // Of a network that is only made, no address was printed before: one of them means another.
    boolean made = command.contains(" --subnet");
    boolean cut = UnknownValues.takesIds(command);
    for (Pattern values : List.of(WORD, NAME, NUMBER, INDEX)) {
      translated =
          values
              .matcher(translated)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          kept.test(found.group()) ? found.group() : of(found.group(), made, cut)));
    }
    return translated;
  }

  private String of(String word, boolean made, boolean cut) {
    String known = actualOf.get(word.length() == FULL_ID ? word.substring(0, SHORT_ID) : word);
    if (known != null && !(made && word.matches(ADDRESS))) {
      return known;
    }
    String begins = cut ? "[0-9a-f]+" : "(?=.*\\d|.{6})[0-9a-f]{3,}";
    if (word.matches(begins) && word.length() < SHORT_ID) {
      return actualOf.entrySet().stream()
          .filter(e -> e.getKey().matches("[0-9a-f]{12}") && e.getKey().startsWith(word))
          .map(Map.Entry::getValue)
          .sorted()
          .findFirst()
          .orElse(word);
    }
    return networkOf.keySet().stream()
        .filter(network -> word.matches(ADDRESS) && word.startsWith(network))
        .findFirst()
        .map(network -> networkOf.get(network) + word.substring(network.length()))
        .filter(address -> !printedOf.containsKey(address))
        .orElse(word);
  }
}

package passerelle.sim.shell;

import java.util.List;

/** {@code echo} with its options {@code -n -e -E}. */
public final class Echo {
  private Echo() {}

  /** What dash's {@code echo} prints: it knows {@code -n} alone, and always takes escapes. */
  static String inDash(List<String> arguments) {
    boolean newline = arguments.isEmpty() || !arguments.get(0).equals("-n");
    String text = String.join(" ", arguments.subList(newline ? 0 : 1, arguments.size()));
    Escapes.Result result = Escapes.interpret(text, true);
    return newline && !result.stopped() ? result.text() + "\n" : result.text();
  }

  /** What {@code echo} prints for its arguments. */
  public static String text(List<String> arguments) {
    boolean newline = true;
    boolean escapes = false;
    int first = 0;
    while (first < arguments.size() && arguments.get(first).matches("-[neE]+")) {
      String option = arguments.get(first++);
      newline &= option.indexOf('n') < 0;
      for (char c : option.toCharArray()) {
        escapes = c == 'e' || c != 'E' && escapes;
      }
    }
    String text = String.join(" ", arguments.subList(first, arguments.size()));
    if (!escapes) {
      return newline ? text + "\n" : text;
    }
    Escapes.Result result = Escapes.interpret(text, true);
    return newline && !result.stopped() ? result.text() + "\n" : result.text();
  }
}

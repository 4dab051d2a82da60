package passerelle.engine.cli;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The order of names in which numbers count as numbers (fvbommel/sortorder). */
public final class NaturalOrder {
  public static final Comparator<String> NAMES = Comparator.comparing(NaturalOrder::pad);

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int WIDTH = 12;

  private NaturalOrder() {}

  private static String pad(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(m -> "0".repeat(Math.max(0, WIDTH - m.group().length())) + m.group());
  }
}

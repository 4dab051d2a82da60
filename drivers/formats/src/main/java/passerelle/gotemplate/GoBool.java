package passerelle.gotemplate;

import java.util.List;
import java.util.Optional;

/** Switches as Go reads them (strconv.ParseBool). */
public final class GoBool {
  private static final List<String> TRUE = List.of("1", "t", "T", "true", "TRUE", "True");
  private static final List<String> FALSE = List.of("0", "f", "F", "false", "FALSE", "False");

  private GoBool() {}

  /** On or off; empty when it cannot be read. */
  public static Optional<Boolean> parse(String text) {
    boolean on = TRUE.contains(text);
    return on || FALSE.contains(text) ? Optional.of(on) : Optional.empty();
  }

  /** Whether it can be read and is on. */
  public static boolean isTrue(String text) {
    return TRUE.contains(text);
  }

  /** What Go says of one that it cannot read; empty for others. */
  public static String problem(String text) {
    return parse(text).isPresent()
        ? ""
        : "strconv.ParseBool: parsing " + GoQuote.quote(text) + ": invalid syntax";
  }
}

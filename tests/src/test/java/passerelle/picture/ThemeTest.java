package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written can be read in every theme (WCAG 2.2, 1.4.3 and 1.4.11). */
class ThemeTest {
  private static final double TEXT = 4.5;
  private static final double MARK = 3;

  @ParameterizedTest
  @EnumSource
  void textStandsOutFromEveryFillThatItStandsOn(Theme theme) {
    List<String> weak = new ArrayList<>();
    for (String fill : fills(theme)) {
      for (String ink : Theme.inks()) {
        check(theme, ink, fill, TEXT, weak);
      }
    }
    check(theme, "onpill", "pill", TEXT, weak);
    check(theme, "quiet", "paper", TEXT, weak);
    assertTrue(weak.isEmpty(), weak.toString());
  }

  @ParameterizedTest
  @EnumSource
  void linesStandOutFromWhatTheyAreDrawnOn(Theme theme) {
    List<String> weak = new ArrayList<>();
    for (int i = 0; i <= Hues.COUNT; i++) {
      check(theme, "hue" + i, "paper", MARK, weak);
      check(theme, "hue" + i, "stack", MARK, weak);
      check(theme, "hue" + i, "tint" + i, MARK, weak);
    }
    check(theme, "line", "paper", MARK, weak);
    check(theme, "line", "stack", MARK, weak);
    assertTrue(weak.isEmpty(), weak.toString());
  }

  private static List<String> fills(Theme theme) {
    return theme.colours().keySet().stream()
        .filter(name -> name.matches("paper|stack|box|tint[0-9]"))
        .toList();
  }

  private static void check(
      Theme theme, String front, String back, double least, List<String> weak) {
    double one = luminance(theme.colours().get(front));
    double other = luminance(theme.colours().get(back));
    double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < least) {
      weak.add(front + " on " + back + ": " + contrast);
    }
  }

  /** Relative luminance of {@code #rrggbb}. */
  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}

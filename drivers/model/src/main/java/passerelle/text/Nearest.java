package passerelle.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the words that somebody may have meant: those a slip or two away, where a slip is a letter
 * too many, one too few, a wrong one, or two that have changed places (the optimal string alignment
 * distance).
 */
public final class Nearest {
  /** So many words as near as each other are a guess, not an answer. */
  private static final int MOST = 3;

  /** Words from this length may have two slips. */
  private static final int LONG = 6;

  /** Words up to this length must begin as what was typed, unless two letters changed places. */
  private static final int SHORT = 3;

  private Nearest() {}

  /** The nearest of the known words, in their order; none when none is near. */
  public static List<String> of(String typed, Collection<String> known) {
    int least = typed.length() < LONG ? 1 : 2;
    List<String> best = new ArrayList<>();
    for (String word : new TreeSet<>(known)) {
      int distance = isLikely(typed, word) ? distance(typed, word) : Integer.MAX_VALUE;
      if (distance == 0 || distance > least) {
        continue;
      }
      if (distance < least) {
        best.clear();
        least = distance;
      }
      best.add(word);
    }
    return best.size() > MOST ? List.of() : best;
  }

  private static boolean isLikely(String typed, String word) {
    if (Math.abs(typed.length() - word.length()) > 2 || typed.length() < 2 || word.length() < 2) {
      return false;
    }
    return typed.length() > SHORT
        || typed.charAt(0) == word.charAt(0)
        || typed.charAt(0) == word.charAt(1) && typed.charAt(1) == word.charAt(0);
  }

  /** How many slips lie between two words. */
  static int distance(String from, String to) {
    int[][] slips = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : least(slips, from, to, i, j);
      }
    }
    return slips[from.length()][to.length()];
  }

  private static int least(int[][] slips, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int least = Math.min(slips[i - 1][j], slips[i][j - 1]) + 1;
    least = Math.min(least, slips[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
  }
}

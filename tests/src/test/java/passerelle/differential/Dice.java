package passerelle.differential;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices; the same seed makes the same ones. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True once in {@code n} times. */
  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The text once in {@code n} times, otherwise nothing. */
  String maybe(int n, String text) {
    return oneIn(n) ? text : "";
  }
}

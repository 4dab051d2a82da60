package passerelle.scenarios.replay;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of many files, so that several machines share them: the K-th of N. The same paths give the
 * same parts; no file is in two of them, and each is in one.
 *
 * @param number K, from 1 to N
 * @param count N
 */
public record Shard(int number, int count) {
  /** All of them. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern WORD = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,5})");

  /** The shard that {@code K/N} means; empty when that means none. */
  public static Optional<Shard> of(String word) {
    Matcher m = WORD.matcher(word);
    return Optional.of(m)
        .filter(Matcher::matches)
        .map(w -> new Shard(Integer.parseInt(w.group(1)), Integer.parseInt(w.group(2))))
        .filter(shard -> shard.number <= shard.count);
  }

  /** Those of the things that are in this shard, in their order: every N-th. */
  public <T> List<T> of(List<T> things) {
    return IntStream.range(0, things.size())
        .filter(i -> i % count == number - 1)
        .mapToObj(things::get)
        .toList();
  }
}

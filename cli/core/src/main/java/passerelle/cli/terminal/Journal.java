package passerelle.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * What was done in the windows of a lab, and when. Since one seed gives one run, doing the same at
 * the same moments in a fresh lab leads to the same lab.
 */
public final class Journal {
  private final List<Entry> entries = new ArrayList<>();
  private final TreeSet<Integer> beginnings = new TreeSet<>();

  /**
   * A new window.
   *
   * @param place a machine or a container
   */
  record Opening(String place, int columns, int rows) {}

  /**
   * Something that was done.
   *
   * @param at when, in nanoseconds since boot
   * @param window the number of the window
   */
  record Entry(long at, int window, Optional<Opening> opening, Optional<Input> input) {}

  void opened(long at, Window window, String place, int columns, int rows) {
    Opening opening = new Opening(place, columns, rows);
    entries.add(new Entry(at, window.number(), Optional.of(opening), Optional.empty()));
  }

  void given(long at, Window window, Input input) {
    entries.add(new Entry(at, window.number(), Optional.empty(), Optional.of(input)));
  }

  /** A deed begins: all that is done up to the next one belongs to it; the answer is its number. */
  public int begin() {
    beginnings.add(entries.size());
    return entries.size();
  }

  /** Opens in another lab, if nobody has yet, the windows that were there before the first deed. */
  public void prepare(Windows target, LongConsumer advanceTo) {
    if (target.all().isEmpty()) {
      int end = beginnings.isEmpty() ? entries.size() : beginnings.first();
      again(entries.subList(0, end), target, advanceTo);
      target.awaitRest();
    }
  }

  /**
   * Does a deed again, with all that was typed after it, up to the next one.
   *
   * @param number of the deed
   * @param target the windows of the other lab
   * @param advanceTo lets time pass there
   */
  public void again(int number, Windows source, Windows target, LongConsumer advanceTo) {
    Integer next = beginnings.higher(number);
    int end = next == null ? entries.size() : next;
    again(entries.subList(number, end), target, advanceTo);
    if (source.areAtRest()) {
      target.awaitRest();
    }
  }

  private static void again(List<Entry> some, Windows target, LongConsumer advanceTo) {
    for (Entry entry : List.copyOf(some)) {
      advanceTo.accept(entry.at());
      target.again(entry);
    }
  }
}

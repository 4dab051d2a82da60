package passerelle.cli.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import passerelle.text.ByteText;

/**
 * What was done in the windows of a lab, and when. Since one seed gives one run, doing the same at
 * the same moments in a fresh lab leads to the same lab. It is done there while more is done here.
 */
public final class Journal {
  private static final char ERASE = 127;
  private static final char KILL = 0x15;

  /** So many keys more than what is left of them were typed at most. */
  private static final int MOST_CORRECTIONS = 200;

  private final List<Entry> entries = new ArrayList<>();
  private final TreeSet<Integer> beginnings = new TreeSet<>();

  /** How much was done before the first deed. */
  private int head;

  private int forgotten;

  /**
   * A new window.
   *
   * @param person whose it is
   * @param place a machine or a container
   */
  record Opening(Person person, String place, int columns, int rows) {}

  /**
   * Something that was done.
   *
   * @param at when, in nanoseconds since boot
   * @param window the number of the window
   */
  record Entry(long at, int window, Optional<Opening> opening, Optional<Input> input) {
    /** Whether a window is opened or gets its size by it, for what is typed there afterwards. */
    private boolean isSettingUp() {
      return opening.isPresent() || input.filter(i -> i instanceof Input.Size).isPresent();
    }
  }

  synchronized void opened(long at, Window window, int columns, int rows) {
    Opening opening = new Opening(window.person(), window.place(), columns, rows);
    entries.add(new Entry(at, window.number(), Optional.of(opening), Optional.empty()));
  }

  synchronized void given(long at, Window window, Input input) {
    entries.add(new Entry(at, window.number(), Optional.empty(), Optional.of(input)));
  }

  /**
   * Keys that no program has read go to the next line instead: they belong to no deed. Where a line
   * was corrected they are more than what is left of it. What came before the terminal read lines
   * has carriage returns yet.
   *
   * @param ahead what is left
   */
  synchronized void forget(Window window, String ahead) {
    StringBuilder keys = new StringBuilder();
    int first = entries.size();
    while (first > 0 && keys.length() < ahead.length() + MOST_CORRECTIONS) {
      keys.insert(0, keys(entries.get(--first), window.number()).orElse(""));
    }
    int most = Math.min(keys.length(), ahead.length() + MOST_CORRECTIONS);
    for (int count = ahead.length(); !ahead.isEmpty() && count <= most; count++) {
      if (corrected(keys.substring(keys.length() - count)).equals(corrected(ahead))) {
        drop(window.number(), count);
        forgotten++;
        return;
      }
    }
  }

  /** What was done up to now belongs to deeds that nobody does again from here. */
  public synchronized void forgetAll() {
    entries.clear();
    beginnings.clear();
  }

  /** How often keys were forgotten. */
  public synchronized int forgotten() {
    return forgotten;
  }

  private static Optional<String> keys(Entry entry, int window) {
    return entry
        .input()
        .filter(input -> entry.window() == window && input instanceof Input.Keys)
        .map(input -> ByteText.decode(((Input.Keys) input).bytes()));
  }

  /** The last keys of a window were not typed. */
  private void drop(int window, int count) {
    int left = count;
    for (int i = entries.size() - 1; left > 0; i--) {
      Entry entry = entries.get(i);
      String keys = keys(entry, window).orElse("");
      int kept = Math.max(0, keys.length() - left);
      left -= keys.length() - kept;
      if (kept < keys.length()) {
        Input.Keys rest = new Input.Keys(ByteText.encode(keys.substring(0, kept)));
        entries.set(i, new Entry(entry.at(), window, Optional.empty(), Optional.of(rest)));
      }
    }
  }

  /** What a terminal makes of keys ({@code eraser} in drivers/tty/n_tty.c). */
  private static String corrected(String keys) {
    StringBuilder text = new StringBuilder();
    for (char key : keys.replace('\r', '\n').toCharArray()) {
      if (key == KILL) {
        text.setLength(text.lastIndexOf("\n") + 1);
      } else if (key != ERASE) {
        text.append(key);
      } else if (text.length() > 0) {
        text.setLength(text.length() - 1);
      }
    }
    return text.toString();
  }

  /**
   * A deed begins: to it belong the windows that were opened or sized since the last one, and all
   * that is done up to the next; the answer is its number. To the first belongs all that was done
   * before.
   */
  public synchronized int begin() {
    if (beginnings.isEmpty()) {
      head = entries.size();
      beginnings.add(0);
      return 0;
    }
    int first = entries.size();
    while (first > 0 && entries.get(first - 1).isSettingUp()) {
      first--;
    }
    beginnings.add(first);
    return first;
  }

  /**
   * Opens in another lab the windows that were opened for a deed.
   *
   * @param number of the deed
   * @param target the windows of the other lab
   * @param advanceTo lets time pass there
   */
  public void prepare(int number, Windows target, LongConsumer advanceTo) {
    again(range(number, true), target, advanceTo);
  }

  /**
   * Does a deed again, with all that was done in any window after its beginning, up to the next
   * one.
   *
   * @param number of the deed
   * @param target the windows of the other lab
   * @param advanceTo lets time pass there
   */
  public void again(int number, Windows target, LongConsumer advanceTo) {
    again(range(number, false), target, advanceTo);
  }

  /** How much of what belongs to a deed was done before it: windows were opened for it. */
  private int before(int number, List<Entry> entries) {
    int count = number == 0 ? head : 0;
    while (number > 0 && count < entries.size() && entries.get(count).isSettingUp()) {
      count++;
    }
    return count;
  }

  /** A copy of what belongs to a deed, and was done before it or since. */
  private synchronized List<Entry> range(int number, boolean before) {
    Integer next = beginnings.higher(number);
    List<Entry> all = entries.subList(number, next == null ? entries.size() : next);
    int count = before(number, all);
    return List.copyOf(before ? all.subList(0, count) : all.subList(count, all.size()));
  }

  /** How much belongs to a deed so far, of whatever kind. */
  public synchronized int heard(int number) {
    return range(number, false).size();
  }

  /**
   * The keys that have been pressed at a window since a deed began.
   *
   * @param number of the deed
   * @param start when it began, in nanoseconds since boot
   */
  public synchronized List<Keystroke> keys(int number, int window, long start) {
    List<Keystroke> keys = new ArrayList<>();
    for (Entry entry : entries.subList(number, entries.size())) {
      boolean since = entry.window() == window && entry.at() >= start;
      if (since
          && entry.input().orElse(null) instanceof Input.Keys typed
          && typed.bytes().length > 0) {
        String text = new String(typed.bytes(), StandardCharsets.UTF_8);
        keys.add(new Keystroke(entry.at() - start, text));
      }
    }
    return keys;
  }

  private static void again(List<Entry> some, Windows target, LongConsumer advanceTo) {
    for (Entry entry : some) {
      advanceTo.accept(entry.at());
      target.again(entry);
    }
  }
}

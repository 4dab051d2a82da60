package passerelle.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a container's main process has printed, and who listens to what it prints now. */
public final class ContainerLog {
  /** What is kept of a log, in bytes: the oldest lines go first ({@code max-size} of json-file). */
  private static final int MOST = 4 << 20;

  /** A longer line is kept in pieces, as the daemon does ({@code copier.go}: 16 KiB). */
  private static final int LONGEST_LINE = 16 << 10;

  /** Bytes that a line takes beside its text. */
  private static final int ENTRY = 64;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private boolean lineOpen;
  private int size;

  /**
   * A line, or the beginning of one.
   *
   * @param time nanoseconds since the lab was booted
   * @param text with its line end, unless it is still to come
   */
  public record Entry(long time, String text) {}

  /** The lines so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Calls the listener for all that comes; {@link #forget} ends that. */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  public void forget(Consumer<String> listener) {
    listeners.remove(listener);
  }

  void append(long time, String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      int stop = end == 0 ? text.length() : end;
      String piece = text.substring(start, stop);
      if (lineOpen) {
        Entry open = entries.removeLast();
        add(new Entry(open.time(), open.text() + piece), piece.length());
      } else {
        add(new Entry(time, piece), piece.length() + ENTRY);
      }
      lineOpen = end == 0 && entries.getLast().text().length() < LONGEST_LINE;
      start = stop;
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(text));
  }

  private void add(Entry entry, int more) {
    entries.addLast(entry);
    size += more;
    while (size > MOST && entries.size() > 1) {
      size -= entries.removeFirst().text().length() + ENTRY;
    }
  }
}

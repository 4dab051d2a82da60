package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a container's main process has printed, and who listens to what it prints now. */
public final class ContainerLog {
  private final List<Entry> entries = new ArrayList<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private boolean lineOpen;

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
        Entry open = entries.remove(entries.size() - 1);
        entries.add(new Entry(open.time(), open.text() + piece));
      } else {
        entries.add(new Entry(time, piece));
      }
      lineOpen = end == 0;
      start = stop;
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(text));
  }
}

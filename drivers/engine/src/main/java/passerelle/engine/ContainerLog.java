package passerelle.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import passerelle.kernel.ProcessOutput;

/**
 * What a container's main process has printed, line by line, and who listens to what it prints now.
 */
public final class ContainerLog {
  /** What is kept of a log, in bytes: the oldest lines go first ({@code max-size} of json-file). */
  private static final int MOST = 4 << 20;

  /** A longer line is kept in pieces, as the daemon does ({@code copier.go}: 16 KiB). */
  private static final int LONGEST_LINE = 16 << 10;

  /** Bytes that a line takes beside its text. */
  private static final int ENTRY = 64;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Map<Stream, StringBuilder> begun = new EnumMap<>(Stream.class);
  private final List<ProcessOutput> attached = new ArrayList<>();
  private final List<Consumer<Entry>> followers = new ArrayList<>();
  private int size;

  /** Where something was printed; a terminal is standard output. */
  public enum Stream {
    STDOUT,
    STDERR;

    /** Hands a text on to the same stream of somebody else. */
    public void print(ProcessOutput output, String text) {
      if (this == STDERR) {
        output.err(text);
      } else {
        output.out(text);
      }
    }
  }

  /**
   * A line, or a piece of one.
   *
   * @param time when it was complete, in nanoseconds since the lab was booted
   * @param stream where it was printed
   * @param text with its line end, if it has one
   */
  public record Entry(long time, Stream stream, String text) {}

  /** The lines so far: one whose end is still to come is not among them. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Attaches somebody to all that is printed from now on, as it comes. */
  public void attach(ProcessOutput listener) {
    attached.add(listener);
  }

  public void detach(ProcessOutput listener) {
    attached.remove(listener);
  }

  /** Calls the listener for each line from now on. */
  public void follow(Consumer<Entry> listener) {
    followers.add(listener);
  }

  public void unfollow(Consumer<Entry> listener) {
    followers.remove(listener);
  }

  public void append(long time, Stream stream, String text) {
    List.copyOf(attached).forEach(listener -> stream.print(listener, text));
    StringBuilder line = begun.computeIfAbsent(stream, s -> new StringBuilder());
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      int stop = end == 0 ? text.length() : end;
      line.append(text, start, stop);
      if (end > 0 || line.length() >= LONGEST_LINE) {
        add(new Entry(time, stream, line.toString()));
        line.setLength(0);
      }
      start = stop;
    }
  }

  /** The process has ended: what it has begun to print is a line now. */
  public void end(long time) {
    begun.forEach(
        (stream, line) -> {
          if (line.length() > 0) {
            add(new Entry(time, stream, line.toString()));
          }
        });
    begun.clear();
  }

  private void add(Entry entry) {
    entries.addLast(entry);
    size += entry.text().length() + ENTRY;
    while (size > MOST && entries.size() > 1) {
      size -= entries.removeFirst().text().length() + ENTRY;
    }
    List.copyOf(followers).forEach(follower -> follower.accept(entry));
  }
}

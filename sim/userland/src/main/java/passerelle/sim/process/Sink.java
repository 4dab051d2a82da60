package passerelle.sim.process;

import java.util.Optional;

/** A stream that takes bytes. */
public interface Sink extends Stream {
  /**
   * Takes all of {@code bytes}.
   *
   * @return false when nobody will ever read them (EPIPE)
   */
  boolean write(byte[] bytes);

  /** Why the file refused the last write, if it did. */
  default Optional<FileError> failure() {
    return Optional.empty();
  }

  /** Whether a writer that can wait should, until {@link #drained} wakes it. */
  default boolean isFull() {
    return false;
  }

  /** Woken when there is room again, or nobody reads any more. */
  default WaitList drained() {
    return new WaitList();
  }

  /** {@code isatty(3)}. */
  default boolean isTerminal() {
    return false;
  }

  /** Width of the terminal in columns ({@code TIOCGWINSZ}); 80 for what is none. */
  default int columns() {
    return 80;
  }
}

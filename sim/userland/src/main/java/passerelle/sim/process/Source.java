package passerelle.sim.process;

/** A stream that gives bytes. */
public interface Source extends Stream {
  /** Takes up to {@code max} bytes of those that are there now; may be none. */
  byte[] take(int max);

  /** Whether bytes are there now. */
  boolean isReadable();

  /** No bytes are there and none will ever come. */
  boolean atEnd();

  /** Woken when bytes have come, or the end. */
  WaitList changed();

  /** {@code isatty(3)}. */
  default boolean isTerminal() {
    return false;
  }

  /** Whether a process may read now: one in the background may not read its terminal. */
  default boolean admits(Process reader) {
    return true;
  }

  /** A process is about to read; one in the background stops (SIGTTIN). */
  default void admit(Process reader) {
    if (!admits(reader)) {
      reader.group().signal(Signal.TTIN);
    }
  }

  /** One that is at its end: {@code /dev/null}. */
  static Source empty() {
    return new ByteSource(new byte[0]);
  }
}

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

  /** One that is at its end: {@code /dev/null}. */
  static Source empty() {
    return new ByteSource(new byte[0]);
  }
}

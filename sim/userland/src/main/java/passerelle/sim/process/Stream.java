package passerelle.sim.process;

/**
 * An open file description ({@code struct file}): one end of a pipe, a terminal, a file. Several
 * processes may hold it; it closes when the last lets it go.
 */
public interface Stream {
  /** One more holder. */
  default void retain() {}

  /** One holder less. */
  default void release() {}
}

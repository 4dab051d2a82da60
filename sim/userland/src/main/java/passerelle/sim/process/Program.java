package passerelle.sim.process;

/**
 * What a process runs. An event-driven program starts, registers timers, sockets and {@link
 * Input#onReadable readers}, returns, and calls {@link Process#exit} when it is finished. One that
 * would rather be written top to bottom is a {@link BlockingProgram}.
 */
@FunctionalInterface
public interface Program {
  /** Begins; must not wait. */
  void start(Process self);
}

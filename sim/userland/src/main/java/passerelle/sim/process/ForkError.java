package passerelle.sim.process;

/** No more processes can be made ({@code fork(2)}: EAGAIN). */
public final class ForkError extends RuntimeException {
  ForkError() {
    super("Resource temporarily unavailable", null, false, false);
  }
}

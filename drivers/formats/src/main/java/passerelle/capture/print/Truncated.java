package passerelle.capture.print;

/**
 * A field lies beyond the captured octets.
 *
 * <p>tcpdump leaves its printers in two ways: most reads jump out of all of them at once
 * (nd_trunc_longjmp), and then it has not learnt how long the link-layer header is; a few places
 * test first and return in order.
 */
final class Truncated extends RuntimeException {
  private final boolean inOrder;

  Truncated(boolean inOrder) {
    super("packet cut short", null, false, false);
    this.inOrder = inOrder;
  }

  /** True when the printers returned one after the other. */
  boolean inOrder() {
    return inOrder;
  }
}

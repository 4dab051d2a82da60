package passerelle.sim.userland.text;

import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/** The {@code ==> name <==} lines between several files of {@code head} and {@code tail}. */
final class Headers {
  private final Process self;
  private final boolean shown;
  private boolean first = true;

  /** Something that may fail to open. */
  @FunctionalInterface
  interface Opening<T> {
    T open() throws FileError;
  }

  Headers(Process self, Options options) {
    this.self = self;
    shown = options.has('v') || options.operands().size() > 1 && !options.has('q');
  }

  /** Opens an input, and prints its header if that succeeded. */
  <T> T open(String operand, Opening<T> opening) throws FileError {
    T opened = opening.open();
    if (shown) {
      String name = operand.equals("-") ? "standard input" : operand;
      self.stdout().print((first ? "" : "\n") + "==> " + name + " <==\n");
      first = false;
    }
    return opened;
  }
}

package passerelle.sim;

import passerelle.kernel.KernelException;

/** What takes an operation back. */
interface Undo {
  /** For operations that cannot be taken back, and leave nothing that would need it. */
  Undo NOTHING = () -> {};

  void run() throws KernelException;
}

package passerelle.real.control;

import passerelle.kernel.KernelException;

/** Takes back what an operation did. */
@FunctionalInterface
interface Undo {
  Undo NOTHING = () -> {};

  void run() throws KernelException;
}

package passerelle.real.control;

import passerelle.kernel.KernelException;

/** Does an operation, or takes it back. */
@FunctionalInterface
interface Action {
  Action NOTHING = () -> {};

  void run() throws KernelException;
}

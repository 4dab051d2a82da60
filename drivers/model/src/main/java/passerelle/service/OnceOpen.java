package passerelle.service;

import passerelle.kernel.KernelException;

/** What goes on once a service is open. */
@FunctionalInterface
public interface OnceOpen {
  /**
   * It is.
   *
   * @throws KernelException what goes on has failed
   */
  void opened() throws KernelException;
}

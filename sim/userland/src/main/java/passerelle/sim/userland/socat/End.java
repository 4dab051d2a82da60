package passerelle.sim.userland.socat;

import passerelle.sim.userland.nc.Wire;

/**
 * An address that is open.
 *
 * @param reading the descriptor it is read by
 * @param writing the descriptor it is written by
 */
record End(Wire wire, int reading, int writing) {
  /** The sockets that socat opens at its start to learn about the kernel come before. */
  static final int FIRST = 5;

  static End at(int descriptor, Wire wire) {
    return new End(wire, descriptor, descriptor);
  }

  /** The least descriptor from one on that is not this end's. */
  int free(int from) {
    return from == reading || from == writing ? free(from + 1) : from;
  }

  /** Both descriptors, as the beginning of a transfer tells them. */
  String descriptors() {
    return "[" + reading + "," + writing + "]";
  }
}

package passerelle.sim.userland.socat;

/** What an address is opened for. */
enum Way {
  READ("reading", 0),
  WRITE("writing", 1),
  BOTH("reading and writing", 2);

  private final String text;
  private final int flags;

  Way(String text, int flags) {
    this.text = text;
    this.flags = flags;
  }

  /** O_RDONLY, O_WRONLY or O_RDWR (fcntl.h). */
  int flags() {
    return flags;
  }

  /** As notices word it. */
  String text() {
    return text;
  }

  boolean reads() {
    return this != WRITE;
  }

  boolean writes() {
    return this != READ;
  }
}

package passerelle.sim.userland.socat;

/** What an address is opened for. */
enum Way {
  READ("reading"),
  WRITE("writing"),
  BOTH("reading and writing");

  private final String text;

  Way(String text) {
    this.text = text;
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

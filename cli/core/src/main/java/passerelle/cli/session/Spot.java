package passerelle.cli.session;

/**
 * The place where a line is done: that of the prompt it brings with it, or where one is.
 *
 * @param kind what kind of place
 * @param name of the machine or the container, {@code lab} at {@code lab>}
 * @param space the space of its processes; that of the host at {@code lab>}
 * @param netns its network namespace; that of the host at {@code lab>}
 */
record Spot(Kind kind, String name, String space, String netns) {
  /** What kind of place. */
  enum Kind {
    MACHINE,
    CONTAINER,
    LAB
  }

  boolean isLab() {
    return kind == Kind.LAB;
  }
}

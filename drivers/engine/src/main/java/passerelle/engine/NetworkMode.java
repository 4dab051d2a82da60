package passerelle.engine;

/**
 * What {@code --network} asks for.
 *
 * @param text the mode as inspect shows it
 */
record NetworkMode(String text) {
  private static final String CONTAINER = "container:";

  static NetworkMode of(String text) {
    return new NetworkMode(text.isEmpty() || text.equals("default") ? "bridge" : text);
  }

  boolean isHost() {
    return text.equals("host");
  }

  boolean isNone() {
    return text.equals("none");
  }

  boolean isBridge() {
    return text.equals("bridge");
  }

  boolean isContainer() {
    return text.startsWith(CONTAINER);
  }

  boolean isUserDefined() {
    return !isHost() && !isNone() && !isBridge() && !isContainer();
  }

  /** The container whose namespace is to be joined. */
  String container() {
    return text.substring(CONTAINER.length());
  }
}

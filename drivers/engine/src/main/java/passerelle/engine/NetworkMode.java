package passerelle.engine;

/**
 * What {@code --network} asks for.
 *
 * @param text the mode as inspect shows it
 */
public record NetworkMode(String text) {
  private static final String CONTAINER = "container:";

  public static NetworkMode of(String text) {
    return new NetworkMode(text.isEmpty() || text.equals("default") ? "bridge" : text);
  }

  public boolean isHost() {
    return text.equals("host");
  }

  boolean isNone() {
    return text.equals("none");
  }

  boolean isBridge() {
    return text.equals("bridge");
  }

  public boolean isContainer() {
    return text.startsWith(CONTAINER);
  }

  public boolean isUserDefined() {
    return !isHost() && !isNone() && !isBridge() && !isContainer();
  }

  /** The container whose namespace is to be joined. */
  public String container() {
    return text.substring(CONTAINER.length());
  }
}

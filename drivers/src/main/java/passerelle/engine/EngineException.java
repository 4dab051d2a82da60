package passerelle.engine;

/**
 * The engine refuses. The message is dockerd's own, as the client prints it behind {@code Error
 * response from daemon: }.
 */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** What the client makes of it (the HTTP status of the engine's API). */
  public enum Kind {
    BAD_REQUEST,
    NOT_FOUND,
    CONFLICT,
    FORBIDDEN,
    SYSTEM
  }

  public EngineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static EngineException notFound(String message) {
    return new EngineException(Kind.NOT_FOUND, message);
  }

  static EngineException conflict(String message) {
    return new EngineException(Kind.CONFLICT, message);
  }

  static EngineException bad(String message) {
    return new EngineException(Kind.BAD_REQUEST, message);
  }

  static EngineException forbidden(String message) {
    return new EngineException(Kind.FORBIDDEN, message);
  }

  static EngineException system(String message) {
    return new EngineException(Kind.SYSTEM, message);
  }
}

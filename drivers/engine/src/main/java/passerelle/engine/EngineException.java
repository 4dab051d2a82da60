package passerelle.engine;

import passerelle.kernel.PlanException;
import passerelle.network.NetworkException;

/**
 * The engine refuses. The message is dockerd's own, as the client prints it behind {@code Error
 * response from daemon: }.
 */
public final class EngineException extends Exception {
  private final Kind kind;
  private final String unnamed;

  /** What the client makes of it (the HTTP status of the engine's API). */
  public enum Kind {
    BAD_REQUEST,
    NOT_FOUND,
    CONFLICT,
    FORBIDDEN,
    SYSTEM
  }

  public EngineException(Kind kind, String message) {
    this(kind, message, "");
  }

  private EngineException(Kind kind, String message, String unnamed) {
    super(message);
    this.kind = kind;
    this.unnamed = unnamed;
  }

  /** What is asked for by an empty name, {@code network}; empty for what has a name. */
  public String unnamed() {
    return unnamed;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The exit status of {@code docker run} when the start of a container is refused with this: 127
   * for a command that is not there, 126 for one that may not be run, otherwise 125
   * (cli/command/container/run.go:toStatusError).
   */
  public int startStatus() {
    String message = getMessage();
    if (message.contains("executable file not found")
        || message.contains("no such file or directory")) {
      return 127;
    }
    boolean refused = message.contains("permission denied") || message.contains("is a directory");
    return refused ? 126 : 125;
  }

  /** What a machine that is in no swarm answers to who asks for one. */
  public static EngineException inNoSwarm() {
    return forbidden(
        "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to"
            + " connect this node to swarm and try again.");
  }

  /** A fault of the program itself: what was begun is taken back as after any other refusal. */
  public static EngineException defect(RuntimeException bug) {
    EngineException e = system("Passerelle has a defect here, please report it: " + bug);
    e.initCause(bug);
    return e;
  }

  /** A network driver refuses. */
  public static EngineException refused(NetworkException e) {
    return e.kind() == NetworkException.Kind.FORBIDDEN
        ? forbidden(e.getMessage())
        : bad(e.getMessage());
  }

  /** A container is asked for by an empty name. */
  public static EngineException unnamedContainer() {
    return new EngineException(Kind.BAD_REQUEST, "invalid name or ID supplied: \"\"", "container");
  }

  /** A network is asked for by an empty name. */
  public static EngineException unnamedNetwork() {
    return new EngineException(Kind.NOT_FOUND, "network  not found", "network");
  }

  /** There is no such thing. */
  public static EngineException notFound(String message) {
    return new EngineException(Kind.NOT_FOUND, message);
  }

  public static EngineException conflict(String message) {
    return new EngineException(Kind.CONFLICT, message);
  }

  /** What is asked for makes no sense. */
  public static EngineException bad(String message) {
    return new EngineException(Kind.BAD_REQUEST, message);
  }

  public static EngineException forbidden(String message) {
    return new EngineException(Kind.FORBIDDEN, message);
  }

  public static EngineException system(String message, PlanException cause) {
    EngineException e = system(message);
    e.initCause(cause);
    return e;
  }

  /** The machine or the program cannot do it. */
  public static EngineException system(String message) {
    return new EngineException(Kind.SYSTEM, message);
  }
}

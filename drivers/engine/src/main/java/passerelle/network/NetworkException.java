package passerelle.network;

/** A network or an endpoint that its driver refuses; the message is dockerd's (errdefs). */
public final class NetworkException extends Exception {
  private final Kind kind;

  /** What the API makes of it. */
  public enum Kind {
    /** What was asked for makes no sense ({@code InvalidParameter}). */
    INVALID,
    /** It makes sense, but not here ({@code Forbidden}). */
    FORBIDDEN
  }

  private NetworkException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static NetworkException invalid(String message) {
    return new NetworkException(Kind.INVALID, message);
  }

  public static NetworkException forbidden(String message) {
    return new NetworkException(Kind.FORBIDDEN, message);
  }

  public Kind kind() {
    return kind;
  }
}

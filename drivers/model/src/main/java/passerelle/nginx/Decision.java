package passerelle.nginx;

/**
 * What is to be done with a request.
 *
 * @param status the status to answer with; 0 when what is done decides it
 * @param value what belongs to the kind: a text, an address, a path
 * @param location where it was decided
 * @param uri the path as it is by then
 * @param arguments the query without its question mark
 * @param message what the error log says; empty when it says nothing
 */
public record Decision(
    Kind kind,
    int status,
    String value,
    Location location,
    String uri,
    String arguments,
    String message) {

  /** What is done. */
  public enum Kind {
    /** The value is the body. */
    TEXT,
    /** The value is where the client is sent. */
    REDIRECT,
    /** The value is a file's path. */
    FILE,
    /** The value is a directory's path, whose names are listed. */
    LISTING,
    /** The value is what {@code proxy_pass} says, with variables. */
    PROXY,
    /** The counters of {@code stub_status}. */
    COUNTERS,
    /** The page of the status. */
    ERROR
  }
}

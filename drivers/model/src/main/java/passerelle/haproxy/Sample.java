package passerelle.haproxy;

/** What a condition can ask of a request ({@code src/http_fetch.c}, {@code src/tcp_sample.c}). */
public interface Sample {
  /** The path without the query. */
  String path();

  /** Path and query. */
  String url();

  String method();

  /** A header field of the request, by its name in lower case; nothing if there is none. */
  String header(String name);

  /** The client's address. */
  String source();

  /** The port that the client has come to. */
  int port();

  /** Whether the client has come by TLS. */
  boolean isTls();

  /** How many servers of a backend are up. */
  int serversUp(String backend);
}

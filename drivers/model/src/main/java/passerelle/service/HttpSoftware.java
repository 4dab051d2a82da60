package passerelle.service;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.packet.Payload;

/** How a web server software words its answers. */
public interface HttpSoftware {

  /** The answer to a request. */
  Answer answer(HttpRequest request);

  /**
   * An answer.
   *
   * @param writes what is written to the socket, one write after the other; at least one
   * @param close whether the server closes the connection then
   */
  record Answer(List<Payload> writes, boolean close) {}

  /** What a server serves. */
  interface Site {
    /** The file under a path, {@code /} being the index. */
    Optional<Resource> find(String path);

    /** What a request asks for; its path alone says so, unless pages are made for each request. */
    default Optional<Resource> find(HttpRequest request) {
      return find(request.path());
    }

    /** Whether a path without its final slash is a directory. */
    default boolean isDirectory(String path) {
      return false;
    }
  }

  /**
   * A file to be served.
   *
   * @param body its octets
   * @param modified seconds since 1970 at which it was changed
   */
  record Resource(byte[] body, long modified) {}

  /** The media type by the ending of a path; empty when it is not known. */
  static String mediaType(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    return switch (dot < 0 || lower.endsWith("/") ? "html" : lower.substring(dot + 1)) {
      case "html", "htm" -> "text/html";
      case "txt", "c", "h", "cc", "cpp" -> "text/plain";
      case "css" -> "text/css";
      case "jpg", "jpeg" -> "image/jpeg";
      case "gif" -> "image/gif";
      case "png" -> "image/png";
      case "svg" -> "image/svg+xml";
      case "wav" -> "audio/wav";
      default -> "";
    };
  }
}

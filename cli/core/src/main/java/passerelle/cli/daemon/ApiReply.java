package passerelle.cli.daemon;

import java.util.List;
import passerelle.engine.EngineException;
import passerelle.text.GoJsonReader;

/**
 * What the API says.
 *
 * @param status code and reason
 * @param type of the body; empty for a reply without one
 */
record ApiReply(String status, String type, String body) {
  private static final String JSON = "application/json";

  static ApiReply ok(String json) {
    return new ApiReply("200 OK", JSON, json.strip() + "\n");
  }

  static ApiReply created(String json) {
    return new ApiReply("201 Created", JSON, json.strip() + "\n");
  }

  /** What a command wrote. */
  static ApiReply stream(String text) {
    return new ApiReply("200 OK", "application/vnd.docker.raw-stream", text);
  }

  static ApiReply empty(String status) {
    return new ApiReply(status, "", "");
  }

  static ApiReply message(String status, String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return new ApiReply(status, JSON, "{\"message\":\"" + escaped + "\"}\n");
  }

  static ApiReply bad(String text) {
    return message("400 Bad Request", text);
  }

  static ApiReply missing(String text) {
    return message("404 Not Found", text);
  }

  /** A text that is no JSON (api/server/httputils: ReadJSON). */
  static ApiReply malformed(GoJsonReader.SyntaxError e) {
    String why = e.getMessage().replace("unexpected end of JSON input", "unexpected EOF");
    return bad(
        why.endsWith("after top-level value")
            ? "unexpected content after JSON"
            : "invalid JSON: " + why);
  }

  /** A refusal of the engine (api/server/httpstatus: FromError). */
  static ApiReply refused(EngineException e) {
    String status =
        switch (e.kind()) {
          case BAD_REQUEST -> "400 Bad Request";
          case NOT_FOUND -> "404 Not Found";
          case CONFLICT -> "409 Conflict";
          case FORBIDDEN -> "403 Forbidden";
          case SYSTEM -> "500 Internal Server Error";
        };
    return message(status, e.getMessage());
  }

  /** An array of documents. */
  static String array(List<String> documents) {
    return "[" + String.join(",", documents.stream().map(String::strip).toList()) + "]";
  }
}

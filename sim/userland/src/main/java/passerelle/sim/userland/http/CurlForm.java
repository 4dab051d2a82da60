package passerelle.sim.userland.http;

import java.util.List;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/**
 * The parts of {@code -F} as curl sends them (lib/mime.c, RFC 7578).
 *
 * @param boundary what stands between the parts
 * @param body all of them
 */
record CurlForm(String boundary, String body) {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM = 22;

  /** The parts of a command line. */
  static CurlForm of(Process self, List<String> parts) throws CurlFailure {
    StringBuilder boundary = new StringBuilder("-".repeat(24));
    long state = self.now() * 0x9E3779B97F4A7C15L + self.pid();
    for (int i = 0; i < RANDOM; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      boundary.append(LETTERS.charAt((int) Math.floorMod(state >> 33, (long) LETTERS.length())));
    }
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append("--").append(boundary).append("\r\n").append(part(self, part)).append("\r\n");
    }
    body.append("--").append(boundary).append("--\r\n");
    return new CurlForm(boundary.toString(), body.toString());
  }

  private static String part(Process self, String text) throws CurlFailure {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new CurlFailure(2, "Illegally formatted input field");
    }
    String name = "Content-Disposition: form-data; name=\"" + text.substring(0, equals) + "\"";
    String value = text.substring(equals + 1);
    if (!value.startsWith("@") && !value.startsWith("<")) {
      return name + "\r\n\r\n" + value;
    }
    String[] words = value.substring(1).split(";");
    String content = file(self, words[0]);
    if (value.startsWith("<")) {
      return name + "\r\n\r\n" + content;
    }
    String shown = words[0].substring(words[0].lastIndexOf('/') + 1);
    String type = type(shown);
    for (String word : words) {
      type = word.startsWith("type=") ? word.substring("type=".length()) : type;
      shown = word.startsWith("filename=") ? word.substring("filename=".length()) : shown;
    }
    return name + "; filename=\"" + shown + "\"\r\nContent-Type: " + type + "\r\n\r\n" + content;
  }

  /** What curl takes a file for by its name (mime.c:Curl_mime_contenttype). */
  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "gif" -> "image/gif";
      case "jpg", "jpeg" -> "image/jpeg";
      case "png" -> "image/png";
      case "svg" -> "image/svg+xml";
      case "txt" -> "text/plain";
      case "htm", "html" -> "text/html";
      case "pdf" -> "application/pdf";
      case "xml" -> "application/xml";
      default -> "application/octet-stream";
    };
  }

  private static String file(Process self, String name) throws CurlFailure {
    try {
      return self.files().readText(self.path(name));
    } catch (FileError unreadable) {
      throw new CurlFailure(26, "Failed to open/read local data from file/application");
    }
  }
}

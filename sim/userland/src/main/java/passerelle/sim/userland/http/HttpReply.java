package passerelle.sim.userland.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.packet.Payload;
import passerelle.service.Chunked;

/** Collects the octets of an answer and finds head and body in them (RFC 9112). */
final class HttpReply {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final boolean withoutBody;
  private int headLength = -1;
  private List<String> lines = List.of();

  /**
   * Nothing received yet.
   *
   * @param withoutBody the request was HEAD
   */
  HttpReply(boolean withoutBody) {
    this.withoutBody = withoutBody;
  }

  void add(Payload data) {
    received.writeBytes(data.toBytes());
    if (headLength < 0) {
      String text = received.toString(StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        headLength = end + 4;
        lines = List.of(text.substring(0, end).split("\r\n"));
      }
    }
  }

  int received() {
    return received.size();
  }

  boolean hasHead() {
    return headLength >= 0;
  }

  boolean looksLikeHttp() {
    String text = received.toString(StandardCharsets.ISO_8859_1);
    return text.startsWith("HTTP/");
  }

  /** Everything that was promised has come. */
  boolean isComplete() {
    Optional<Long> promised = contentLength();
    return hasHead()
        && (withoutBody
            || status() == 204
            || status() == 304
            || isChunked() && Chunked.isWhole(text(headLength))
            || promised.isPresent() && bodyReceived() >= promised.get());
  }

  /** The head as it came, the empty line included. */
  byte[] head() {
    return hasHead() ? slice(0, headLength) : new byte[0];
  }

  /** Status line and fields. */
  List<String> lines() {
    return lines;
  }

  int bodyReceived() {
    return hasHead() && !withoutBody ? received.size() - headLength : 0;
  }

  byte[] body() {
    int end = received.size();
    if (!hasHead() || withoutBody) {
      return new byte[0];
    }
    if (isChunked()) {
      return Chunked.join(text(headLength)).getBytes(StandardCharsets.ISO_8859_1);
    }
    if (contentLength().isPresent()) {
      end = (int) Math.min(end, headLength + contentLength().get());
    }
    return slice(headLength, end);
  }

  private boolean isChunked() {
    return field("transfer-encoding").filter(how -> how.contains("chunked")).isPresent();
  }

  private String text(int from) {
    return received.toString(StandardCharsets.ISO_8859_1).substring(from);
  }

  private byte[] slice(int from, int to) {
    return java.util.Arrays.copyOfRange(received.toByteArray(), from, to);
  }

  int status() {
    String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" ");
    return words.length > 1 && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : 0;
  }

  /** The version that the answer names: {@code 1.1}, {@code 2}. */
  String version() {
    return lines.isEmpty() ? "0" : lines.get(0).replaceFirst("^HTTP/([0-9.]+).*", "$1");
  }

  /** Whether the server keeps the connection (RFC 9112 section 9.3). */
  boolean keepsAlive() {
    String wish = field("connection").orElse("").toLowerCase(Locale.ROOT);
    return version().equals("1.0") ? wish.equals("keep-alive") : !wish.equals("close");
  }

  Optional<String> field(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).trim())
        .findFirst();
  }

  Optional<Long> contentLength() {
    return field("content-length").filter(v -> v.matches("[0-9]{1,12}")).map(Long::parseLong);
  }
}

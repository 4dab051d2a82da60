package passerelle.service;

/** A body in chunks (RFC 9112 section 7.1), an octet a character. */
final class Chunked {
  private Chunked() {}

  /** The body; as much of it as is whole. */
  static String join(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int end = chunks.indexOf("\r\n", at);
      String size = end < 0 ? "" : chunks.substring(at, end).replaceFirst(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        return body.toString();
      }
      int length = Integer.parseInt(size, 16);
      int from = end + 2;
      if (length == 0 || from + length > chunks.length()) {
        return body.toString();
      }
      body.append(chunks, from, from + length);
      at = from + length + 2;
    }
  }
}

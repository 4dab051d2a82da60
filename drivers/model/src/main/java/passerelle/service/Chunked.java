package passerelle.service;

/** A body in chunks (RFC 9112 section 7.1), an octet a character. */
public final class Chunked {
  private Chunked() {}

  /** Whether it has come up to its end. */
  public static boolean isWhole(String chunks) {
    return chunks.equals("0\r\n\r\n") || chunks.endsWith("\r\n0\r\n\r\n");
  }

  /** The body; as much of it as is whole. */
  public static String join(String chunks) {
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

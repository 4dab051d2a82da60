package passerelle.service;

/** Where an answer that is read from a server ends (RFC 9112 section 6.3), an octet a character. */
final class AnswerLength {
  private AnswerLength() {}

  /**
   * Whether all of an answer has come, as far as its head can tell; others end with the connection.
   *
   * @param read what has come, from the first line on
   * @param headOnly the request was HEAD
   */
  static boolean isWhole(String read, boolean headOnly) {
    int end = read.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    HttpRequest head = HttpRequest.parse(read.substring(0, end));
    boolean chunked = head.fields().getOrDefault("transfer-encoding", "").contains("chunked");
    boolean told = head.fields().containsKey("content-length");
    String code = head.target();
    return headOnly
        || code.equals("204")
        || code.equals("304")
        || chunked && Chunked.isWhole(read.substring(end + 4))
        || told && read.length() - end - 4 >= head.contentLength();
  }
}

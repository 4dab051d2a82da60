package passerelle.capture.print;

import java.util.Locale;
import java.util.Set;

/**
 * Protocols whose requests and responses begin with lines of text (print.c: txtproto_print). Where
 * requests are known by their first word, anything else counts as data and is not shown.
 */
enum TextProtocol {
  FTP(Set.of()),
  SMTP(Set.of()),
  HTTP(
      Set.of(
          ("GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE LABEL MERGE DELETE SEARCH"
                  + " UNLOCK REPORT UPDATE NOTIFY BDELETE CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT"
                  + " CCM_POST SUBSCRIBE PROPPATCH BPROPFIND BPROPPATCH UNCHECKOUT MKACTIVITY"
                  + " MKWORKSPACE UNSUBSCRIBE RPC_CONNECT VERSION-CONTROL BASELINE-CONTROL")
              .split(" "))),
  RTSP(
      Set.of(
          ("SETUP PLAY TEARDOWN DESCRIBE OPTIONS ANNOUNCE GET_PARAMETER PAUSE RECORD REDIRECT"
                  + " SET_PARAMETER")
              .split(" ")));

  private final Set<String> commands;

  TextProtocol(Set<String> commands) {
    this.commands = commands;
  }

  void print(Dissection d, int at, int length) {
    d.protocol = name().toLowerCase(Locale.ROOT);
    d.print(": ", name());
    if (!commands.isEmpty() && !beginsMessage(d, at, length)) {
      return;
    }
    if (d.options.verbose() == 0) {
      printLine(d, ": ", at, at + length);
      return;
    }
    d.print(", length: ", length);
    int next = at;
    while (next >= 0 && next < at + length) {
      next = printLine(d, "\n\t", next, at + length);
    }
  }

  /** A known command, or a second word that is a status of three digits. */
  private boolean beginsMessage(Dissection d, int at, int length) {
    int end = at + length;
    int wordEnd = wordEnd(d, at, end);
    String word = text(d, at, wordEnd);
    if (word.isEmpty()) {
      return false;
    }
    if (commands.contains(word.toUpperCase(Locale.ROOT))) {
      return true;
    }
    int second = wordEnd;
    while (second < end && d.captured(second, 1) && isBlank(d.u8(second))) {
      second++;
    }
    return text(d, second, wordEnd(d, second, end)).matches("[0-9]{3}");
  }

  private static boolean isBlank(int octet) {
    return octet == ' ' || octet == '\t' || octet == 11 || octet == 12;
  }

  private static int wordEnd(Dissection d, int from, int end) {
    int at = from;
    while (at < end && d.captured(at, 1) && !isBlank(d.u8(at)) && !endsLine(d.u8(at))) {
      at++;
    }
    return at;
  }

  private static boolean endsLine(int octet) {
    return octet == '\r' || octet == '\n';
  }

  private static String text(Dissection d, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append((char) d.u8(i));
    }
    return text.toString();
  }

  /** Prints one line; where the next begins, or -1 when this was the last or is no text. */
  private static int printLine(Dissection d, String prefix, int from, int end) {
    int at = from;
    while (at < end && d.captured(at, 1)) {
      int octet = d.u8(at);
      if (octet == '\n') {
        d.print(prefix, text(d, from, at));
        return at + 1;
      }
      if (octet == '\r') {
        if (at + 1 >= end || d.u8(at + 1) != '\n') {
          return -1;
        }
        d.print(prefix, text(d, from, at));
        return at + 2;
      }
      if ((octet < 32 || octet > 126) && octet != '\t') {
        return -1;
      }
      at++;
    }
    if (at < end) {
      throw new Truncated(false);
    }
    d.print(prefix, text(d, from, at));
    return -1;
  }

  /** RFC 4253 section 4.2: only the version exchange is text. */
  static void printSshVersion(Dissection d, int at, int length) {
    d.protocol = "ssh";
    int end = Math.min(at + length, d.end());
    int lineEnd = at;
    while (lineEnd < end && d.u8(lineEnd) >= 32 && d.u8(lineEnd) < 127) {
      lineEnd++;
    }
    boolean complete = lineEnd < end && (d.u8(lineEnd) == '\n' || d.u8(lineEnd) == '\r');
    String line = text(d, at, lineEnd);
    if (complete && line.startsWith("SSH-")) {
      d.print(": SSH: ", line);
    }
  }
}

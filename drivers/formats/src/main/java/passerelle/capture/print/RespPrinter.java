package passerelle.capture.print;

import java.util.OptionalInt;

/** Redis' protocol (print-resp.c): every string, number or array of it on one line. */
final class RespPrinter {
  private static final int DEEPEST_ARRAY = 32;

  private RespPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "resp";
    d.print(": RESP");
    int end = at + length;
    int next = at;
    while (next >= 0 && next < end) {
      next = value(d, next, end, DEEPEST_ARRAY);
    }
    if (next < 0) {
      d.printTruncated();
    }
  }

  /** Prints a value; where the next begins, or -1 when this one is incomplete. */
  private static int value(Dissection d, int at, int end, int depth) {
    int type = d.u8(at);
    return switch (type) {
      case '+', '-', ':' -> line(d, at + 1, lineEnd(d, at + 1, end), 2);
      case '$' -> bulk(d, at + 1, end);
      case '*' -> array(d, at + 1, end, depth);
      default -> inline(d, at, end);
    };
  }

  /** Where the CR LF of a line stands, or -1. */
  private static int lineEnd(Dissection d, int from, int end) {
    for (int at = from; at + 1 < end; at++) {
      if (d.u8(at) == '\r' && d.u8(at + 1) == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static int line(Dissection d, int from, int to, int terminator) {
    if (to < 0) {
      return -1;
    }
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(Dissection.safe(d.u8(i)));
    }
    d.print(" \"", text, "\"");
    return to + terminator;
  }

  private static int inline(Dissection d, int at, int end) {
    int to = at;
    while (to < end && d.u8(to) != '\r' && d.u8(to) != '\n') {
      to++;
    }
    if (to == end || to == at) {
      return -1;
    }
    return line(d, at, to, d.u8(to) == '\r' && to + 1 < end ? 2 : 1);
  }

  /** The number up to CR LF; empty when it is none. */
  private static OptionalInt number(Dissection d, int from, int to) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i < to; i++) {
      digits.append((char) d.u8(i));
    }
    return digits.toString().matches("-?[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(digits.toString()))
        : OptionalInt.empty();
  }

  private static int bulk(Dissection d, int at, int end) {
    int to = lineEnd(d, at, end);
    OptionalInt length = to < 0 ? OptionalInt.empty() : number(d, at, to);
    if (length.isEmpty()) {
      d.print(" invalid");
      return to < 0 ? -1 : to + 2;
    }
    int next = to + 2;
    if (length.getAsInt() < 0) {
      d.print(length.getAsInt() == -1 ? " null" : " length negative and not -1");
      return next;
    }
    if (next + length.getAsInt() + 2 > end) {
      return -1;
    }
    if (length.getAsInt() == 0) {
      d.print(" empty");
      return next + 2;
    }
    return line(d, next, next + length.getAsInt(), 2);
  }

  private static int array(Dissection d, int at, int end, int depth) {
    int to = lineEnd(d, at, end);
    OptionalInt count = to < 0 ? OptionalInt.empty() : number(d, at, to);
    if (count.isEmpty() || depth == 0) {
      d.print(" invalid");
      return -1;
    }
    if (count.getAsInt() <= 0) {
      d.print(count.getAsInt() == 0 ? " empty" : " null");
      return to + 2;
    }
    int next = to + 2;
    for (int i = 0; i < count.getAsInt() && next >= 0; i++) {
      next = next < end ? value(d, next, end, depth - 1) : -1;
    }
    return next;
  }
}

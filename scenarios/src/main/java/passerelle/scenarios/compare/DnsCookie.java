package passerelle.scenarios.compare;

import java.util.Optional;
import passerelle.packet.Payload;

/**
 * Finds the cookie of a DNS message (RFC 7873): an option that dig draws once when it starts, and a
 * server may answer with one of its own.
 *
 * @param from offset of the cookie in the message
 * @param to offset behind it
 */
record DnsCookie(int from, int to) {
  private static final int HEADER = 12;
  private static final int OPT = 41;
  private static final int COOKIE = 10;

  /** The cookie of a message; empty also when it is none. */
  static Optional<DnsCookie> in(Payload message) {
    if (message.length() < HEADER) {
      return Optional.empty();
    }
    int at = HEADER;
    for (int i = word(message, 4); i > 0 && at < message.length(); i--) {
      at = behindName(message, at) + 4;
    }
    int records = word(message, 6) + word(message, 8) + word(message, 10);
    for (int i = 0; i < records; i++) {
      int fields = behindName(message, at);
      int data = fields + 10;
      if (data > message.length()) {
        return Optional.empty();
      }
      int end = data + word(message, fields + 8);
      if (word(message, fields) == OPT && end <= message.length()) {
        return option(message, data, end);
      }
      at = end;
    }
    return Optional.empty();
  }

  private static Optional<DnsCookie> option(Payload message, int from, int end) {
    int at = from;
    while (at + 4 <= end) {
      int next = at + 4 + word(message, at + 2);
      if (word(message, at) == COOKIE && next <= end) {
        return Optional.of(new DnsCookie(at + 4, next));
      }
      at = next;
    }
    return Optional.empty();
  }

  /** Names end in a zero octet or in a pointer (RFC 1035 section 4.1.4). */
  private static int behindName(Payload message, int from) {
    int at = from;
    while (at < message.length() && message.at(at) != 0) {
      if (message.at(at) >= 0xc0) {
        return at + 2;
      }
      at += 1 + message.at(at);
    }
    return at + 1;
  }

  private static int word(Payload message, int at) {
    return message.at(at) << 8 | message.at(at + 1);
  }
}

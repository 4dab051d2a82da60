package passerelle.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.packet.Payload;

/**
 * Records of FastCGI (fastcgi.com: FastCGI Specification 1.0, section 3.3), which carry a request
 * from a web server to a program and its answer back.
 */
final class FastCgi {
  static final int BEGIN_REQUEST = 1;
  static final int END_REQUEST = 3;
  static final int PARAMS = 4;
  static final int STDIN = 5;
  static final int STDOUT = 6;
  static final int STDERR = 7;

  private static final int VERSION = 1;
  private static final int HEADER = 8;
  private static final int LARGEST = 65535;

  /** A length that takes more than seven bits is written in four octets. */
  private static final int SHORT = 127;

  /** {@code FCGI_RESPONDER}, and no {@code FCGI_KEEP_CONN}. */
  private static final byte[] RESPONDER = {0, 1, 0, 0, 0, 0, 0, 0};

  private FastCgi() {}

  /** A request without a body: its parameters say all. */
  static Payload request(Map<String, String> parameters) {
    ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    parameters.forEach(
        (name, value) -> {
          byte[] left = name.getBytes(StandardCharsets.UTF_8);
          byte[] right = value.getBytes(StandardCharsets.UTF_8);
          length(pairs, left.length);
          length(pairs, right.length);
          pairs.write(left, 0, left.length);
          pairs.write(right, 0, right.length);
        });
    return record(BEGIN_REQUEST, RESPONDER)
        .plus(record(PARAMS, pairs.toByteArray()))
        .plus(record(PARAMS, new byte[0]))
        .plus(record(STDIN, new byte[0]));
  }

  /**
   * What a program answers.
   *
   * @param said on its standard error; empty for nothing
   */
  static Payload answer(byte[] page, String said) {
    Payload all = Payload.EMPTY;
    if (!said.isEmpty()) {
      all = record(STDERR, said.getBytes(StandardCharsets.UTF_8));
    }
    for (int from = 0; from < page.length; from += LARGEST) {
      int to = Math.min(page.length, from + LARGEST);
      all = all.plus(record(STDOUT, Arrays.copyOfRange(page, from, to)));
    }
    return all.plus(record(END_REQUEST, new byte[HEADER]));
  }

  /** What all records of a kind carry, of what has come so far, an octet a character. */
  static String carried(String read, int type) {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at + HEADER <= read.length(); ) {
      int length = read.charAt(at + 4) << 8 | read.charAt(at + 5);
      int end = Math.min(read.length(), at + HEADER + length);
      if (read.charAt(at + 1) == type) {
        all.append(read, at + HEADER, end);
      }
      at += HEADER + length + read.charAt(at + 6);
    }
    return all.toString();
  }

  /** Whether a record of a kind that carries so much has come as a whole. */
  static boolean hasCome(String read, int type, int length) {
    for (int at = 0; at + HEADER <= read.length(); ) {
      int its = read.charAt(at + 4) << 8 | read.charAt(at + 5);
      int next = at + HEADER + its + read.charAt(at + 6);
      if (read.charAt(at + 1) == type && its == length && next <= read.length()) {
        return true;
      }
      at = next;
    }
    return false;
  }

  /** The parameters of a request, as far as they have come. */
  static Map<String, String> parameters(String read) {
    String pairs = carried(read, PARAMS);
    Map<String, String> all = new LinkedHashMap<>();
    int at = 0;
    while (hasLength(pairs, at) && hasLength(pairs, at + octets(pairs, at))) {
      int second = at + octets(pairs, at);
      int name = second + octets(pairs, second);
      long value = (long) name + length(pairs, at);
      long end = value + length(pairs, second);
      if (end > pairs.length()) {
        break;
      }
      at = (int) end;
      all.put(pairs.substring(name, (int) value), pairs.substring((int) value, at));
    }
    return all;
  }

  private static boolean hasLength(String pairs, int at) {
    return at < pairs.length() && at + octets(pairs, at) <= pairs.length();
  }

  /** In how many octets a length is written. */
  private static int octets(String pairs, int at) {
    return pairs.charAt(at) <= SHORT ? 1 : 4;
  }

  private static int length(String pairs, int at) {
    int length = 0;
    for (int i = at; i < at + octets(pairs, at); i++) {
      length = length << 8 | pairs.charAt(i);
    }
    return length & 0x7fffffff;
  }

  private static void length(ByteArrayOutputStream pairs, int length) {
    if (length <= SHORT) {
      pairs.write(length);
      return;
    }
    pairs.write(length >> 24 | 0x80);
    pairs.write(length >> 16);
    pairs.write(length >> 8);
    pairs.write(length);
  }

  private static Payload record(int type, byte[] content) {
    byte[] head = {
      VERSION, (byte) type, 0, 1, (byte) (content.length >> 8), (byte) content.length, 0, 0
    };
    return Payload.of(head).plus(Payload.of(content));
  }
}

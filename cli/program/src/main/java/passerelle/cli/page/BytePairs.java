package passerelle.cli.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.text.JsonText;

/**
 * Byte pair encoding (P. Gage, 1994): the two octets that follow each other most often become one
 * that is not used, again and again. What the compiler writes tens of thousands of times, where a
 * method can be suspended and goes on, is one octet then; what is packed afterwards is a tenth
 * shorter, since the packer looks back 32 KiB at most.
 */
final class BytePairs {
  private static final int OCTETS = 256;

  /** A pair that is rarer costs as much in the list of pairs, and in the codes of the packer. */
  private static final int LEAST = 1000;

  private final byte[] text;
  private final int[] counts = new int[OCTETS * OCTETS];
  private final String[] spelled = new String[OCTETS];
  private int length;

  private BytePairs(String script) {
    text = script.getBytes(StandardCharsets.US_ASCII);
    length = text.length;
  }

  /**
   * A line of JSON with the number of characters and what each octet that stands for more is
   * spelled, then the script.
   *
   * @param script of ASCII alone
   */
  static byte[] shortened(String script) {
    BytePairs pairs = new BytePairs(script);
    pairs.shorten();
    return pairs.written();
  }

  private void shorten() {
    for (int i = 0; i < length; i++) {
      spelled[text[i]] = String.valueOf((char) text[i]);
      if (i > 0) {
        count(text[i - 1], text[i], 1);
      }
    }
    for (int octet = 1; octet < OCTETS; octet++) {
      int most = most();
      if (spelled[octet] == null && counts[most] >= LEAST) {
        spelled[octet] = spelled[most / OCTETS] + spelled[most % OCTETS];
        replace((byte) (most / OCTETS), (byte) most, (byte) octet);
      }
    }
  }

  private int most() {
    int most = 0;
    for (int pair = 1; pair < counts.length; pair++) {
      if (counts[pair] > counts[most]) {
        most = pair;
      }
    }
    return most;
  }

  /** Puts an octet wherever two others follow each other, and keeps the counts. */
  private void replace(byte first, byte second, byte octet) {
    int to = 0;
    for (int i = 0; i < length; i++) {
      if (text[i] != first || i + 1 == length || text[i + 1] != second) {
        text[to++] = text[i];
        continue;
      }
      count(first, second, -1);
      if (to > 0) {
        count(text[to - 1], first, -1);
        count(text[to - 1], octet, 1);
      }
      i++;
      if (i + 1 < length) {
        count(second, text[i + 1], -1);
        count(octet, text[i + 1], 1);
      }
      text[to++] = octet;
    }
    length = to;
  }

  private void count(byte first, byte second, int more) {
    counts[(first & 0xff) * OCTETS + (second & 0xff)] += more;
  }

  private byte[] written() {
    Map<String, Object> longer = new TreeMap<>();
    int characters = 0;
    for (int octet = 0; octet < OCTETS; octet++) {
      if (spelled[octet] != null && spelled[octet].length() > 1) {
        longer.put(String.valueOf(octet), spelled[octet]);
      }
    }
    for (int i = 0; i < length; i++) {
      characters += spelled[text[i] & 0xff].length();
    }
    byte[] head =
        (JsonText.of(List.of(characters, longer)) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + length);
    System.arraycopy(text, 0, all, head.length, length);
    return all;
  }
}

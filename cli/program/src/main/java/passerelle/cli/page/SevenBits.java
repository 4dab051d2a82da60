package passerelle.cli.page;

/**
 * Octets as text, seven bits a character, which is a ninth shorter than base64. HTML keeps all but
 * three of the first 128 characters in a script: those stand higher, where UTF-8 takes two octets
 * for a character, which has the next nine bits as well.
 */
final class SevenBits {
  private static final int BITS = 7;
  private static final int MORE = 9;

  /** Added to what stands alone, since no nine bits follow. */
  private static final int ALONE = 0x100;

  /** What a parser of HTML replaces, and what may begin a tag. */
  private static final String UNSAFE = "\0\r<";

  private SevenBits() {}

  /** The text as it may stand in HTML. */
  static String inHtml(byte[] octets) {
    return of(octets, UNSAFE);
  }

  /** The text with the first 128 characters alone. */
  static String ascii(byte[] octets) {
    return of(octets, "");
  }

  private static String of(byte[] octets, String unsafe) {
    int size = octets.length * Byte.SIZE;
    StringBuilder out = new StringBuilder(size / BITS + 1);
    int at = 0;
    while (at < size) {
      int value = bits(octets, at, BITS);
      int kind = unsafe.indexOf(value) + 1;
      at += BITS;
      if (kind > 0 && at + MORE <= size) {
        out.append((char) (kind << MORE | bits(octets, at, MORE)));
        at += MORE;
      } else {
        out.append((char) (kind > 0 ? value + ALONE : value));
      }
    }
    return out.toString();
  }

  /** Some bits from a place on; zeros behind the end. */
  private static int bits(byte[] octets, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int octet = i / Byte.SIZE < octets.length ? octets[i / Byte.SIZE] : 0;
      value = value << 1 | octet >> Byte.SIZE - 1 - i % Byte.SIZE & 1;
    }
    return value;
  }
}

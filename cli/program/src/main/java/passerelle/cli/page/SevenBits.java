package passerelle.cli.page;

/**
 * Octets as text, seven bits a character, which is a ninth shorter than base64. HTML keeps all but
 * three of the first 128 characters in a script: those stand 256 higher, where UTF-8 takes two
 * octets for them.
 */
final class SevenBits {
  /** What a character holds, wherever it stands. */
  static final int MASK = 0x7f;

  private static final int BITS = 7;
  private static final int HIGHER = 0x100;

  /** What a parser of HTML replaces, and what may begin a tag. */
  private static final String UNSAFE = "\0\r<";

  private SevenBits() {}

  /** The text. */
  static String of(byte[] octets) {
    StringBuilder out = new StringBuilder(octets.length * Byte.SIZE / BITS + 1);
    int held = 0;
    int bits = 0;
    for (byte octet : octets) {
      held = held << Byte.SIZE | octet & 0xff;
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        add(held >> bits & MASK, out);
      }
    }
    if (bits > 0) {
      add(held << BITS - bits & MASK, out);
    }
    return out.toString();
  }

  private static void add(int value, StringBuilder out) {
    out.append((char) (UNSAFE.indexOf(value) < 0 ? value : value + HIGHER));
  }
}

package passerelle.sim.core;

/** Bob Jenkins' hash of 32-bit words as the kernel has it (include/linux/jhash.h:jhash2). */
public final class JenkinsHash {
  private static final int INITIAL = 0xdeadbeef;

  private JenkinsHash() {}

  /**
   * Hashes four words of which only the first may differ from 0: an IPv4 address in the place of an
   * IPv6 one ({@code union nf_inet_addr}).
   *
   * @param first the first word
   * @param seed start value
   */
  public static int ofAddress(int first, int seed) {
    int start = INITIAL + (4 << 2) + seed;
    int a = start + first;
    int b = start;
    int c = start;
    a = a - c ^ Integer.rotateLeft(c, 4);
    c += b;
    b = b - a ^ Integer.rotateLeft(a, 6);
    a += c;
    c = c - b ^ Integer.rotateLeft(b, 8);
    b += a;
    a = a - c ^ Integer.rotateLeft(c, 16);
    c += b;
    b = b - a ^ Integer.rotateLeft(a, 19);
    a += c;
    c = c - b ^ Integer.rotateLeft(b, 4);
    b += a;
    return last(a, b, c);
  }

  /** Hashes one word. */
  public static int ofWord(int word, int seed) {
    int start = INITIAL + (1 << 2) + seed;
    return last(start + word, start, start);
  }

  /** Hashes two words. */
  public static int ofWords(int first, int second, int seed) {
    int start = INITIAL + (2 << 2) + seed;
    return last(start + first, start + second, start);
  }

  /** {@code __jhash_final}. */
  private static int last(int first, int second, int third) {
    int a = first;
    int b = second;
    int c = (third ^ second) - Integer.rotateLeft(second, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }
}

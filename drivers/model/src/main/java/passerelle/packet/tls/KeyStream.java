package passerelle.packet.tls;

import passerelle.packet.Payload;

/**
 * Octets that look random and follow from a seed (SplitMix64). It stands for key exchange, key
 * derivation, cipher and signature alike, and keeps nothing secret.
 */
final class KeyStream {
  private long state;
  private long word;
  private int left;

  private KeyStream(long state) {
    this.state = state;
  }

  /** The octets for a purpose, which follow from a seed. */
  static KeyStream of(Payload seed, String purpose) {
    long mixed = mix(purpose.hashCode());
    for (int i = 0; i < seed.length(); i++) {
      mixed = mix(mixed ^ seed.at(i));
    }
    return new KeyStream(mixed);
  }

  private static long mix(long seed) {
    long z = seed + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private int next() {
    if (left == 0) {
      state += 0x9e3779b97f4a7c15L;
      word = mix(state);
      left = Long.BYTES;
    }
    left--;
    int octet = (int) (word & 0xff);
    word >>>= 8;
    return octet;
  }

  /** The next octets. */
  Payload octets(int count) {
    return cover(Payload.zeros(count));
  }

  /** Covers octets with the next ones, or uncovers them (XOR). */
  Payload cover(Payload octets) {
    byte[] covered = octets.toBytes();
    for (int i = 0; i < covered.length; i++) {
      covered[i] ^= (byte) next();
    }
    return Payload.of(covered);
  }
}
